import { changes, cisNumbers } from './changes.ts';

const policyArn = 'arn:aws:iam::123456789012:policy/Developers';
const inline = { policyName: 'extra', policyDocument: '{"Version":"2012-10-17","Statement":[]}' };
const role = { roleName: 'Application' };
const user = { userName: 'carol' };
const group = { groupName: 'developers' };

export const iamPolicyChanges = changes({
  id: 'CWL-010',
  what: 'Changes to IAM policies',
  name: 'IamPolicyChanges',
  source: 'iam',
  where: 'global-region',
  cis: cisNumbers(4),
  calls: {
    DeleteGroupPolicy: { ...group, policyName: 'extra' },
    DeleteRolePolicy: { ...role, policyName: 'extra' },
    DeleteUserPolicy: { ...user, policyName: 'extra' },
    PutGroupPolicy: { ...group, ...inline },
    PutRolePolicy: { ...role, ...inline },
    PutUserPolicy: { ...user, ...inline },
    CreatePolicy: { policyName: 'Developers', policyDocument: inline.policyDocument },
    DeletePolicy: { policyArn },
    CreatePolicyVersion: { policyArn, policyDocument: inline.policyDocument, setAsDefault: true },
    DeletePolicyVersion: { policyArn, versionId: 'v1' },
    AttachRolePolicy: { ...role, policyArn },
    DetachRolePolicy: { ...role, policyArn },
    AttachUserPolicy: { ...user, policyArn },
    DetachUserPolicy: { ...user, policyArn },
    AttachGroupPolicy: { ...group, policyArn },
    DetachGroupPolicy: { ...group, policyArn },
  },
  reads: ['GetPolicy', 'ListPolicies', 'GetRolePolicy'],
});
