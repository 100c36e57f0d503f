import { acquireWorld } from '#src/scan/acquire.ts';
import type { Patience } from '#src/aws/caller.ts';
import { createUntilAborted } from '#src/aws/until-aborted.ts';
import type { Finding } from '#src/core/finding.ts';
import type { Rule } from '#src/core/rule.ts';
import { UserError } from '#src/core/user-error.ts';
import { rules } from '#src/generated/rules.ts';
import { evaluateWorld } from '#src/scan/evaluate.ts';
import { exitCode } from '#src/scan/exit-code.ts';
import { createTally } from '#src/core/tally.ts';
import type { Need } from '#src/scan/plan.ts';
import type { Lab, LoggedCall } from '../index.ts';

export interface TruthScan {
  readonly findings: readonly Finding[];
  readonly calls: readonly LoggedCall[];
  /** As the command line would end. */
  readonly exit: number;
  /** Set when the scan ended before it judged anything. */
  readonly error: UserError | undefined;
  readonly milliseconds: number;
}

export interface TruthOptions extends Patience {
  readonly rules?: readonly Rule[];
  readonly now?: number;
  readonly roleArns?: readonly string[];
  /** Milliseconds after which a scan has failed to end; default 60,000. */
  readonly bound?: number;
}

/** The time that rules of all compared scans see: the clock may not make a difference. */
export const NOW = Date.now();

/** Longest that one scan may take, in milliseconds: patience times retries, and room for a busy machine. */
const BOUND = 60_000;

/**
 * One scan of an account of the lab in this process: as `surety scan` does it, without the start of a process. One that
 * does not end is stopped and throws, as does anything that is no error for a person.
 */
export async function truthScan(lab: Lab, account: string, options: TruthOptions = {}): Promise<TruthScan> {
  Object.assign(process.env, lab.env(account));
  lab.clearCalls();
  const started = performance.now();
  const chosen = options.rules ?? rules;
  const { maxAttempts = 1, requestTimeout = 20_000, pace = 100, roleArns = [], bound = BOUND } = options;
  let findings: Finding[] = [];
  let error: UserError | undefined;
  const tally = createTally();
  try {
    const accounts = roleArns.map((roleArn) => ({ roleArn }));
    const signal = AbortSignal.timeout(bound);
    const acquired = acquireWorld({ accounts, signal, maxAttempts, requestTimeout, pace }, chosen);
    const { world } = await createUntilAborted(signal)(acquired);
    if (signal.aborted) throw new Error(`the scan did not end in ${bound} ms`);
    const judged = chosen.map((rule) => ({ rule, severity: rule.severity, settings: {} }));
    findings = [...evaluateWorld(world, judged, options.now ?? NOW)];
    for (const finding of findings) tally.add(finding);
  } catch (thrown) {
    // Anything else that is thrown is a bug, and fails the test.
    if (!(thrown instanceof UserError)) throw thrown;
    error = thrown;
  }
  const exit = error === undefined ? exitCode(tally.summary, 'low', false) : 2;
  return { findings, calls: lab.calls(), exit, error, milliseconds: performance.now() - started };
}

/** What is asked for these needs, in order of the answers: as a command does it that judges in its own way. */
export async function truthCalls(
  lab: Lab,
  account: string,
  needs: readonly Need[],
  roleArns: readonly string[] = [],
): Promise<readonly LoggedCall[]> {
  Object.assign(process.env, lab.env(account));
  lab.clearCalls();
  const accounts = roleArns.map((roleArn) => ({ roleArn }));
  await acquireWorld({ accounts, signal: AbortSignal.timeout(BOUND), maxAttempts: 1, pace: 100 }, needs);
  return lab.calls();
}

/** Parameters of a form that the log leaves out. */
const NOISE = new Set(['Action', 'Version', 'x-id']);

/** What makes a call distinct: the same for a call on its way and for one in the log. */
export function callKey({
  service,
  operation,
  region,
  account,
  params,
}: Pick<LoggedCall, 'service' | 'operation' | 'region' | 'account' | 'params'>): string {
  const kept = Object.entries(params).filter(([name]) => !NOISE.has(name));
  return [service, operation, region, account, JSON.stringify(kept)].join(' ');
}

/** Services that answer the same wherever they are asked: the same question to another region's client is asked twice. */
const REGIONLESS = new Set(['iam', 'organizations', 's3', 's3-control', 'sts']);

/** What makes a question distinct: like {@link callKey}, without the region where it makes no difference. */
export function questionKey(call: LoggedCall): string {
  return callKey(REGIONLESS.has(call.service) ? { ...call, region: '' } : call);
}
