import { changes, cisNumbers } from './changes.ts';
import { once } from './record.ts';

const handshake = { handshakeId: 'h-examplehandshake01' };
const policy = { policyId: 'p-examplepolicy1' };
const target = { ...policy, targetId: '210987654321' };
const type = { rootId: 'r-exam', policyType: 'SERVICE_CONTROL_POLICY' };
const unit = { organizationalUnitId: 'ou-exam-example1' };
const account = { accountId: '210987654321' };

export const organizationChanges = changes({
  id: 'CWL-016',
  what: 'Changes to the organisation',
  name: 'OrganizationChanges',
  source: 'organizations',
  where: 'global-region',
  cis: cisNumbers(15, '1.3'),
  calls: {
    AcceptHandshake: handshake,
    AttachPolicy: target,
    CreateAccount: { accountName: 'new', email: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    CreateOrganizationalUnit: { name: 'Workloads', parentId: 'r-exam' },
    CreatePolicy: { name: 'deny-leave', type: 'SERVICE_CONTROL_POLICY', content: '{}' },
    DeclineHandshake: handshake,
    DeleteOrganization: null,
    DeleteOrganizationalUnit: unit,
    DeletePolicy: policy,
    DetachPolicy: target,
    DisablePolicyType: type,
    EnablePolicyType: type,
    InviteAccountToOrganization: { target: { type: 'ACCOUNT', id: '210987654321' } },
    LeaveOrganization: null,
    MoveAccount: { ...account, sourceParentId: 'r-exam', destinationParentId: 'ou-exam-example1' },
    RemoveAccountFromOrganization: account,
    UpdatePolicy: { ...policy, content: '{}' },
    UpdateOrganizationalUnit: { ...unit, name: 'Sandbox' },
  },
  reads: ['DescribeOrganization', 'ListAccounts'],
  lookAlikes: [
    once({
      source: 'iam',
      name: 'CreatePolicy',
      where: 'global-region',
      request: { policyName: 'Developers' },
      remark: 'of IAM',
    }),
  ],
});
