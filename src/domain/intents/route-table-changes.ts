import { changes, cisNumbers } from './changes.ts';

const table = { routeTableId: 'rtb-0a1b2c3d4e5f60718' };
const route = { ...table, destinationCidrBlock: '0.0.0.0/0' };

/** The audit text of CIS asks for `eventSource = ec2.amazonaws.com` since 3.0, its remediation text does not: both do. */
export const routeTableChanges = changes({
  id: 'CWL-013',
  what: 'Changes to route tables',
  name: 'RouteTableChanges',
  source: 'ec2',
  cis: cisNumbers(13),
  calls: {
    CreateRoute: { ...route, gatewayId: 'igw-0a1b2c3d4e5f60718' },
    CreateRouteTable: { vpcId: 'vpc-0a1b2c3d4e5f60718' },
    ReplaceRoute: { ...route, natGatewayId: 'nat-0a1b2c3d4e5f60718' },
    ReplaceRouteTableAssociation: { ...table, associationId: 'rtbassoc-0a1b2c3d4e5f60718' },
    DeleteRouteTable: table,
    DeleteRoute: route,
    DisassociateRouteTable: { associationId: 'rtbassoc-0a1b2c3d4e5f60718' },
  },
  reads: ['DescribeRouteTables'],
});
