import {
  ACCOUNT,
  denied,
  elsewhere,
  GROUP,
  HOME,
  KEY,
  key,
  member,
  ORGANIZATION,
  organization,
  organizationTrail,
  OTHER,
  policy,
  ROLE,
  type Statement,
  statements,
  TRAIL,
} from '../testing/sites.ts';
import { testCause } from '../testing/test-cause.ts';
import {
  groupAccount,
  groupArn,
  groupMissing,
  groupRegion,
  groupRetention,
  halfConfigured,
  roleMissing,
} from './logs-destination.ts';
import { logGroupKey } from './logs-key.ts';
import { rolePermissions, roleResourceControl, roleServiceControl, roleTrust, streamPattern } from './logs-role.ts';

const { trust, streams } = statements;
const settingsDenied = { 'the settings of the trail were denied': { trail: { configuration: denied } } };
const delegated = `arn:aws:logs:${HOME}:${OTHER}:log-group:events:*`;
const delegatedRole = ROLE.replace(ACCOUNT, OTHER);

testCause(halfConfigured, {
  present: {
    'a log group without a role': { trail: { configuration: { logRoleArn: undefined } }, element: 'role' },
    'a role without a log group': { trail: { configuration: { logGroupArn: undefined } }, element: 'log group' },
  },
  lookAlike: { 'neither of them': { trail: { configuration: { logRoleArn: undefined, logGroupArn: undefined } } } },
  unknown: settingsDenied,
});

testCause(groupMissing, {
  present: { 'CloudWatch Logs knows no such group': { trail: { logGroup: undefined }, says: [GROUP] } },
  lookAlike: { 'the trail names none': { trail: { configuration: { logGroupArn: undefined }, logGroup: undefined } } },
  unknown: { 'the log group was denied': { trail: { logGroup: denied } } },
});

testCause(groupRegion, {
  present: {
    'the group is in another region': {
      trail: { configuration: { logGroupArn: `${GROUP.replace(HOME, 'us-east-1')}:*` } },
      wanted: HOME,
    },
  },
  lookAlike: { 'events of another region go home': { trail: {}, region: 'us-east-1' } },
  unknown: settingsDenied,
});

testCause(groupAccount, {
  present: {
    'the group and the role are of different accounts': {
      trail: { configuration: { logGroupArn: delegated } },
      wanted: ACCOUNT,
    },
    'both are of an account that is not the trail’s': {
      trail: { configuration: { logGroupArn: delegated, logRoleArn: delegatedRole } },
      wanted: ACCOUNT,
    },
    'both are of a member that administers nothing': {
      trail: {
        ...organizationTrail,
        configuration: { isOrganization: true, logGroupArn: delegated, logRoleArn: delegatedRole },
      },
    },
  },
  lookAlike: {
    'both are of the delegated administrator of an organisation’s trail': {
      trail: {
        ...organizationTrail,
        configuration: { isOrganization: true, logGroupArn: delegated, logRoleArn: delegatedRole },
        organization: { ...organization, cloudTrailAdministrators: [OTHER] },
      },
    },
  },
  unknown: {
    ...settingsDenied,
    'the administrators of the organisation were denied': {
      trail: {
        ...organizationTrail,
        configuration: { isOrganization: true, logGroupArn: delegated, logRoleArn: delegatedRole },
        organization: { ...organization, cloudTrailAdministrators: denied },
      },
    },
  },
});

testCause(groupArn, {
  present: { 'the ARN without its end': { trail: { configuration: { logGroupArn: GROUP } }, wanted: `${GROUP}:*` } },
  lookAlike: { 'there is no log group': { trail: { configuration: { logGroupArn: undefined } } } },
  unknown: settingsDenied,
});

testCause(roleMissing, {
  present: { 'IAM knows no such role': { trail: { logRole: undefined }, says: [ROLE] } },
  lookAlike: { 'the trail names none': { trail: { configuration: { logRoleArn: undefined }, logRole: undefined } } },
  unknown: { 'the role was denied': { trail: { logRole: denied } } },
});

testCause(groupRetention, {
  present: {
    'events are kept for a week': { trail: { logGroup: { configuration: { retentionDays: 7 } } } },
    'the class has no metric filters': {
      trail: { logGroup: { configuration: { logGroupClass: 'INFREQUENT_ACCESS' } } },
      wanted: 'STANDARD',
    },
  },
  absent: {
    'events are kept for 30 days': { trail: { logGroup: { configuration: { retentionDays: 30 } } } },
    'events never expire': { trail: { logGroup: { configuration: { retentionDays: undefined } } } },
  },
  lookAlike: { 'the group is gone': { trail: { logGroup: undefined } } },
  unknown: { 'the log group was denied': { trail: { logGroup: denied } } },
});

const trusts = (...list: readonly Statement[]) => ({ logRole: { trust: policy(...list) } });
testCause(roleTrust, {
  present: {
    'another service is trusted': {
      trail: trusts({ ...trust, Principal: { Service: 'ec2.amazonaws.com' } }),
      places: 1,
    },
    'another trail is trusted': {
      trail: trusts({ ...trust, Condition: { StringEquals: { 'aws:SourceArn': TRAIL.replace('main', 'other') } } }),
      element: 'aws:SourceArn',
      wanted: TRAIL,
    },
    'an external id is asked for, which CloudTrail does not have': {
      trail: trusts({ ...trust, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } }),
      element: 'sts:ExternalId',
    },
    'a Deny': {
      trail: trusts(trust, { Sid: 'Guard', Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }),
      statement: 'Guard',
    },
  },
  lookAlike: {
    'the service is trusted without a condition': {
      trail: trusts({ Effect: 'Allow', Principal: trust.Principal, Action: 'sts:AssumeRole' }),
    },
    'other services are trusted beside it': {
      trail: trusts({ ...trust, Principal: { Service: ['ec2.amazonaws.com', 'cloudtrail.amazonaws.com'] } }),
    },
    'the role is gone': { trail: { logRole: undefined } },
  },
  unknown: { 'the trust policy was denied': { trail: { logRole: { trust: denied } } } },
});

const may = (...list: readonly Statement[]) => ({
  logRole: { inlinePolicies: [{ name: 'write', document: policy(...list) }] },
});
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
testCause(rolePermissions, {
  present: {
    'the role has no policy': { trail: { logRole: { inlinePolicies: [] } }, places: 2, says: ['logs:CreateLogStream'] },
    'it may create streams and write nothing': {
      trail: may({ ...streams, Action: 'logs:CreateLogStream' }),
      says: ['logs:PutLogEvents'],
    },
    'another log group': {
      trail: may({ ...streams, Resource: `arn:aws:logs:${HOME}:${ACCOUNT}:log-group:other:*` }),
      places: 2,
      statement: 'Streams',
      element: 'Resource',
    },
    'a Deny in another policy': {
      trail: {
        logRole: {
          attachedPolicies: [
            {
              name: 'Guard',
              document: policy({ Sid: 'No', Effect: 'Deny', Action: 'logs:PutLogEvents', Resource: '*' }),
            },
          ],
        },
      },
      statement: 'No',
      says: ['Guard'],
    },
    'the permission boundary leaves logs out': {
      trail: {
        logRole: { boundary: { name: 'Limit', document: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) } },
      },
      places: 2,
      says: ['permission boundary Limit'],
    },
  },
  absent: {
    'an attached policy allows it': {
      trail: { logRole: { inlinePolicies: [], attachedPolicies: [{ name: 'all', document: policy(everything) }] } },
    },
    'a boundary that allows it': { trail: { logRole: { boundary: { name: 'Limit', document: policy(everything) } } } },
    'a member’s stream is allowed': { trail: organizationTrail, ...member },
  },
  lookAlike: {
    'the whole log group is allowed': { trail: may({ ...streams, Resource: `${GROUP}:*` }) },
    'streams of another name are allowed': { trail: may({ ...streams, Resource: `${GROUP}:log-stream:other*` }) },
    'two policies allow one action each': {
      trail: {
        logRole: {
          inlinePolicies: ['logs:CreateLogStream', 'logs:PutLogEvents'].map((Action) => ({
            name: Action,
            document: policy({ ...streams, Action }),
          })),
        },
      },
    },
    'the role is gone': { trail: { logRole: undefined } },
  },
  unknown: {
    'a policy was denied': { trail: { logRole: { inlinePolicies: [denied] } } },
    'the boundary was denied': { trail: { logRole: { boundary: denied } } },
  },
});

testCause(streamPattern, {
  present: {
    'streams of another region': {
      trail: may({ ...streams, Resource: `${GROUP}:log-stream:${ACCOUNT}_CloudTrail_us-east-1*` }),
      places: 2,
      wanted: `${GROUP}:log-stream:${ACCOUNT}_CloudTrail_${HOME}*`,
    },
    'the streams of members are left out': {
      trail: { ...organizationTrail, ...may(streams) },
      ...member,
      places: 2,
      wanted: `${GROUP}:log-stream:${ORGANIZATION}_${OTHER}_CloudTrail_${HOME}*`,
    },
  },
  absent: { 'the streams of members are there': { trail: organizationTrail, ...member } },
  lookAlike: {
    'another log group': { trail: may({ ...streams, Resource: `arn:aws:logs:${HOME}:${ACCOUNT}:log-group:other:*` }) },
    'the whole log group': { trail: may({ ...streams, Resource: `${GROUP}:*` }) },
  },
  unknown: { 'a policy was denied': { trail: { logRole: { inlinePolicies: [denied] } } } },
});

const control = (field: string, statement: Statement) => ({
  logRole: { id: delegatedRole, account: OTHER },
  organization: {
    ...organization,
    [field]: {
      [OTHER]: [
        [
          { name: 'FullAWSAccess', document: policy(everything) },
          { name: 'Fence', document: policy(statement) },
        ],
      ],
    },
  },
});
testCause(roleServiceControl, {
  present: {
    'writing logs is denied to all': {
      trail: control('serviceControlPolicies', { Sid: 'NoLogs', Effect: 'Deny', Action: 'logs:*', Resource: '*' }),
      statement: 'NoLogs',
      confidence: 'likely',
    },
    'a level allows nothing of it': {
      trail: {
        ...control('serviceControlPolicies', everything),
        organization: {
          ...organization,
          serviceControlPolicies: {
            [OTHER]: [[{ name: 'OnlyS3', document: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) }]],
          },
        },
      },
      confidence: 'likely',
      says: ['OnlyS3'],
    },
  },
  lookAlike: {
    'leaving the organisation is denied': {
      trail: control('serviceControlPolicies', {
        Effect: 'Deny',
        Action: 'organizations:LeaveOrganization',
        Resource: '*',
      }),
    },
    'the role is in the management account': {
      trail: {
        ...control('serviceControlPolicies', { Effect: 'Deny', Action: '*', Resource: '*' }),
        logRole: { account: ACCOUNT },
      },
    },
    'the account is in no organisation': { trail: {} },
  },
  unknown: {
    'the policies were denied': {
      trail: {
        logRole: { account: OTHER },
        organization: { ...organization, serviceControlPolicies: { [OTHER]: [denied] } },
      },
    },
  },
});

const perimeter = {
  Sid: 'P',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sts:AssumeRole',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
};
testCause(roleResourceControl, {
  present: {
    'all but the organisation are kept out, services too': {
      trail: control('resourceControlPolicies', perimeter),
      statement: 'P',
    },
  },
  lookAlike: {
    'services are left out': {
      trail: control('resourceControlPolicies', {
        ...perimeter,
        Condition: { ...perimeter.Condition, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
    },
  },
  unknown: { 'the organisation was denied': { trail: { organization: denied } } },
});

const encrypted = (theKey: unknown) => ({ logGroup: { configuration: { kmsKeyId: KEY }, key: theKey } });
const logs = {
  Sid: 'Logs',
  Effect: 'Allow',
  Principal: { Service: `logs.${HOME}.amazonaws.com` },
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': GROUP } },
};
testCause(logGroupKey, {
  present: {
    'the key is disabled': { trail: encrypted(key({ state: 'Disabled' })), element: 'KeyState' },
    'the key is one for signatures': {
      trail: encrypted(key({ usage: 'SIGN_VERIFY', spec: 'RSA_2048' })),
      element: 'KeySpec',
      wanted: 'SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT',
    },
    'the key is gone': { trail: encrypted(undefined), says: ['does not exist'] },
    'the policy does not speak of CloudWatch Logs': { trail: encrypted(key()), says: ['CloudWatch Logs'] },
    'the service of another region is named': {
      trail: encrypted(key({}, policy({ ...logs, Principal: { Service: 'logs.us-east-1.amazonaws.com' } }))),
    },
    'another log group in the context': {
      trail: encrypted(
        key(
          {},
          policy({ ...logs, Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': `${GROUP}-old` } } }),
        ),
      ),
      statement: 'Logs',
      element: 'kms:EncryptionContext:aws:logs:arn',
    },
  },
  absent: {
    'the policy lets it in': { trail: encrypted(key({}, policy(logs))) },
    'the policy lets it in for every group': {
      trail: encrypted(
        key(
          {},
          policy({
            ...logs,
            Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${HOME}:${ACCOUNT}:*` } },
          }),
        ),
      ),
    },
  },
  lookAlike: {
    'the trail’s own key is disabled': { trail: { key: key({ state: 'Disabled' }) } },
    'the group is gone': { trail: { logGroup: undefined } },
  },
  unknown: {
    'the key was denied': { trail: encrypted(elsewhere) },
    'the key policy was denied': { trail: encrypted({ ...key(), policy: denied }) },
  },
});
