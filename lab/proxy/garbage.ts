import type { Answer, Call } from './call.ts';
import { parseWire } from './wire.ts';

/** How an answer is garbled. */
export type Garbage =
  /** Of the right type, and neither JSON nor XML. */
  | 'invalid'
  /** The right answer's first half, as if it were all. */
  | 'truncated'
  /** A page of HTML with status 500, as a gateway's. */
  | 'html'
  /** A page of HTML with status 200, as the page that asks to sign in to a network. */
  | 'html-ok'
  /** A page of HTML with status 403, as a proxy's that filters addresses. */
  | 'html-denied'
  /** No body at all. */
  | 'empty'
  /** JSON or XML in which nothing is that should be. */
  | 'shapeless'
  /** JSON that is no object. */
  | 'null'
  /** The right answer with nothing in each of its members. */
  | 'nulls'
  /** The right answer with a value of another type in each place. */
  | 'mistyped'
  /** More than any answer is long. */
  | 'huge'
  /** The right answer, said to be something else: no garbage to a client that knows what it asked. */
  | 'plain';

const HTML = '<!doctype html>\n<html lang=en>\n<title>Sorry</title>\n<h1>Something went wrong</h1>\n</html>\n';

const page = (status: number): Answer => ({ status, headers: { 'content-type': 'text/html' }, body: HTML });

/** What a garbled answer looks like; `right` is the answer that would have been given. */
export function garbled(form: Garbage, call: Call, right: Answer): Answer {
  const headers = { 'content-type': right.headers['content-type'] ?? 'application/x-amz-json-1.1' };
  const isJson = call.protocol.endsWith('json');
  const ok = (body: Buffer | string): Answer => ({ status: 200, headers, body });
  switch (form) {
    case 'invalid': {
      return ok(isJson ? '{"trailList":[}' : '<Result><Unclosed>&</Result>');
    }
    case 'truncated': {
      const whole = Buffer.from(right.body);
      return { status: right.status, headers: right.headers, body: whole.subarray(0, Math.floor(whole.length / 2)) };
    }
    case 'html': {
      return page(500);
    }
    case 'html-ok': {
      return page(200);
    }
    case 'html-denied': {
      return page(403);
    }
    case 'shapeless': {
      return ok(isJson ? '{"Message":"Hello"}' : '<Greeting><Message>Hello</Message></Greeting>');
    }
    case 'null': {
      return ok(isJson ? 'null' : '<Nothing/>');
    }
    case 'nulls': {
      return isJson
        ? ok(JSON.stringify(eachMember(right, () => null)))
        : ok('<Error><Code>InternalError</Code></Error>');
    }
    case 'mistyped': {
      return ok(isJson ? JSON.stringify(eachMember(right, otherType)) : otherLeaves(String(right.body)));
    }
    case 'huge': {
      return ok(Buffer.alloc(40 * 1024 * 1024, ' '));
    }
    case 'plain': {
      return { ...right, headers: { ...right.headers, 'content-type': 'text/plain' } };
    }
    default: {
      return ok('');
    }
  }
}

function eachMember({ body }: Answer, change: (value: unknown) => unknown): Record<string, unknown> {
  const members = Object.entries(parseWire<Record<string, unknown>>(String(body)));
  return Object.fromEntries(members.map(([name, value]) => [name, change(value)]));
}

function otherType(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(otherType);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, otherType(inner)]));
  }
  return typeof value === 'string' ? 7 : 'seven';
}

/** In XML all values are text: what is no value of any type is an element. */
const otherLeaves = (xml: string): string => xml.replaceAll(/>([^<>]*[^<>\s][^<>]*)<\//g, '><Odd>$1</Odd></');
