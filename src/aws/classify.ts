import type { Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';

interface AwsError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

const THROTTLED =
  /^(Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded|RequestThrottled\w*|PriorRequestNotComplete|ProvisionedThroughputExceeded\w*)$/;
const DENIED =
  /^(AccessDenied\w*|UnauthorizedOperation|UnauthorizedAccess|AuthorizationError\w*|NotAuthorized\w*|Forbidden|403)$/;
const REGION_OFF = /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|OptInRequired|InvalidAccessKeyId)$/;
const EXPIRED = /^(ExpiredToken\w*|RequestExpired|TokenRefreshRequired|CredentialsProviderError)$/;

export function isThrottling(error: unknown): boolean {
  const { name = '', $retryable } = error as Partial<AwsError>;
  return $retryable?.throttling === true || THROTTLED.test(name);
}

export function isExpired(error: unknown): boolean {
  return EXPIRED.test((error as Partial<AwsError>).name ?? '');
}

/**
 * What an error means for the answer: `undefined` where it says "there is none", else why it is not known. The only
 * place where an AWS error becomes a value.
 */
export function classify(error: unknown, operation: Operation, region: string): undefined | Unknown {
  const { name = 'Error', message = '', code, $metadata } = error as Partial<AwsError>;
  if (operation.notSet.includes(name) || (code !== undefined && operation.notSet.includes(code))) return undefined;
  const what = `${operation.service}:${operation.name}`;
  if (isThrottling(error))
    return new Unknown('throttled', `${what} in ${region} was throttled until the retries ended`);
  if (isExpired(error)) return new Unknown('call-failed', `${what} in ${region}: the credentials have expired`);
  if (REGION_OFF.test(name)) {
    return new Unknown('region-not-enabled', `${what}: region ${region} does not accept this account's credentials`);
  }
  if (DENIED.test(name) || $metadata?.httpStatusCode === 403) {
    return new Unknown('access-denied', `${what} in ${region} was denied${refuser(message)}`, operation.permission);
  }
  return new Unknown('call-failed', `${what} in ${region}: ${describe(name, message, code)}`);
}

/**
 * Which policy refuses, where AWS tells it and it is not the role's own: there, granting the action is not enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function refuser(message: string): string {
  const explicit = /with an explicit deny in an? ([\w -]*?(?:policy|boundary))\b/.exec(message)?.[1];
  if (explicit !== undefined) return ` by an explicit deny in a ${explicit}`;
  const silent = /because no ([\w -]*?(?:policy|policies|boundary)) allows?\b/.exec(message)?.[1];
  if (silent === undefined || silent.startsWith('identity-based')) return '';
  return `, since no ${silent.replace(/policies$/, 'policy')} allows it`;
}

function describe(name: string, message: string, code: string | undefined): string {
  // The SDK wraps what it cannot parse; the inner text is of no use to a reader.
  if (name === 'SyntaxError' || message.includes('Deserialization error')) return 'the answer could not be understood';
  // The SDK calls every connection that breaks a timeout, too: only the code tells them apart.
  if (name === 'TimeoutError' && (code === undefined || code === 'ETIMEDOUT')) return 'no answer in time';
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return `the connection failed (${code})`;
  const text = message.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  return text === '' ? name : `${name}: ${text}`;
}
