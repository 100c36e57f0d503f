import { changes, cisNumbers } from './changes.ts';

const vpc = { vpcId: 'vpc-0a1b2c3d4e5f60718' };
const peering = { vpcPeeringConnectionId: 'pcx-0a1b2c3d4e5f60718' };
const classic = { ...vpc, instanceId: 'i-0a1b2c3d4e5f60718' };

export const vpcChanges = changes({
  id: 'CWL-007',
  what: 'Changes to VPCs',
  name: 'VpcChanges',
  source: 'ec2',
  cis: cisNumbers(14),
  calls: {
    CreateVpc: { cidrBlock: '10.0.0.0/16', instanceTenancy: 'default' },
    DeleteVpc: vpc,
    ModifyVpcAttribute: { ...vpc, enableDnsHostnames: { value: true } },
    AcceptVpcPeeringConnection: peering,
    CreateVpcPeeringConnection: { ...vpc, peerVpcId: 'vpc-0f1e2d3c4b5a60718', peerOwnerId: '210987654321' },
    DeleteVpcPeeringConnection: peering,
    RejectVpcPeeringConnection: peering,
    AttachClassicLinkVpc: classic,
    DetachClassicLinkVpc: classic,
    DisableVpcClassicLink: vpc,
    EnableVpcClassicLink: vpc,
  },
  reads: ['DescribeVpcs', 'DescribeVpcPeeringConnections'],
});
