import { changes, cisNumbers } from './changes.ts';

const acl = { networkAclId: 'acl-0a1b2c3d4e5f60718' };
const entry = { ...acl, ruleNumber: 100, egress: false };

export const networkAclChanges = changes({
  id: 'CWL-005',
  what: 'Changes to network access control lists',
  name: 'NetworkAclChanges',
  source: 'ec2',
  cis: cisNumbers(11),
  calls: {
    CreateNetworkAcl: { vpcId: 'vpc-0a1b2c3d4e5f60718' },
    CreateNetworkAclEntry: { ...entry, aclProtocol: '6', ruleAction: 'allow', cidrBlock: '0.0.0.0/0' },
    DeleteNetworkAcl: acl,
    DeleteNetworkAclEntry: entry,
    ReplaceNetworkAclEntry: { ...entry, aclProtocol: '-1', ruleAction: 'allow', cidrBlock: '0.0.0.0/0' },
    ReplaceNetworkAclAssociation: { ...acl, associationId: 'aclassoc-0a1b2c3d4e5f60718' },
  },
  reads: ['DescribeNetworkAcls'],
});
