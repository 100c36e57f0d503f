import { userAgentMiddleware } from '@aws-sdk/core/client';
import { VERSION } from '#src/version.ts';
import type { SdkClient } from './sdk-client.ts';

interface Args {
  readonly request: { readonly headers: Record<string, string> };
}

type Handler = (args: Args) => Promise<unknown>;
type Middleware = (next: Handler, context: object) => Handler;

/** What the SDK puts before its own name: whose calls these are stands in the account's CloudTrail events. */
export const customUserAgent: [name: string, version: string][] = [['surety', VERSION]];

const NAMES = new Set(['user-agent', 'x-amz-user-agent']);

/**
 * The SDK makes the headers by which a client says who asks anew for each request, from a dozen parts that are escaped one
 * by one. They are the same for all clients of a service: what the first request made the others use.
 *
 * @param known headers of a service, filled by its first request
 */
export function shareUserAgent(client: SdkClient, known: Map<string, Record<string, string>>, service: string): void {
  const make = userAgentMiddleware(client.config as never) as unknown as Middleware;
  const middleware: Middleware = (next, context) => {
    const first = make((args) => {
      known.set(service, picked(args.request.headers));
      return next(args);
    }, context);
    return (args) => {
      const shared = known.get(service);
      if (shared === undefined) return first(args);
      Object.assign(args.request.headers, shared);
      return next(args);
    };
  };
  // In the place of the SDK's own.
  const options = { step: 'build', priority: 'low', name: 'getUserAgentMiddleware', override: true };
  client.middlewareStack.add(middleware, options);
}

const picked = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => NAMES.has(name.toLowerCase())));
