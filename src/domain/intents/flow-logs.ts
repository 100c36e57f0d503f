/**
 * Intents on VPC flow logs: records are lines of columns, and each flow log chooses its columns.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export interface FlowSample {
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The columns of a flow log that names none (version 2). */
export const defaultFormat =
  '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}';

const flow = (title: string, fields: Readonly<Record<string, string>>): FlowSample => ({
  title,
  fields: {
    version: '2',
    'account-id': '123456789012',
    'interface-id': 'eni-0a1b2c3d4e5f60718',
    srcaddr: '203.0.113.12',
    dstaddr: '10.0.0.20',
    srcport: '49761',
    dstport: '22',
    protocol: '6',
    packets: '1',
    bytes: '60',
    start: '1772439330',
    end: '1772439390',
    action: 'REJECT',
    'log-status': 'OK',
    'vpc-id': 'vpc-0a1b2c3d4e5f60718',
    'subnet-id': 'subnet-0a1b2c3d4e5f60718',
    'instance-id': 'i-0a1b2c3d4e5f60718',
    'tcp-flags': '2',
    type: 'IPv4',
    'flow-direction': 'ingress',
    ...fields,
  },
});

export const rejectedTraffic: readonly FlowSample[] = [
  flow('a rejected SSH connection', {}),
  flow('a rejected RDP connection', {
    srcaddr: '198.51.100.77',
    dstaddr: '10.0.1.31',
    dstport: '3389',
    'interface-id': 'eni-0f1e2d3c4b5a60718',
    bytes: '40',
  }),
  flow('a rejected UDP packet', { srcaddr: '192.0.2.9', dstport: '161', protocol: '17', bytes: '78', packets: '2' }),
  // From inside, large, and to a high port: what leaves, too, is rejected.
  flow('a rejected flow from inside to a high port', {
    srcaddr: '10.0.3.7',
    dstaddr: '198.51.100.140',
    srcport: '443',
    dstport: '51514',
    packets: '420',
    bytes: '588000',
    'flow-direction': 'egress',
  }),
  flow('a rejected ping', {
    srcaddr: '172.16.9.4',
    srcport: '0',
    dstport: '0',
    protocol: '1',
    bytes: '84',
    'tcp-flags': '0',
  }),
  flow('a rejected IPv6 connection', {
    srcaddr: '2001:db8:1234:1a00::7b',
    dstaddr: '2001:db8:1234:1a00::20',
    dstport: '8080',
    type: 'IPv6',
  }),
];

export const otherTraffic: readonly FlowSample[] = [
  flow('accepted traffic', { action: 'ACCEPT', dstport: '443', packets: '20', bytes: '4249' }),
  flow('accepted traffic of another interface', {
    action: 'ACCEPT',
    'interface-id': 'eni-0f1e2d3c4b5a60718',
    dstport: '5432',
  }),
];

/** A record as a flow log of this format writes it. Fields that the sample does not know are `-`. */
export function flowLine({ fields }: FlowSample, format: string): string {
  return format.replaceAll(/\$\{([\w-]+)\}/g, (_, name: string) => fields[name] ?? '-');
}

/** The filter that Surety recommends for rejected traffic, for a flow log's own columns. */
export function rejectFilter(format: string): string {
  const names = [...format.matchAll(/\$\{([\w-]+)\}/g)].map(([, name]) => name!.replaceAll('-', '_'));
  return `[${names.map((name) => (name === 'action' ? 'action = REJECT' : name)).join(', ')}]`;
}
