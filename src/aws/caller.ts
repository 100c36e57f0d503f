import type { Answer, Caller, CallSite, SettledCall } from '#src/core/collector.ts';
import { callName, type Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { answersOnly } from './answer.ts';
import { type Budget, createBudget } from './budget.ts';
import { callOf, withCall } from './call.ts';
import { classify, isThrottling, NOT_UNDERSTOOD } from './classify.ts';
import { createClient, createCommand } from './clients.ts';
import { createHttpHandler } from './http.ts';
import { rateLimit } from './limits.ts';
import type { SdkClient } from './sdk-client.ts';
import type { Session } from './session.ts';
import { createSlots } from './slots.ts';
import { createUntilAborted } from './until-aborted.ts';

/** What went over the wire so far. */
export interface CallCounts {
  /** Distinct calls; retries are not counted here. */
  total: number;
  retried: number;
  denied: number;
  throttled: number;
}

export interface AwsCaller extends Caller {
  readonly counts: Readonly<CallCounts>;
  /** Every answer so far that is not unknown. */
  settled(): Iterable<SettledCall>;
  /** Closes all sockets. */
  close(): void;
}

/** How patient to be with AWS. */
export interface Patience {
  /** How often a call is tried; default 5. */
  readonly maxAttempts?: number;
  /** Milliseconds without an answer after which an attempt counts as failed; default 20,000. */
  readonly requestTimeout?: number;
  /** How many times faster than AWS's limits calls may go; default 1. An emulator of one's own has no limits. */
  readonly pace?: number;
}

export interface CallerOptions extends Patience {
  readonly sessions: readonly Session[];
  readonly signal: AbortSignal;
  /** What an earlier, stopped scan was told: it is not asked again. */
  readonly settled?: Iterable<SettledCall>;
}

/** Calls, and so sockets, at a time: at 50 ms an answer more than one core can make. */
const AT_ONCE = 128;

/** Seconds of waiting for a limit's turn that are worth a place before all others. */
const LONG = 1;

/** Makes each distinct call once, within AWS's rate limits, with the SDK's standard retries. */
export function createCaller(options: CallerOptions): AwsCaller {
  const { sessions, signal, maxAttempts = 5, requestTimeout = 20_000, pace = 1 } = options;
  const byAccount = new Map(sessions.map((session) => [session.account, session]));
  const clients = new Map<string, Promise<SdkClient>>();
  const limited = new Map<string, Limited>();
  const memo = new Map<string, Promise<Answer<unknown>>>();
  const settled = new Map<string, SettledCall>();
  const slots = createSlots(AT_ONCE);
  const untilAborted = createUntilAborted(signal);
  const counts: CallCounts = { total: 0, retried: 0, denied: 0, throttled: 0 };
  const roots = new Map<string, string>();
  const userAgents = new Map<string, Record<string, string>>();
  let requestHandler: ReturnType<typeof createHttpHandler> | undefined;
  for (const call of options.settled ?? []) {
    settled.set(call.key, call);
    memo.set(call.key, Promise.resolve({ value: call.value, provenance: call.provenance }));
  }

  const limitFor = (service: string, operation: string, { account, region }: CallSite): Limited => {
    const { group, perSecond, burst } = rateLimit(service, operation);
    const name = `${account} ${region} ${service} ${group}`;
    const known = limited.get(name) ?? { name, budget: createBudget(perSecond * pace, burst * pace) };
    limited.set(name, known);
    return known;
  };

  const clientFor = (service: string, region: string): Promise<SdkClient> => {
    const key = `${region} ${service}`;
    const known = clients.get(key);
    if (known) return known;
    requestHandler ??= createHttpHandler(requestTimeout, AT_ONCE, signal);
    const created = requestHandler.then(async (handler) => {
      const client = await createClient(service, region, { requestHandler: handler, maxAttempts, userAgents }); // prettier-ignore
      client.middlewareStack.addRelativeTo(withinBudget, {
        // Inside the retry middleware: every further attempt waits its turn, every refusal is seen, and none is signed long before it goes.
        relation: 'before',
        toMiddleware: 'httpSigningMiddleware',
        name: 'rateBudget',
      });
      const rootOf = (operation: string): string | undefined => roots.get(`${service}:${operation}`);
      client.middlewareStack.add(answersOnly(rootOf), { step: 'deserialize', priority: 'low', name: 'answersOnly' });
      return client;
    });
    clients.set(key, created);
    return created;
  };

  const withinBudget =
    (next: (args: Attempt) => Promise<unknown>) =>
    async (args: Attempt): Promise<unknown> => {
      const { budget } = callOf(args.input);
      // The first attempt's turn came before its request was made.
      if (!isFirst(args.request)) await budget.acquireAgain(signal);
      const { cuts } = budget;
      try {
        return await next(args);
      } catch (error) {
        if (isThrottling(error)) {
          counts.throttled++;
          budget.throttled(cuts);
        }
        throw error;
      }
    };

  async function send<O>(operation: Operation<O>, input: object, session: Session, region: string): Promise<Answer<O>> {
    counts.total++;
    if (operation.root !== undefined) roots.set(callName(operation), operation.root);
    const provenance = { call: callName(operation), account: session.account, region, at: '' };
    const { name, budget } = limitFor(operation.service, operation.name, { account: session.account, region });
    const turn = budget.acquire(signal, async () => {
      await slots.acquire(session.account, name, operation.leads === true || budget.behind > LONG);
      if (signal.aborted) slots.release();
      signal.throwIfAborted();
    });
    // What many wait behind decides how long the scan takes, as does what tells how many more calls there are.
    if (budget.behind > LONG) slots.hurry(name);
    await turn;
    try {
      // Credentials that cannot be renewed are no fault of the call, which would be tried again.
      await untilAborted(session.credentials());
      const client = await clientFor(operation.service, region);
      const command = await createCommand(operation.service, operation.name, withCall(input, { session, budget }));
      // The SDK does not look at a signal while it waits before a retry.
      const sent = untilAborted(client.send(command));
      const output = (await sent) as { $metadata?: Metadata };
      counts.retried += (output.$metadata?.attempts ?? 1) - 1;
      const parsed = operation.output.safeParse(output);
      const value = parsed.success
        ? parsed.data
        : new Unknown('call-failed', `${callName(operation)} in ${region}: ${NOT_UNDERSTOOD}`);
      return { value, provenance: { ...provenance, at: now(), requestId: requestId(output.$metadata) } };
    } catch (error) {
      signal.throwIfAborted();
      const metadata = (error as { $metadata?: Metadata }).$metadata;
      counts.retried += (metadata?.attempts ?? 1) - 1;
      const value = classify(error, operation, region);
      if (value?.reason === 'access-denied') counts.denied++;
      return { value, provenance: { ...provenance, at: now(), requestId: requestId(metadata) } };
    } finally {
      slots.release();
    }
  }

  return {
    counts,
    call<O>(operation: Operation<O>, input: object, { account, region }: CallSite): Promise<Answer<O>> {
      signal.throwIfAborted();
      const session = byAccount.get(account);
      if (session === undefined) {
        const value = new Unknown('other-account', `account ${account} is not in this scan`);
        return Promise.resolve({ value, provenance: { call: callName(operation), account, region, at: now() } });
      }
      const key = `${account} ${region} ${callName(operation)} ${JSON.stringify(input)}`;
      const known = memo.get(key);
      if (known) return known as Promise<Answer<O>>;
      const answer = send(operation, input, session, region).then((told) => {
        if (!(told.value instanceof Unknown)) settled.set(key, { key, ...told });
        return told;
      });
      memo.set(key, answer);
      return answer;
    },
    settled: () => settled.values(),
    close() {
      requestHandler?.then(
        (handler) => handler.destroy(),
        // One that could not be made has failed the calls that needed it.
        () => undefined,
      );
    },
  };
}

interface Attempt {
  readonly input: object;
  readonly request: { readonly headers: Readonly<Record<string, string>> };
}

/** The SDK counts the attempts of a call in a header. */
const isFirst = ({ headers }: Attempt['request']): boolean =>
  headers['amz-sdk-request']?.startsWith('attempt=1;') ?? true;

/** Calls that share a limit. */
interface Limited {
  readonly name: string;
  readonly budget: Budget;
}

interface Metadata {
  readonly attempts?: number;
  readonly requestId?: string;
}

const requestId = (metadata: Metadata | undefined): string | undefined => metadata?.requestId;

const now = (): string => new Date().toISOString();
