import type { Call } from './call.ts';

/** One call that reached the lab, with what became of it. */
export interface LoggedCall {
  readonly at: Date;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
  readonly resource?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** HTTP status; 0 when the connection was cut. */
  readonly status: number;
  readonly ms: number;
  /** Kind of the fault that hit it. */
  readonly fault?: string;
  /** The emulator does not know the operation and answered with an HTML page. */
  readonly unsupported?: true;
}

/** Parameters of a form that say nothing about the call. */
const NOISE = new Set(['Action', 'Version', 'x-id']);

export function logged(call: Call, outcome: Pick<LoggedCall, 'status' | 'ms' | 'fault' | 'unsupported'>): LoggedCall {
  const params = Object.fromEntries(Object.entries(call.params).filter(([name]) => !NOISE.has(name)));
  const { at, service, operation, region, account, resource } = call;
  return { at, service, operation, region, account, resource, params, ...outcome };
}
