import { Unknown } from '#src/core/unknown.ts';
import { rejectFilter } from '#src/domain/intents/flow-logs.ts';
import { ids } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { filter } from '../testing/alarm-world.ts';
import { flowWorld } from '../testing/flow-world.ts';
import { rule } from './rule.ts';

const format = '${vpc-id} ${action} ${srcaddr}';

/** The filter for the default columns with one of them narrowed. */
function narrowed(column: string): string {
  const name = column.split(' ')[0]!;
  const columns = ['v', 'a', 'eni', 'src', 'dst', 'sport', 'dport', 'protocol', 'packets', 'bytes', 'start', 'end', 'action = REJECT', 'status']; // prettier-ignore
  return `[${columns.map((one) => (one === name ? column : one)).join(', ')}]`;
}

testRule(rule, {
  pass: {
    'a filter counts REJECT': flowWorld(),
    'one filter counts TCP and another all else': flowWorld({
      filters: [
        filter('tcp', {
          pattern:
            '[v, a, eni, src, dst, sport, dport, protocol = 6, packets, bytes, start, end, action = REJECT, status]',
        }),
        filter('others', {
          pattern:
            '[v, a, eni, src, dst, sport, dport, protocol != 6, packets, bytes, start, end, action = REJECT, status]',
        }),
      ],
    }),
    'an unstructured filter': flowWorld({ filters: [filter('words', { pattern: 'REJECT' })] }),
    'criteria let the records of the log group through': flowWorld({
      filters: [filter('own', { pattern: 'REJECT', fieldSelectionCriteria: '@aws.region = "eu-west-1"' })],
    }),
    'the filter asks for rewritten records, and nothing rewrites them': flowWorld({
      filters: [filter('own', { pattern: 'REJECT', applyOnTransformedLogs: true })],
    }),
    'the log group is named by its ARN alone': flowWorld({
      flowLog: { logGroupName: undefined, logGroupArn: ids.logGroup.id },
    }),
    'a filter for the columns that the flow log has': flowWorld({
      flowLog: { format },
      filters: [filter('own', { pattern: rejectFilter(format) })],
    }),
  },
  fail: {
    'no filter': { world: flowWorld({ filters: [] }), message: 'noFilter', says: ['trail-events'] },
    'a filter for accepted traffic only': {
      world: flowWorld({ filters: [filter('accepted', { pattern: 'ACCEPT' })] }),
      message: 'noFilter',
    },
    'a filter for one port': {
      world: flowWorld({
        filters: [
          filter('ssh', {
            pattern:
              '[v, a, eni, src, dst, sport, dport = 22, protocol, packets, bytes, start, end, action = REJECT, status]',
          }),
        ],
      }),
      message: 'filterMisses',
      says: ['RDP', 'UDP'],
    },
    ...Object.fromEntries(
      [
        ['srcaddr', 'src != "10.*"', 'from inside'],
        ['the port', 'dport < 4000', 'high port'],
        ['the protocol', 'protocol = 6 || protocol = 17', 'ping'],
        ['the size', 'bytes < 100', 'high port'],
      ].map(([what, column, missed]) => [
        `a filter narrowed by ${what}`,
        { world: flowWorld({ filters: [filter('own', { pattern: narrowed(column!) })] }), message: 'filterMisses', says: [missed!] }, // prettier-ignore
      ]),
    ),
    'a filter for the default columns on a flow log with others': {
      world: flowWorld({ flowLog: { format } }),
      message: 'filterMisses',
      says: ['SSH'],
    },
    'a filter that contradicts itself': {
      world: flowWorld({ filters: [filter('never', { pattern: '"REJECT OK" -REJECT' })] }),
      message: 'filterNever',
    },
    'criteria let no record of the log group through': {
      world: flowWorld({
        filters: [filter('own', { pattern: 'REJECT', fieldSelectionCriteria: '@aws.region = "us-east-1"' })],
      }),
      message: 'filterMisses',
      says: ['own'],
    },
    'the log group does not exist': { world: flowWorld({ noLogGroup: true }), message: 'notDelivered' },
    'the flow log cannot deliver': {
      world: flowWorld({ flowLog: { deliverStatus: 'FAILED', deliverError: 'Access error' } }),
      message: 'notDelivered',
      says: ['Access error'],
    },
  },
  unknown: {
    'the log group belongs to an account outside the scan': {
      world: flowWorld({
        flowLog: { logGroupArn: 'arn:aws:logs:eu-west-1:999999999999:log-group:central' },
      }),
    },
    'the filter sees records that a transformer has made JSON of': flowWorld({
      filters: [filter('own', { pattern: '{ $.action = REJECT }', applyOnTransformedLogs: true })],
      logGroup: { transformation: { processors: ['parseVPC'], level: 'log-group' } },
    }),
    'filters may not be listed': {
      world: flowWorld({
        logGroup: { metricFilterIds: new Unknown('access-denied', 'denied', 'logs:DescribeMetricFilters') },
      }),
      action: 'logs:DescribeMetricFilters',
    },
    'flow logs may not be listed': {
      world: flowWorld({ account: { flowLogArns: [new Unknown('access-denied', 'denied', 'ec2:DescribeFlowLogs')] } }),
      action: 'ec2:DescribeFlowLogs',
    },
  },
  notApplicable: {
    'no flow log': flowWorld({ account: { flowLogArns: [] } }),
    'the flow log writes to a bucket': flowWorld({ flowLog: { destinationType: 's3' } }),
    'the flow log leaves rejected traffic out': flowWorld({ flowLog: { trafficType: 'ACCEPT' } }),
  },
});
