import {
  BUCKET,
  denied,
  elsewhere,
  healthy,
  HOME,
  NOW,
  ORGANIZATION,
  OTHER,
  organization,
  policy,
  type Statement,
  statements,
} from '../testing/sites.ts';
import { type CauseRow, testCause } from '../testing/test-cause.ts';
import { bucketDeny, encryptionHeaders, resourceControlDeny } from './s3-deny.ts';

const { acl, write } = statements;
const bucket = (...extra: readonly Statement[]) => ({ bucket: { policy: policy(acl, write, ...extra) } });
const deny = (Condition?: unknown, more: Statement = {}): Statement => ({
  Sid: 'Guard',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [BUCKET, `${BUCKET}/*`],
  ...(Condition === undefined ? {} : { Condition }),
  ...more,
});
const noEncryption = deny(
  { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  { Action: 's3:PutObject' },
);
const withoutKey = { configuration: { kmsKeyId: undefined }, key: undefined };
const day = (offset: number) => new Date(NOW + offset * 86_400_000).toISOString();
const oneRefused = { [Object.keys(healthy.status)[0]!]: { [HOME]: { latestDigestDeliveryError: 'AccessDenied' } } };
const unreadable: Record<string, CauseRow> = {
  'the bucket policy was denied': { trail: { bucket: { policy: denied } } },
  'the bucket belongs to an account outside the scan': { trail: { bucket: elsewhere } },
};

testCause(bucketDeny, {
  present: {
    'all but principals of the organisation are kept out, and services have no such key': {
      trail: bucket(deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } })),
      statement: 'Statement[2] (Guard)',
      element: 'aws:PrincipalOrgID',
      says: ['negated operator'],
    },
    'all but an endpoint are kept out': {
      trail: bucket(deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })),
      element: 'aws:SourceVpce',
    },
    'everyone is kept out': { trail: bucket(deny()) },
    'all principals but a role are kept out, by NotPrincipal': {
      trail: bucket({
        Sid: 'Guard',
        Effect: 'Deny',
        NotPrincipal: { AWS: 'arn:aws:iam::111111111111:role/admin' },
        Action: 's3:*',
        Resource: `${BUCKET}/*`,
      }),
      element: 'NotPrincipal',
    },
    'addresses outside the office are kept out: whether services send one is not documented': {
      trail: bucket(deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
      confidence: 'likely',
    },
    'another key is asked for': {
      trail: bucket(
        deny(
          {
            StringNotEquals: {
              's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-west-1:111111111111:key/other',
            },
          },
          { Action: 's3:PutObject' },
        ),
      ),
    },
    'two statements keep it out': { trail: bucket(deny(), { ...deny(), Sid: 'Again' }), places: 2 },
  },
  lookAlike: {
    'services are left out of it': {
      trail: bucket(
        deny({
          StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ),
    },
    'what comes without TLS is kept out': { trail: bucket(deny({ Bool: { 'aws:SecureTransport': 'false' } })) },
    'other organisations are kept out by their source': {
      trail: { organization, ...bucket(deny({ StringNotEqualsIfExists: { 'aws:SourceOrgID': ORGANIZATION } })) },
    },
    'deleting is denied': { trail: bucket(statements.denyNothing) },
    'what is not encrypted with KMS is denied, and the trail has a key': { trail: bucket(noEncryption) },
    'the date is long past': { trail: bucket(deny({ DateLessThan: { 'aws:CurrentTime': day(-1) } })) },
  },
  unknown: {
    ...unreadable,
    'it depends on the organisation, which was denied': {
      trail: { organization: denied, ...bucket(deny({ StringNotEquals: { 'aws:SourceOrgID': ORGANIZATION } })) },
    },
  },
});

const rcp = (...list: readonly Statement[]) => ({
  bucketOwner: { standing: 'in-scan', account: OTHER },
  organization: {
    ...organization,
    resourceControlPolicies: { [OTHER]: [[{ name: 'Perimeter', document: policy(...list) }]] },
  },
});
const perimeter: Statement = {
  Sid: 'Perimeter',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } },
};

testCause(resourceControlDeny, {
  present: {
    'all but the organisation are kept out, services too': {
      trail: rcp(perimeter),
      statement: 'Perimeter',
      says: ['resource control policy Perimeter'],
    },
  },
  lookAlike: {
    'services are left out of it': {
      trail: rcp({
        ...perimeter,
        Condition: { ...(perimeter['Condition'] as object), BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
    },
    'AWS’s own policy allows all': { trail: rcp({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }) },
    'the bucket is in the management account, which no such policy binds': {
      trail: { ...rcp(perimeter), bucketOwner: { standing: 'in-scan', account: organization.account } },
    },
    'the account is in no organisation': { trail: { organization: undefined } },
  },
  unknown: {
    'the policies were denied': {
      trail: {
        bucketOwner: { account: OTHER },
        organization: { ...organization, resourceControlPolicies: { [OTHER]: [denied] } },
      },
    },
    'nobody asked about the account of the bucket': { trail: { bucketOwner: { account: OTHER }, organization } },
  },
});

testCause(encryptionHeaders, {
  present: {
    'a Deny asks for a header, and the trail has no key': {
      trail: { ...withoutKey, ...bucket(noEncryption) },
      statement: 'Guard',
    },
    'digests are refused, log files arrive, and a Deny asks for a header': {
      trail: { status: oneRefused, ...bucket(noEncryption) },
      channel: 'digest',
      element: 's3:x-amz-server-side-encryption',
    },
  },
  lookAlike: {
    'a Deny asks for a header, the trail has a key and all arrives': { trail: bucket(noEncryption) },
    'digests are refused and no Deny speaks of encryption': {
      trail: { status: oneRefused, ...bucket(statements.denyNothing) },
      channel: 'digest',
    },
    'a Deny about something else': { trail: bucket(deny()) },
  },
  unknown: unreadable,
});
