import { accountOf } from './arn.ts';
import { impliedContext } from './implied-context.ts';
import type { ContextValue } from './context.ts';
import type { Request, RequestPrincipal } from './request.ts';

/** What a person writes on the command line. Exactly one of `service`, `principal` and `anonymous` says who asks. */
export interface QuestionWords {
  /** `cloudtrail.amazonaws.com` */
  readonly service?: string;
  /** ARN of a user, role, session or account root, or a 12-digit account id. */
  readonly principal?: string;
  /** For a session: ARN of its role, when the role has a path. */
  readonly role?: string;
  readonly anonymous?: boolean;
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  /** `key=value`; a key given several times has several values; `key=` makes it absent. */
  readonly context?: readonly string[];
}

export interface QuestionError {
  readonly field: 'who' | 'service' | 'principal' | 'role' | 'action' | 'resource' | 'context';
  readonly message: string;
  readonly hint: string;
}

export type Question =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly errors: readonly QuestionError[] };

/** Longest ARN or value that is accepted; AWS's longest ARN has 2048 characters. */
const maximumWordLength = 8192;

/**
 * Turns a person's words into a request. Keys that follow from the principal are filled in (`impliedContext`) unless
 * they are given. All errors are returned together.
 */
export function parseQuestion(words: QuestionWords): Question {
  const errors: QuestionError[] = [];
  const principal = parseWho(words, errors);
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(words.action)) {
    const hint = /[*?]/.test(words.action)
      ? 'a question asks for one action: write it without wildcards'
      : 'write service:Operation, such as s3:PutObject';
    errors.push({ field: 'action', message: `"${shorten(words.action)}" is not an action`, hint });
  }
  const resource = words.resource;
  if (resource.length > maximumWordLength) {
    errors.push({
      field: 'resource',
      message: `the resource has ${resource.length} characters`,
      hint: `at most ${maximumWordLength} are read`,
    });
  } else if (resource !== '*' && !/^arn:[\w-]+:[\w-]+:[^:]*:[^:]*:.+$/s.test(resource)) {
    errors.push({
      field: 'resource',
      message: `"${shorten(resource)}" is not an ARN`,
      hint: 'write it in full, such as arn:aws:s3:::bucket/key, or "*" for an action without resource',
    });
  } else if (resource !== '*' && /[*?]/.test(resource)) {
    errors.push({
      field: 'resource',
      message: `"${shorten(resource)}" holds a wildcard`,
      hint: 'a question asks for one resource: write a concrete name, such as arn:aws:s3:::bucket/AWSLogs/x.json.gz',
    });
  }
  const given = parseContext(words.context ?? [], errors);
  if (principal === undefined || errors.length > 0) return { ok: false, errors };
  const context: Record<string, ContextValue> = {};
  for (const [key, value] of Object.entries(impliedContext(principal)))
    if (!given.has(key.toLowerCase())) context[key] = value;
  for (const { key, values } of given.values()) context[key] = values;
  return { ok: true, request: { action: words.action, resource, principal, context } };
}

/** A session carries the account and the name of its role, without the path. */
function isSessionOf(role: string, session: string): boolean {
  const name = role.split('/').at(-1);
  return accountOf(role) === accountOf(session) && session.split(':assumed-role/')[1]?.split('/')[0] === name;
}

function parseWho(words: QuestionWords, errors: QuestionError[]): RequestPrincipal | undefined {
  const given = [words.service !== undefined, words.principal !== undefined, words.anonymous === true].filter(
    Boolean,
  ).length;
  if (given !== 1) {
    errors.push({
      field: 'who',
      message: given === 0 ? 'the question does not say who asks' : 'the question names more than one who asks',
      hint: 'give exactly one of a service (cloudtrail.amazonaws.com), a principal (an ARN) or anonymous',
    });
    return undefined;
  }
  if (words.role !== undefined && !/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(words.role)) {
    errors.push({
      field: 'role',
      message: `"${shorten(words.role)}" is not the ARN of a role`,
      hint: 'write arn:aws:iam::111122223333:role/path/Name',
    });
    return undefined;
  }
  if (words.role !== undefined && !/:assumed-role\//.test(words.principal ?? '')) {
    errors.push({
      field: 'role',
      message: 'a role goes with the ARN of its session, and the principal is none',
      hint: 'give the session as the principal, such as arn:aws:sts::111122223333:assumed-role/Name/session, or leave the role out',
    });
    return undefined;
  }
  if (words.role !== undefined && !isSessionOf(words.role, words.principal!)) {
    errors.push({
      field: 'role',
      message: `"${shorten(words.principal!)}" is no session of "${shorten(words.role)}"`,
      hint: 'the account and the last part of the role are those of its session; correct one of the two, or leave the role out',
    });
    return undefined;
  }
  if (words.anonymous === true) return { type: 'anonymous' };
  if (words.service !== undefined) return parseService(words.service, errors);
  const text = words.principal!;
  if (/^\d{12}$/.test(text)) return { type: 'aws', arn: `arn:aws:iam::${text}:root`, account: text };
  const account = accountOf(text);
  if (
    account === undefined ||
    !/^arn:[\w-]+:(?:iam|sts)::\d{12}:(?:root|(?:user|role|assumed-role|federated-user)\/.+)$/.test(text)
  ) {
    const service = /\.amazonaws\.com(?:\.cn)?$/.test(text);
    errors.push({
      field: 'principal',
      message: `"${shorten(text)}" is not the ARN of a principal`,
      hint: service
        ? 'this is a service: give it as the service'
        : 'write the ARN of a user, role, assumed-role session or account root, such as arn:aws:iam::111122223333:role/Name',
    });
    return undefined;
  }
  return { type: 'aws', arn: text, account, ...(words.role === undefined ? {} : { role: words.role }) };
}

function parseService(text: string, errors: QuestionError[]): RequestPrincipal | undefined {
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text)) return { type: 'service', id: text };
  const bare = /^[a-z0-9-]+$/.test(text);
  errors.push({
    field: 'service',
    message: `"${shorten(text)}" is not a service principal`,
    hint: bare
      ? `did you mean ${text}.amazonaws.com?`
      : 'write it in full and in lower case, such as cloudtrail.amazonaws.com',
  });
  return undefined;
}

function parseContext(
  pairs: readonly string[],
  errors: QuestionError[],
): Map<string, { key: string; values: string[] }> {
  const found = new Map<string, { key: string; values: string[] }>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals).trim();
    if (equals < 0) {
      errors.push({
        field: 'context',
        message: `"${shorten(pair)}" has no "="`,
        hint: 'write key=value, such as aws:SourceAccount=111122223333',
      });
    } else if (!/^[A-Za-z0-9_.-]+:./.test(key)) {
      errors.push({
        field: 'context',
        message: `"${shorten(key)}" is not a condition key`,
        hint: 'a key begins with a service prefix, such as aws:SourceArn or s3:x-amz-acl',
      });
    } else if (pair.length > maximumWordLength) {
      errors.push({
        field: 'context',
        message: `the value of ${shorten(key)} has ${pair.length - equals - 1} characters`,
        hint: `at most ${maximumWordLength} are read`,
      });
    } else {
      const value = pair.slice(equals + 1);
      const entry = found.get(key.toLowerCase()) ?? { key, values: [] };
      if (value !== '') entry.values.push(value);
      found.set(key.toLowerCase(), entry);
    }
  }
  return found;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
