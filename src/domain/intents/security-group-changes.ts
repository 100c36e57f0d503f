import { changes, cisNumbers } from './changes.ts';

const rule = {
  groupId: 'sg-0a1b2c3d4e5f60718',
  ipPermissions: {
    items: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
  },
};

/** CIS names ModifySecurityGroupRules since 5.0 only; the console has edited rules with it since 2021. */
export const securityGroupChanges = changes({
  id: 'CWL-004',
  what: 'Changes to security groups',
  name: 'SecurityGroupChanges',
  source: 'ec2',
  cis: cisNumbers(10),
  calls: {
    AuthorizeSecurityGroupIngress: rule,
    AuthorizeSecurityGroupEgress: rule,
    RevokeSecurityGroupIngress: rule,
    RevokeSecurityGroupEgress: rule,
    CreateSecurityGroup: { groupName: 'web', groupDescription: 'web servers', vpcId: 'vpc-0a1b2c3d4e5f60718' },
    DeleteSecurityGroup: { groupId: rule.groupId },
    ModifySecurityGroupRules: {
      ModifySecurityGroupRulesRequest: {
        GroupId: rule.groupId,
        SecurityGroupRule: { SecurityGroupRuleId: 'sgr-0a1b2c3d4e5f60718' },
      },
    },
  },
  reads: ['DescribeSecurityGroups', 'DescribeSecurityGroupRules'],
});
