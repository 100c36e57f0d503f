import { VERSION } from '#src/version.ts';

interface Request {
  readonly headers: Record<string, string>;
}

type Handler = (args: { request: Request }) => Promise<unknown>;

/** The little of an SDK client's middleware stack that is needed. */
export interface Stack {
  add(middleware: unknown, options: object): void;
  remove(name: string): boolean;
}

/** What the SDK puts before its own name: whose calls these are stands in the account's CloudTrail events. */
export const customUserAgent: [name: string, version: string][] = [['surety', VERSION]];

/** Of the SDK, which makes them anew for each request, from a dozen parts that are escaped one by one. */
const SDK_MIDDLEWARE = 'getUserAgentMiddleware';
const NAMES = new Set(['user-agent', 'x-amz-user-agent']);

/**
 * The headers by which a client says who asks. They are the same for all clients of a service: what the first made the
 * others use.
 *
 * @param known headers of a service, filled by its first request
 */
export function shareUserAgent(stack: Stack, known: Map<string, Record<string, string>>, service: string): void {
  const shared = known.get(service);
  if (shared !== undefined) stack.remove(SDK_MIDDLEWARE);
  const middleware =
    (next: Handler): Handler =>
    (args) => {
      const { headers } = args.request;
      if (shared === undefined) known.set(service, picked(headers));
      else Object.assign(headers, shared);
      return next(args);
    };
  stack.add(middleware, { step: 'build', priority: 'low', name: 'sharedUserAgent' });
}

const picked = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => NAMES.has(name.toLowerCase())));
