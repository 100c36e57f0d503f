import { type Answer, type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, xmlAnswer } from '../errors.ts';
import { denied } from '../refusals.ts';
import { firstElement } from '../xml.ts';
import { parseWire } from '../wire.ts';

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Every new object is encrypted since January 2023. https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
const DEFAULT_ENCRYPTION = `<ServerSideEncryptionConfiguration ${NAMESPACE}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`;

function isConfiguration(call: Call): boolean {
  return text(call, 'Key') === undefined && call.operation !== 'ListBuckets' && call.operation !== 'CreateBucket';
}

/** Only the owner reads a bucket's configuration, unless the lab shares it. */
function checkOwner(call: Call, context: Context, bucket: string, owner: string): void {
  const expected = call.http.headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && expected !== owner) throw new AwsError('AccessDenied', 'Access Denied', 403);
  const mayRead =
    owner === call.account || context.state.services.bucketReaders.get(bucket)?.has(call.account) === true;
  if (mayRead || !isConfiguration(call)) return;
  throw denied(call, 'because no resource-based policy allows the action');
}

/** A bucket is answered by its own region only; the location can be asked anywhere. */
function checkRegion(call: Call, region: string): void {
  if (call.region === region || call.operation === 'GetBucketLocation') return;
  throw new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint.',
    301,
    { 'x-amz-bucket-region': region },
  );
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** Public when a statement allows everybody without a condition: a short form of what S3 decides. */
function isPublic(policy: string): boolean {
  try {
    const document = parseWire<{ Statement?: Statement | Statement[] }>(policy);
    const everybody = (principal: unknown): boolean =>
      ['"*"', '{"AWS":"*"}', '{"AWS":["*"]}'].includes(JSON.stringify(principal));
    const open = (one: Statement): boolean =>
      one.Effect === 'Allow' && one.Condition === undefined && everybody(one.Principal);
    return [document.Statement ?? []].flat().some(open);
  } catch {
    return false;
  }
}

async function policyStatus(call: Call, context: Context): Promise<Answer> {
  const request = { ...call.http, url: call.http.url.replace('policyStatus', 'policy') };
  const policy = await context.forward(call, { request });
  if (policy.status !== 200) return policy;
  return xmlAnswer(
    `<PolicyStatus ${NAMESPACE}><IsPublic>${isPublic(policy.body.toString())}</IsPublic></PolicyStatus>`,
  );
}

async function createBucket(call: Call, context: Context, bucket: string): Promise<Answer> {
  const answer = await context.forward(call);
  if (answer.status === 200) {
    const region = firstElement(call.http.body.toString(), 'LocationConstraint') ?? 'us-east-1';
    context.state.services.buckets.set(bucket, { account: call.account, region });
  }
  return answer;
}

/** moto forgets MFA delete and who pays, and answers years and days of an object lock together. */
async function configuration(call: Call, context: Context, bucket: string): Promise<Answer> {
  const settings = context.state.services.bucketSettings;
  const body = call.http.body.toString();
  const known = settings.get(bucket);
  const answer = await context.forward(call);
  if (answer.status >= 300) return answer;
  switch (call.operation) {
    case 'PutBucketVersioning': {
      settings.set(bucket, { ...known, mfaDelete: firstElement(body, 'MfaDelete') ?? known?.mfaDelete });
      return answer;
    }
    case 'PutBucketRequestPayment': {
      settings.set(bucket, { ...known, payer: firstElement(body, 'Payer') });
      return answer;
    }
    case 'GetBucketVersioning': {
      if (known?.mfaDelete === undefined) return answer;
      const status = firstElement(answer.body.toString(), 'Status');
      const shown = status === undefined ? '' : `<Status>${status}</Status>`;
      return xmlAnswer(
        `<VersioningConfiguration ${NAMESPACE}>${shown}<MfaDelete>${known.mfaDelete}</MfaDelete></VersioningConfiguration>`,
      );
    }
    case 'GetBucketRequestPayment': {
      const payer = known?.payer ?? 'BucketOwner';
      return xmlAnswer(
        `<RequestPaymentConfiguration ${NAMESPACE}><Payer>${payer}</Payer></RequestPaymentConfiguration>`,
      );
    }
    case 'GetObjectLockConfiguration': {
      const { 'content-length': _length, ...headers } = answer.headers;
      return { ...answer, headers, body: answer.body.toString().replace(/<(Days|Years)>0<\/\1>/g, '') };
    }
    case 'DeleteBucket': {
      settings.delete(bucket);
      context.state.services.buckets.delete(bucket);
      return answer;
    }
    default: {
      return answer;
    }
  }
}

export const s3: Handler = async (call, context) => {
  const bucket = text(call, 'Bucket') ?? '';
  if (bucket === '') return undefined;
  const known = context.state.services.buckets.get(bucket);
  if (known !== undefined) {
    checkOwner(call, context, bucket, known.account);
    checkRegion(call, known.region);
  }
  if (call.operation === 'CreateBucket') return createBucket(call, context, bucket);
  if (call.operation === 'GetBucketPolicyStatus') return policyStatus(call, context);
  const answer = await configuration(call, context, bucket);
  const isMissing = answer.body.toString().includes('ServerSideEncryptionConfigurationNotFoundError');
  if (call.operation === 'GetBucketEncryption' && isMissing) return xmlAnswer(DEFAULT_ENCRYPTION);
  return answer;
};
