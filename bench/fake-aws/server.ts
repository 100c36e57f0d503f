import type { Answer, Call } from '#lab/proxy/call.ts';
import { AwsError, errorAnswer } from '#lab/proxy/errors.ts';
import { recognise } from '#lab/proxy/recognise.ts';
import { serveHttp } from '../support/http-server.ts';
import { answers } from './answers.ts';
import type { Fleet } from './fleet.ts';
import { publishedLimit } from './limits.ts';
import type { Reply } from './reply.ts';
import { createLedger, type Ledger } from './stats.ts';

export interface ServeOptions {
  /** Milliseconds before each answer. */
  readonly latency: number;
  /** Whether calls that come faster than AWS publishes are refused; default true. */
  readonly limited?: boolean;
}

/** Serves the fleet until the process ends. Answers the address. `/-/stats` and `/-/calls` tell what was asked. */
export async function serve(fleet: Fleet, { latency, limited = true }: ServeOptions): Promise<string> {
  const ledger = createLedger();
  const server = await serveHttp((request) => {
    if (request.url === '/-/stats') return { status: 200, body: JSON.stringify(ledger.stats()) };
    if (request.url === '/-/calls') return { status: 200, body: JSON.stringify(ledger.calls()) };
    const call = recognise(request, holder, new Date());
    return call === undefined ? REFUSED : answerCall(call, { fleet, limited, ledger });
  }, latency);
  return server.url;
}

interface Serving {
  readonly fleet: Fleet;
  readonly limited: boolean;
  readonly ledger: Ledger;
}

const REFUSED: Answer = { status: 403, headers: {}, body: '' };

/** The account stands in the key, for keys of one's own and for those that AssumeRole gives. */
const holder = (key: string) => ({ account: key.slice(-12), principal: `arn:aws:iam::${key.slice(-12)}:role/Scanner` });

function answerCall(call: Call, { fleet, ledger, limited }: Serving): Answer {
  const { service, operation, account, region, params } = call;
  const limit = limited ? publishedLimit(service, operation) : undefined;
  if (!ledger.admit({ account, region, service, operation, params }, limit, performance.now()))
    return errorAnswer(call, throttling(call));
  const answer = answers[service]?.[operation];
  if (answer === undefined) {
    ledger.unanswered(`${service}:${operation}`);
    return errorAnswer(call, new AwsError('UnknownOperationException', 'the fake does not know this call', 400));
  }
  return write(call, answer({ account, region, params, fleet }));
}

const throttling = ({ service }: Call): AwsError => {
  if (service === 'ec2') return new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
  if (service === 's3') return new AwsError('SlowDown', 'Please reduce your request rate.', 503);
  if (service === 'organizations') return new AwsError('TooManyRequestsException', 'Too many requests.');
  return new AwsError(service === 'iam' || service === 'sns' ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
};

function write(call: Call, reply: Reply): Answer {
  const requestId = '00000000-0000-4000-8000-0000000be4c4';
  const xml = (body: string): Answer => ({
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId },
    body,
  });
  const { operation } = call;
  if ('error' in reply) return errorAnswer(call, new AwsError(reply.error, reply.error, reply.status));
  if ('json' in reply) {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
    return { status: 200, headers, body: JSON.stringify(reply.json) };
  }
  if ('raw' in reply) return { ...xml(reply.raw), headers: { 'x-amz-request-id': requestId } };
  if ('xml' in reply) return xml(reply.xml);
  if ('ec2' in reply) return xml(`<${operation}Response><requestId>${requestId}</requestId>${reply.ec2}</${operation}Response>`); // prettier-ignore
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return xml(`<${operation}Response><${operation}Result>${reply.result}</${operation}Result>${metadata}</${operation}Response>`); // prettier-ignore
}
