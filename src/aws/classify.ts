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
  /^(Throttl\w*|EC2ThrottledException|LimitExceededException|TooManyRequests\w*|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded|RequestThrottled\w*|PriorRequestNotComplete|ProvisionedThroughputExceeded\w*|TransactionInProgressException)$/;
const DENIED =
  /^(AccessDenied\w*|KMS\.AccessDenied\w*|Unauthorized\w*|AuthorizationError\w*|NotAuthorized\w*|Forbidden|403)$/;
const REGION_OFF =
  /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|OptInRequired|InvalidAccessKeyId|InvalidToken)$/;
const EXPIRED = /^(ExpiredToken\w*|RequestExpired|TokenRefreshRequired)$/;
const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError)$/;
// S3 and others send these with status 403, and no permission would help.
const CLOCK = /^(RequestTimeTooSkewed|RequestInTheFuture)$/;
const SIGNATURE = /^(SignatureDoesNotMatch|InvalidSignature\w*|IncompleteSignature\w*|AuthorizationHeaderMalformed)$/;
const ACCOUNT = /^(AccountProblem|NotSignedUp|AllAccessDisabled|PendingVerification\w*|SubscriptionRequired\w*)$/;

export const NOT_UNDERSTOOD = 'the answer could not be understood';

/** Why a call failed that AWS did not answer: whatever is asked, it would fail. */
const noAnswer = {
  credentials: 'no credentials could be had',
  expired: 'the credentials have expired',
  clock: 'the clock of this machine is wrong',
  garbled: NOT_UNDERSTOOD,
  late: 'no answer in time',
  connection: 'the connection failed',
} as const;

/** Whether a call came to nothing for a reason that has nothing to do with what it asked for. */
export function isNoAnswer({ reason, detail }: Unknown): boolean {
  return reason === 'call-failed' && Object.values(noAnswer).some((why) => detail.includes(why));
}

/** What the SDK calls an error that came without a code, as errors to HEAD do. */
const NAMELESS = /^(Unknown\w*|Error|\d{3})$/;

export function isThrottling(error: unknown): boolean {
  const { name = '', $metadata, $retryable } = error as Partial<AwsError>;
  if ($retryable?.throttling === true || THROTTLED.test(name)) return true;
  // S3 says "Slow Down" with 503. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  const status = $metadata?.httpStatusCode;
  return status === 429 || (status === 503 && NAMELESS.test(name));
}

/** The credentials were good once, or are of a source that could not be asked. */
export function isExpired(error: unknown): boolean {
  const { name = '' } = error as Partial<AwsError>;
  return EXPIRED.test(name) || NO_CREDENTIALS.test(name);
}

/** The clock of this machine and that of AWS are too far apart for a signature to hold. */
export function isClockWrong(error: unknown): boolean {
  const { name = '', message = '' } = error as Partial<AwsError>;
  return CLOCK.test(name) || (SIGNATURE.test(name) && /^Signature (expired|not yet current)/.test(message));
}

/**
 * What an error means for the answer: `undefined` where it says "there is none", else why it is not known. The only
 * place where an AWS error becomes a value.
 */
export function classify(error: unknown, operation: Operation, region: string): undefined | Unknown {
  const { name = 'Error', message = '', code, $metadata } = error as Partial<AwsError>;
  if (operation.notSet.includes(name) || (code !== undefined && operation.notSet.includes(code))) return undefined;
  const what = `${operation.service}:${operation.name}`;
  const failed = (why: string): Unknown => new Unknown('call-failed', `${what} in ${region}: ${why}`);
  if (isThrottling(error)) {
    return new Unknown('throttled', `${what} in ${region} was throttled until the retries ended`);
  }
  if (NO_CREDENTIALS.test(name)) return failed(`${noAnswer.credentials} (${oneLine(message)})`);
  if (EXPIRED.test(name)) return failed(noAnswer.expired);
  if (isClockWrong(error)) return failed(noAnswer.clock);
  // Before the status: a proxy's page with 403 is no refusal of AWS.
  if (isGarbled(name, message) || SIGNATURE.test(name) || ACCOUNT.test(name)) return failed(describe(name, message, code)); // prettier-ignore
  if (REGION_OFF.test(name)) {
    return new Unknown(
      'region-not-enabled',
      `${what} in ${region}: the region does not accept this account's credentials`,
    );
  }
  if (DENIED.test(name) || $metadata?.httpStatusCode === 403) {
    return new Unknown('access-denied', `${what} in ${region} was denied${refuser(message)}`, operation.permission);
  }
  return failed(describe(name, message, code));
}

// The SDK wraps what it cannot parse; the inner text is of no use to a reader.
const isGarbled = (name: string, message: string): boolean =>
  name === 'SyntaxError' || message.includes('Deserialization error');

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);

/**
 * Which policy refuses, where AWS tells it and it is not the role's own: there, granting the action is not enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function refuser(message: string): string {
  const explicit = /with (an explicit deny in an? [\w -]*?(?:policy|boundary))\b/.exec(message)?.[1];
  if (explicit !== undefined) return ` by ${explicit}`;
  const silent = /because no ([\w -]*?(?:policy|policies|boundary)) allows?\b/.exec(message)?.[1];
  if (silent === undefined || silent.startsWith('identity-based')) return '';
  return `, since no ${silent.replace(/policies$/, 'policy')} allows it`;
}

function describe(name: string, message: string, code: string | undefined): string {
  if (isGarbled(name, message)) return NOT_UNDERSTOOD;
  // The SDK calls every connection that breaks a timeout, too: only the code tells them apart.
  if (name === 'TimeoutError' && (code === undefined || code === 'ETIMEDOUT')) return noAnswer.late;
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return `${noAnswer.connection} (${code})`;
  const text = oneLine(message);
  return text === '' ? name : `${name}: ${text}`;
}
