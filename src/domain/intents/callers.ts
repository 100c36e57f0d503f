import { example } from './model.ts';

const { account } = example;

/** Somebody who makes calls. Callers differ in every field that a filter could be narrowed to. */
export interface Caller {
  readonly remark: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const session = (mfa: boolean) => ({
  attributes: { creationDate: '2026-03-02T08:00:00Z', mfaAuthenticated: String(mfa) },
});

/** Who a role's session is. `number` tells its ids from others'. */
const roleIdentity = (role: string, who: string, number: string, mfa: boolean) => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLEROLEID${number}:${who}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${who}`,
  accountId: account,
  accessKeyId: `ASIAEXAMPLEKEYID00${number}`,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: `AROAEXAMPLEROLEID${number}`,
      arn: `arn:aws:iam::${account}:role/${role}`,
      accountId: account,
      userName: role,
    },
    ...session(mfa),
  },
});

/** A role's session, from the command line. */
export const roleSession: Caller = {
  remark: 'by a role',
  fields: {
    userIdentity: roleIdentity('Administrator', 'alice', '01', true),
    sourceIPAddress: '198.51.100.17',
    userAgent:
      'aws-cli/2.27.0 md/awscrt#0.26.1 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.13.2 cfg/retry-mode#standard',
  },
};

/** A user in the console. */
export const consoleUser: Caller = {
  remark: 'by a user',
  fields: {
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEUSERID02',
      arn: `arn:aws:iam::${account}:user/bob`,
      accountId: account,
      accessKeyId: 'ASIAEXAMPLEKEYID0002',
      userName: 'bob',
      sessionContext: session(false),
    },
    sourceIPAddress: '203.0.113.24',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    sessionCredentialFromConsole: 'true',
  },
};

/** A role's session whose call a service makes: a stack that is updated. */
const throughService: Caller = {
  remark: 'by a role through CloudFormation',
  fields: {
    userIdentity: { ...roleIdentity('StackUpdates', 'stacks', '05', false), invokedBy: 'cloudformation.amazonaws.com' },
    sourceIPAddress: 'cloudformation.amazonaws.com',
    userAgent: 'cloudformation.amazonaws.com',
  },
};

/** A user's program with a long-term key, which has no session. */
export const keyUser: Caller = {
  remark: 'by a user with an access key',
  fields: {
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEUSERID06',
      arn: `arn:aws:iam::${account}:user/batch`,
      accountId: account,
      accessKeyId: 'AKIAEXAMPLEKEYID0006',
      userName: 'batch',
    },
    sourceIPAddress: '192.0.2.140',
    userAgent: 'Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux#6.1 lang/python#3.13.2',
  },
};

export const rootIdentity = {
  type: 'Root',
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
};

/** The root user in the console. */
export const consoleRoot: Caller = {
  remark: 'by root',
  fields: {
    ...consoleUser.fields,
    userIdentity: { ...rootIdentity, accessKeyId: 'ASIAEXAMPLEKEYID0003', sessionContext: session(true) },
    sourceIPAddress: '203.0.113.99',
  },
};

/** Pairs of callers who share nothing: a filter narrowed to one of the two misses the other. */
export const ROLES = [roleSession, throughService] as const;
export const OTHERS = [consoleUser, consoleRoot, keyUser] as const;

/** So many calls that each has its turn's callers are made by everybody. */
export const TURNS = 3;
