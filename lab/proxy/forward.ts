import { request as httpRequest } from 'node:http';
import type { Answer, Call, HttpRequest } from './call.ts';
import { parseWire } from './wire.ts';

/** Headers that belong to one hop, or that we set ourselves. */
const DROPPED = new Set(['connection', 'transfer-encoding', 'keep-alive', 'content-length', 'host', 'server', 'date']);

function authorization(call: Pick<Call, 'accessKeyId' | 'region'>, service: string): string {
  const day = '20260101';
  return `AWS4-HMAC-SHA256 Credential=${call.accessKeyId}/${day}/${call.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** Sends one request to moto as that account. Keeps no connection: moto closes them. */
export function send(motoUrl: string, request: HttpRequest, account: string): Promise<Answer> {
  const kept = Object.entries(request.headers).filter(([name]) => !DROPPED.has(name));
  const headers = {
    ...Object.fromEntries(kept),
    'x-moto-account-id': account,
    'content-length': String(request.body.length),
  };
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { hostname, port } = new URL(motoUrl);
  const out = httpRequest(
    { hostname, port, path: request.url, method: request.method, headers, agent: false },
    (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('error', reject);
      reply.on('end', () => {
        const back = Object.entries(reply.headers).filter(([name]) => !DROPPED.has(name));
        const headers = Object.fromEntries(back.map(([name, value]) => [name, String(value)]));
        resolve({ status: reply.statusCode ?? 500, headers, body: Buffer.concat(chunks) });
      });
    },
  );
  out.on('error', reject);
  out.end(request.body);
  return promise;
}

export interface Question {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}

/** A JSON request of the lab's own to moto: `target` is `Service.Operation`. */
export async function askJson(
  motoUrl: string,
  question: Question,
  target: string,
  body: unknown,
): Promise<{ ok: boolean; value: Record<string, unknown> }> {
  const request: HttpRequest = {
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: authorization({ accessKeyId: 'LAB', region: question.region }, question.service),
    },
    body: Buffer.from(JSON.stringify(body)),
  };
  const answer = await send(motoUrl, request, question.account);
  const value = parseWire<Record<string, unknown>>(answer.body.toString() || '{}');
  return { ok: answer.status === 200, value };
}

/** A form request of the lab's own to moto. */
export function askForm(motoUrl: string, question: Question, form: Record<string, string>): Promise<Answer> {
  const request: HttpRequest = {
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: authorization({ accessKeyId: 'LAB', region: question.region }, question.service),
    },
    body: Buffer.from(new URLSearchParams(form).toString()),
  };
  return send(motoUrl, request, question.account);
}

/** An S3 request of the lab's own to moto. */
export function askS3(motoUrl: string, question: Question, method: string, url: string): Promise<Answer> {
  const headers = { authorization: authorization({ accessKeyId: 'LAB', region: question.region }, 's3') };
  return send(motoUrl, { method, url, headers, body: Buffer.alloc(0) }, question.account);
}
