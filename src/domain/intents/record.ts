import { type Caller, consoleRoot, consoleUser, keyUser, OTHERS, ROLES, roleSession, rootIdentity } from './callers.ts';
import { type CloudTrailRecord, example, type Sample, type Subject, type Where } from './model.ts';

const { account } = example;

export interface Call {
  readonly source: string;
  readonly name: string;
  readonly where?: Where;
  readonly subject?: Subject;
  readonly readOnly?: boolean;
  readonly request?: Readonly<Record<string, unknown>> | null;
  readonly response?: Readonly<Record<string, unknown>> | null;
  /** Other fields: `errorCode`, `additionalEventData`, another `userIdentity`. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly remark?: string;
}

/**
 * A record with all fields that CloudTrail writes.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function record(call: Call, fields: Readonly<Record<string, unknown>>): CloudTrailRecord {
  const { source, name, where = 'every-region', readOnly = false, request = null, response = null, more = {} } = call;
  return {
    eventVersion: '1.11',
    ...fields,
    eventTime: '2026-03-02T08:15:30Z',
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: where === 'global-region' ? example.globalRegion : example.region,
    requestParameters: request,
    responseElements: response,
    requestID: '7f3e2a10-5c1d-4b8e-9a67-0d2f4c6b8e11',
    eventID: '0b9d8c7e-6f5a-4e3d-8c2b-1a0f9e8d7c6b',
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${source}.${example.region}.amazonaws.com`,
    },
    ...more,
  };
}

function sample(call: Call, caller: Caller): Sample {
  const { name, where = 'every-region', subject, remark = caller.remark } = call;
  return {
    title: remark === '' ? name : `${name} ${remark}`,
    where,
    ...(subject === undefined ? {} : { subject }),
    record: record(call, caller.fields),
  };
}

/** A call made by each of two callers who share nothing. Which two is the `turn`'s: of several calls each has another. */
export function byAnybody(call: Call, turn = 0): Sample[] {
  return byEach(call, call, turn);
}

/** The same where it does not matter what the call is about: the second is about other things, so that a filter narrowed to a name misses it. */
export function byAnybodyOnAnything(call: Call, turn = 0): Sample[] {
  return byEach(call, { ...call, request: otherThings(call.request ?? null) as Call['request'] & object }, turn);
}

function byEach(first: Call, second: Call, turn: number): Sample[] {
  const by = (caller: Caller, call: Call): Sample => {
    const what = call.remark === undefined ? call.name : `${call.name} ${call.remark}`;
    return { ...sample(call, caller), title: `${what} ${caller.remark}`, call: what };
  };
  return [by(ROLES[turn % ROLES.length]!, first), by(OTHERS[turn % OTHERS.length]!, second)];
}

/** The parameters with the names and ids in them changed. */
function otherThings(request: unknown): unknown {
  if (Array.isArray(request)) return request.map(otherThings);
  if (typeof request !== 'object' || request === null) return request;
  const changed = Object.entries(request).map(([name, value]) => [
    name,
    typeof value === 'string' && /(?:name|id|arn)$/i.test(name) ? another(value) : otherThings(value),
  ]);
  return Object.fromEntries(changed) as unknown;
}

/** A name of the same form: ids are hexadecimal at their end. */
const another = (text: string): string =>
  /-[0-9a-f]{8,}$/.test(text) ? text.replace(/.$/, (last) => (last === '9' ? '8' : '9')) : `${text}-2`;

/** A call whose caller does not matter. */
export function once(call: Call): Sample {
  return sample({ ...call, remark: call.remark ?? '' }, roleSession);
}

/** A call by the account's root user in the console. `from` is where it came from. */
export function byRoot(call: Call, from: string): Sample {
  return sample({ ...call, remark: call.remark ?? 'by root' }, { remark: '', fields: { ...consoleRoot.fields, sourceIPAddress: from } }); // prettier-ignore
}

/** A call by a program of the root user, with its access key and so without MFA. */
export function byRootKey(call: Call): Sample {
  const userIdentity = { ...rootIdentity, accessKeyId: 'AKIAEXAMPLEKEYID0007' };
  const fields = { ...keyUser.fields, userIdentity, sourceIPAddress: '198.51.100.66' };
  return sample({ ...call, remark: 'by root with an access key' }, { remark: '', fields });
}

/** A call that a service makes for the root user. */
export function forRoot(call: Call, service: string): Sample {
  const userIdentity = { ...rootIdentity, invokedBy: service };
  return sample(call, { remark: '', fields: { userIdentity, sourceIPAddress: service, userAgent: service } });
}

export interface SignIn {
  readonly user: string;
  readonly from: string;
  readonly result: 'Success' | 'Failure';
  /** What `additionalEventData.MFAUsed` says. */
  readonly mfaUsed: 'Yes' | 'No';
  /** Signed in through an identity provider: a role's session. */
  readonly federated?: boolean;
  readonly remark: string;
}

/** A console sign-in. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
export function signIn({ user, from, result, mfaUsed, federated = false, remark }: SignIn): Sample {
  const failed = result === 'Failure';
  const userIdentity = federated
    ? {
        type: 'AssumedRole',
        principalId: `AROAEXAMPLEROLEID04:${user}`,
        arn: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/${user}`,
        accountId: account,
      }
    : {
        type: 'IAMUser',
        principalId: `AIDAEXAMPLE${user.toUpperCase()}`,
        ...(failed ? {} : { arn: `arn:aws:iam::${account}:user/${user}` }),
        accountId: account,
        ...(failed ? { accessKeyId: '' } : {}),
        userName: user,
      };
  const call: Call = {
    source: 'signin',
    name: 'ConsoleLogin',
    remark,
    response: { ConsoleLogin: result },
    more: {
      eventType: 'AwsConsoleSignIn',
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true',
        MobileVersion: 'No',
        MFAUsed: mfaUsed,
      },
      ...(failed ? { errorMessage: 'Failed authentication' } : {}),
    },
  };
  const fields = { userIdentity, sourceIPAddress: from, userAgent: consoleUser.fields['userAgent'] };
  return sample(call, { remark, fields });
}
