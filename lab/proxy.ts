import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Call, HttpRequest } from './proxy/call.ts';
import type { Context } from './proxy/context.ts';
import { AwsError, errorAnswer } from './proxy/errors.ts';
import { type Fault, type FaultRegistry, faultError } from './proxy/faults.ts';
import { send } from './proxy/forward.ts';
import { garbled } from './proxy/garbage.ts';
import { holderOfOwnKey } from './proxy/keys.ts';
import { type LoggedCall, logged } from './proxy/log.ts';
import { pageOf, unmarked } from './proxy/paged.ts';
import { recognise } from './proxy/recognise.ts';
import { expired, notEnabled, unknownKey } from './proxy/refusals.ts';
import { HANDLERS } from './proxy/services/index.ts';
import { enabledRegions, type State } from './proxy/state.ts';
import { wire } from './proxy/wire.ts';

export interface Proxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly context: Context;
  readonly stop: () => Promise<void>;
}

export interface ProxyOptions {
  readonly moto: string;
  readonly state: State;
  readonly faults: FaultRegistry;
  readonly log: (call: LoggedCall) => void;
  readonly now: () => Date;
  /** Default: a free port. */
  readonly port?: number;
}

/** Services with one endpoint for the partition: they answer whatever region the caller names. */
const GLOBAL = new Set(['iam', 'organizations', 'account']);

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(wire<Buffer>(chunk));
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

/** What must hold before any service looks at a call. */
function checkCaller(call: Call & { keyKnown: boolean }, state: State): void {
  if (!call.keyKnown) throw unknownKey(call);
  if (state.expiredAccounts.has(call.account) || state.expiredKeys.has(call.accessKeyId)) throw expired(call);
  if (!GLOBAL.has(call.service) && !enabledRegions(state, call.account).includes(call.region)) throw notEnabled(call);
}

type Outcome = { readonly answer: Answer | undefined; readonly fault?: Fault; readonly unsupported?: true };

async function answerCall(
  call: Call & { keyKnown: boolean },
  fault: Fault | undefined,
  context: Context,
): Promise<Outcome> {
  if (fault?.kind === 'reset') return { answer: undefined, fault };
  if (fault?.kind === 'slow') await delay(fault.ms);
  let answer: Answer;
  try {
    checkCaller(call, context.state);
    const error = fault === undefined ? undefined : faultError(fault, call);
    if (error !== undefined) throw error;
    const asked = fault?.kind === 'paged' ? unmarked(call, fault) : call;
    answer = (await HANDLERS[call.service]?.(asked, context)) ?? (await context.forward(asked));
    if (fault?.kind === 'paged') answer = pageOf(call, fault, answer);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    answer = errorAnswer(call, error);
  }
  if (fault?.kind === 'garbage') return { answer: garbled(fault.form ?? 'invalid', call, answer), fault };
  const isHtml = answer.status === 500 && (answer.headers['content-type'] ?? '').startsWith('text/html');
  return { answer, fault, ...(isHtml ? { unsupported: true } : {}) };
}

function write(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  const isHead = response.req.method === 'HEAD';
  const length =
    isHead && answer.headers['content-length'] !== undefined ? answer.headers['content-length'] : body.length;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
  response.end(isHead ? undefined : body);
}

async function serve(
  request: HttpRequest,
  response: ServerResponse,
  context: Context,
  options: ProxyOptions,
): Promise<void> {
  const { state } = options;
  const started = performance.now();
  const ownerOf = (key: string): ReturnType<typeof holderOfOwnKey> => state.issuedKeys.get(key) ?? holderOfOwnKey(key);
  const call = recognise(request, ownerOf, options.now());
  if (call === undefined) {
    write(response, { status: 403, headers: { 'content-type': 'text/plain' }, body: 'the request is not signed\n' });
    return;
  }
  const fault = options.faults.take(call);
  const outcome = await answerCall(call, fault, context);
  const ms = Math.round(performance.now() - started);
  const { answer, unsupported } = outcome;
  options.log(logged(call, { status: answer?.status ?? 0, ms, fault: fault?.kind, unsupported }));
  if (answer === undefined) response.socket?.resetAndDestroy();
  else if (fault?.kind !== 'silent') write(response, answer);
  else if (fault.after === 'half') writeHalf(response, answer);
}

function writeHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  const whole = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': whole.length });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)));
}

function close(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  for (const socket of sockets) socket.destroy();
  return closed.promise;
}

/** Starts the proxy in front of moto, on loopback only. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const context: Context = {
    state: options.state,
    moto: options.moto,
    now: options.now,
    forward: (call, as) => send(options.moto, as?.request ?? call.http, as?.account ?? call.account),
  };
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    const done = readRequest(incoming).then((request) => serve(request, response, context, options));
    done.catch((error: unknown) => {
      // A client that left is no news; a fault of the lab's own must be seen.
      if (response.writableEnded || response.destroyed) return;
      const message = error instanceof Error ? error.message : String(error);
      write(response, { status: 502, headers: { 'content-type': 'text/plain' }, body: `lab: ${message}\n` });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.keepAliveTimeout = 30_000;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = wire<AddressInfo>(server.address());
  return { url: `http://127.0.0.1:${port}`, context, stop: () => close(server, sockets) };
}
