interface WireRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface WireAnswer {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
}

type Next = (args: { request: WireRequest }) => Promise<WireAnswer>;

/**
 * SDK middleware that lets only answers of AWS through. The SDK reads whatever it does not know as "nothing is there":
 * an answer that a gateway emptied, or its page of HTML with status 200, would pass for an account without trails, and
 * a proxy's page with status 403 for a missing permission. `rootOf` names the element around an S3 answer in which
 * everything may be absent.
 */
export function answersOnly(rootOf: (operation: string) => string | undefined) {
  return (next: Next, context: { commandName?: string }) =>
    async (args: { request: WireRequest }): Promise<WireAnswer> => {
      const answer = await next(args);
      const { statusCode, headers, body } = answer.response;
      // Only HEAD has no body.
      if (args.request.method === 'HEAD') return answer;
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      const isOk = statusCode >= 200 && statusCode < 300;
      const start = startOf(body);
      const problem = isOk
        ? problemOf(start, args.request, operation, rootOf(operation))
        : (pageOf(start) ?? refusalProblem(statusCode, start, headers));
      if (problem === undefined) return answer;
      // The SDK tries again where the status says that a server broke.
      throw Object.assign(new SyntaxError(problem), { $metadata: { httpStatusCode: statusCode } });
    };
}

const startOf = (body: Uint8Array): string =>
  Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 2_000))
    .toString('utf8')
    .replace(/^[\uFEFF\s]+/, '');

const pageOf = (start: string): string | undefined =>
  /^<(?:!doctype\s+)?html\b/i.test(start) ? 'the answer is a page of HTML' : undefined;

/** The name of the outermost element, with its prefix. */
const elementOf = (start: string): string => /^(?:<\?xml[^>]*\?>)?\s*<((?:\w+:)?\w+)/.exec(start)?.[1] ?? '';

/** A refusal in whose words AWS names an error: of others nobody knows which permission would help. */
function refusalProblem(
  statusCode: number,
  start: string,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  if (statusCode !== 401 && statusCode !== 403) return undefined;
  const isOfAws =
    'x-amzn-errortype' in headers ||
    ['Error', 'ErrorResponse', 'Response'].includes(elementOf(start)) ||
    (start.startsWith('{') && /"(?:__type|[cC]ode)"/.test(start));
  return isOfAws ? undefined : 'the refusal is not worded as AWS words it';
}

function problemOf(
  start: string,
  { headers }: WireRequest,
  operation: string,
  root: string | undefined,
): string | undefined {
  if (start === '') return 'the answer has no body';
  if ('x-amz-target' in headers) return start.startsWith('{') ? undefined : 'the answer is no JSON object';
  const found = elementOf(start).replace(/^\w+:/, '');
  if (found === 'Error') return 'the answer is an error';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const wanted = isForm ? `${operation}Response` : root;
  // Emulators name the element after the operation.
  if (wanted === undefined || found === wanted || found === `${operation}Response`) return pageOf(start);
  return `the answer is no <${wanted}>`;
}
