import {
  ACCOUNT,
  BUCKET,
  denied,
  elsewhere,
  member,
  ORGANIZATION,
  organizationTrail,
  OTHER,
  policy,
  SERVICE,
  type Statement,
  statements,
  TRAIL,
} from '../testing/sites.ts';
import { type CauseRow, testCause } from '../testing/test-cause.ts';
import { aclCondition, otherCondition, sourceAccount, sourceArn } from './s3-conditions.ts';
import { organizationPath, wrongAccount, wrongPrefix } from './s3-resource.ts';
import { legacyPrincipal, noAclStatement, noPolicy, noPutStatement } from './s3-statements.ts';

const { acl, write } = statements;
const bucket = (...list: readonly Statement[]) => ({ bucket: { policy: policy(...list) } });
const when = (statement: Statement, Condition: unknown): Statement => ({ ...statement, Condition });
const without = (statement: Statement, name: string): Statement =>
  Object.fromEntries(Object.entries(statement).filter(([key]) => key !== name));
const other = TRAIL.replace('main', 'other');
const unreadable: Record<string, CauseRow> = {
  'the bucket policy was denied': { trail: { bucket: { policy: denied } } },
  'the bucket belongs to an account outside the scan': { trail: { bucket: elsewhere } },
  'the bucket policy is no policy': { trail: { bucket: { policy: '{"Version": ' } } },
};
/** Policies that let CloudTrail in by other words: every cause is silent about them. */
const fine: Record<string, CauseRow> = {
  'several trails stand in one list of aws:SourceArn': {
    trail: bucket(
      when(acl, { StringEquals: { 'aws:SourceArn': [other, TRAIL] } }),
      when(write, { StringEquals: { 'aws:SourceArn': [other, TRAIL] } }),
    ),
  },
  'Control Tower names the organisation': {
    trail: {
      organization: organizationTrail.organization,
      ...bucket(
        when(acl, { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } }),
        when(write, { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } }),
      ),
    },
  },
  'the principal is * and a condition narrows it': {
    trail: bucket({ ...acl, Principal: '*' }, { ...write, Principal: '*' }),
  },
  'the statements are wider than needed': {
    trail: bucket({ Effect: 'Allow', Principal: SERVICE, Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] }),
  },
  'the ACL is not asked for': { trail: bucket(acl, when(write, { StringEquals: { 'aws:SourceArn': TRAIL } })) },
  'the ARN is matched by a pattern': {
    trail: bucket(when(acl, { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:trail/*' } }), write),
  },
  'a Deny is about other actions': { trail: bucket(acl, write, statements.denyNothing) },
};

testCause(noPolicy, {
  present: { 'the bucket has no policy': { trail: { bucket: { policy: undefined } } } },
  lookAlike: { ...fine, 'the policy allows nothing': { trail: bucket(statements.denyNothing) } },
  unknown: { 'the bucket policy was denied': { trail: { bucket: { policy: denied } } } },
});

testCause(noAclStatement, {
  present: {
    'there is no such statement': { trail: bucket(write), says: ['s3:GetBucketAcl'] },
    'the statement names the objects and not the bucket': {
      trail: bucket({ ...acl, Resource: `${BUCKET}/*` }, write),
      statement: 'Statement[0] (AclCheck)',
      element: 'Resource',
      wanted: BUCKET,
    },
  },
  lookAlike: {
    ...fine,
    'the statement is there under another condition': {
      trail: bucket(when(acl, { StringEquals: { 'aws:SourceArn': other } }), write),
    },
  },
  unknown: unreadable,
});

testCause(noPutStatement, {
  present: {
    'there is no such statement': { trail: bucket(acl), places: 2, says: ['s3:PutObject'] },
    'no statement for the digests either': { trail: bucket(acl), channel: 'digest' },
    'a statement for another service only': {
      trail: bucket(acl, { ...write, Principal: { Service: 'config.amazonaws.com' }, Resource: `${BUCKET}/x/*` }),
      places: 2,
    },
    'a statement for principals of the organisation only': {
      trail: bucket(acl, {
        ...write,
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
      }),
      places: 2,
    },
  },
  lookAlike: {
    ...fine,
    'the statement is there for another path': { trail: bucket(acl, { ...write, Resource: `${BUCKET}/logs/*` }) },
  },
  unknown: unreadable,
});

testCause(legacyPrincipal, {
  present: {
    'accounts of the old guide are named': {
      trail: bucket(acl, {
        ...without(write, 'Condition'),
        Principal: { AWS: ['arn:aws:iam::859597730677:root', 'arn:aws:iam::903692715234:root'] },
      }),
      statement: 'Statement[1] (Write)',
      element: 'Principal',
      wanted: '{"Service": "cloudtrail.amazonaws.com"}',
      places: 2,
    },
  },
  lookAlike: {
    ...fine,
    'accounts are named beside the service': {
      trail: bucket(acl, { ...write, Principal: { ...SERVICE, AWS: 'arn:aws:iam::859597730677:root' } }),
    },
  },
  unknown: unreadable,
});

testCause(wrongPrefix, {
  present: {
    'the trail has a prefix and the policy has none': {
      trail: { configuration: { keyPrefix: 'audit' } },
      statement: 'Statement[1] (Write)',
      element: 'Resource',
      wanted: `${BUCKET}/audit/AWSLogs/${ACCOUNT}/*`,
      places: 2,
    },
    'the case differs': {
      trail: {
        configuration: { keyPrefix: 'audit' },
        ...bucket(acl, { ...write, Resource: `${BUCKET}/Audit/AWSLogs/${ACCOUNT}/*` }),
      },
      places: 2,
    },
    'a slash too many': {
      trail: {
        configuration: { keyPrefix: 'audit' },
        ...bucket(acl, { ...write, Resource: `${BUCKET}/audit//AWSLogs/${ACCOUNT}/*` }),
      },
      places: 2,
    },
    'only the folder of log files is covered, and digests are not': {
      trail: bucket(acl, { ...write, Resource: `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/*` }),
      channel: 'digest',
    },
  },
  absent: {
    'the whole bucket is covered': {
      trail: { configuration: { keyPrefix: 'audit' }, ...bucket(acl, { ...write, Resource: `${BUCKET}/*` }) },
    },
  },
  lookAlike: {
    ...fine,
    'another account is covered': { trail: bucket(acl, { ...write, Resource: `${BUCKET}/AWSLogs/${OTHER}/*` }) },
    'the prefix of the trail is empty': { trail: { configuration: { keyPrefix: '' } } },
  },
  unknown: unreadable,
});

testCause(wrongAccount, {
  present: {
    'another account is covered': {
      trail: bucket(acl, { ...write, Resource: `${BUCKET}/AWSLogs/${OTHER}/*` }),
      statement: 'Write',
      wanted: `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
      places: 2,
    },
  },
  absent: {
    'this account stands in the list': {
      trail: bucket(acl, { ...write, Resource: [`${BUCKET}/AWSLogs/${OTHER}/*`, `${BUCKET}/AWSLogs/${ACCOUNT}/*`] }),
    },
  },
  lookAlike: { ...fine, 'the prefix differs': { trail: { configuration: { keyPrefix: 'audit' } } } },
  unknown: unreadable,
});

testCause(organizationPath, {
  present: {
    "only the management account's path is covered": {
      trail: { ...organizationTrail, ...bucket(acl, write) },
      ...member,
      element: 'Resource',
      wanted: `${BUCKET}/AWSLogs/${ORGANIZATION}/*`,
      places: 2,
    },
    'the path of another organisation is covered': {
      trail: { ...organizationTrail, ...bucket(acl, { ...write, Resource: `${BUCKET}/AWSLogs/o-zzzzzzzzzz/*` }) },
      ...member,
      places: 2,
    },
  },
  absent: { 'the statement for the organisation is there': { trail: organizationTrail, ...member } },
  lookAlike: {
    ...fine,
    'an account trail, and another account is covered': {
      trail: bucket(acl, { ...write, Resource: `${BUCKET}/AWSLogs/${OTHER}/*` }),
    },
  },
  unknown: {
    ...unreadable,
    'the organisation could not be read': { trail: { ...organizationTrail, organization: denied }, ...member },
  },
});

testCause(sourceArn, {
  present: {
    'the ARN of another trail': {
      trail: bucket(acl, when(write, { StringEquals: { 'aws:SourceArn': other } })),
      statement: 'Statement[1] (Write)',
      element: 'aws:SourceArn',
      wanted: TRAIL,
      places: 2,
    },
    'the ARN under the region of a shadow': {
      trail: bucket(when(acl, { StringEquals: { 'aws:SourceArn': TRAIL.replace('eu-west-1', 'us-east-1') } }), write),
      statement: 'Statement[0] (AclCheck)',
    },
    "a member's account in the ARN": {
      trail: {
        ...organizationTrail,
        ...bucket(when(acl, { StringEquals: { 'aws:SourceArn': TRAIL.replace(ACCOUNT, OTHER) } }), {
          ...write,
          Resource: `${BUCKET}/*`,
        }),
      },
      ...member,
    },
    'the ARN of another partition': {
      trail: bucket(when(acl, { StringEquals: { 'aws:SourceArn': TRAIL.replace(':aws:', ':aws-cn:') } }), write),
    },
    'a wildcard under StringEquals': {
      trail: bucket(
        when(acl, { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:trail/*' } }),
        write,
      ),
      says: ['plain characters'],
    },
  },
  lookAlike: {
    ...fine,
    'the account differs and no ARN is named': {
      trail: bucket(when(acl, { StringEquals: { 'aws:SourceAccount': OTHER } }), write),
    },
  },
  unknown: unreadable,
});

testCause(sourceAccount, {
  present: {
    'the account of a member': {
      trail: bucket(when(acl, { StringEquals: { 'aws:SourceAccount': OTHER } }), write),
      element: 'aws:SourceAccount',
      wanted: ACCOUNT,
    },
  },
  absent: {
    "the owner's account": { trail: bucket(when(acl, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }), write) },
  },
  lookAlike: {
    ...fine,
    'the ARN differs': { trail: bucket(when(acl, { StringEquals: { 'aws:SourceArn': other } }), write) },
  },
  unknown: unreadable,
});

testCause(aclCondition, {
  present: {
    'another canned ACL': {
      trail: bucket(acl, when(write, { StringEquals: { 's3:x-amz-acl': 'private', 'aws:SourceArn': TRAIL } })),
      element: 's3:x-amz-acl',
      wanted: 'bucket-owner-full-control',
      places: 2,
    },
  },
  lookAlike: fine,
  unknown: unreadable,
});

testCause(otherCondition, {
  present: {
    'a network that services do not come from': {
      trail: bucket(acl, when(write, { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })),
      element: 'aws:SourceVpce',
      places: 2,
    },
    'another organisation': {
      trail: {
        organization: organizationTrail.organization,
        ...bucket(when(acl, { StringEquals: { 'aws:SourceOrgID': 'o-zzzzzzzzzz' } }), write),
      },
      element: 'aws:SourceOrgID',
      wanted: ORGANIZATION,
    },
    'an address, which AWS does not tell': {
      trail: bucket(
        when(acl, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringEquals: { 'aws:SourceArn': TRAIL } }),
        write,
      ),
      element: 'aws:SourceIp',
      confidence: 'likely',
    },
  },
  lookAlike: {
    ...fine,
    'the ARN differs': { trail: bucket(when(acl, { StringEquals: { 'aws:SourceArn': other } }), write) },
  },
  unknown: {
    ...unreadable,
    'the organisation is named and could not be read': {
      trail: {
        organization: denied,
        ...bucket(when(acl, { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } }), write),
      },
    },
  },
});
