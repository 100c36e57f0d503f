import { changes, cisNumbers } from './changes.ts';

const gateway = { internetGatewayId: 'igw-0a1b2c3d4e5f60718' };
const attachment = { ...gateway, vpcId: 'vpc-0a1b2c3d4e5f60718' };

export const gatewayChanges = changes({
  id: 'CWL-006',
  what: 'Changes to internet and customer gateways',
  name: 'GatewayChanges',
  source: 'ec2',
  cis: cisNumbers(12),
  calls: {
    CreateCustomerGateway: { type: 'ipsec.1', ipAddress: '192.0.2.12', bgpAsn: 65000 },
    DeleteCustomerGateway: { customerGatewayId: 'cgw-0a1b2c3d4e5f60718' },
    AttachInternetGateway: attachment,
    CreateInternetGateway: {},
    DeleteInternetGateway: gateway,
    DetachInternetGateway: attachment,
  },
  reads: ['DescribeInternetGateways', 'DescribeCustomerGateways'],
});
