import type { Intent } from './model.ts';
import { byAnybody, type Call, once } from './record.ts';

const launch = (instanceType: string): Call => ({
  source: 'ec2',
  name: 'RunInstances',
  request: { instancesSet: { items: [{ imageId: 'ami-0a1b2c3d4e5f60718', minCount: 1, maxCount: 1 }] }, instanceType },
  remark: `of type ${instanceType}`,
});

const sizes = [
  '4xlarge',
  '8xlarge',
  '9xlarge',
  '10xlarge',
  '12xlarge',
  '16xlarge',
  '18xlarge',
  '24xlarge',
  '32xlarge',
  '48xlarge',
];

/** The catalogue's rule asks for 4xlarge and 8xlarge, so these are required; the filter offered knows the larger ones too. */
export const largeInstanceChanges: Intent = {
  id: 'CWL-009',
  what: 'Launches of large EC2 instances',
  cis: {},
  required: ['m6i.4xlarge', 'r6i.8xlarge', 'c5.4xlarge'].flatMap((type, turn) => byAnybody(launch(type), turn)),
  lookAlikes: [
    once(launch('t3.micro')),
    once(launch('m6i.large')),
    once({ source: 'ec2', name: 'DescribeInstances', readOnly: true }),
  ],
  words: ['RunInstances', 'xlarge'],
  filter: `{ ($.eventName = RunInstances) && (${[...sizes, 'metal'].map((size) => `($.requestParameters.instanceType = *.${size})`).join(' || ')}) }`,
  eventPattern: {
    source: ['aws.ec2'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventName: ['RunInstances'],
      requestParameters: { instanceType: [...sizes, 'metal'].map((size) => ({ suffix: `.${size}` })) },
    },
  },
  repetition: false,
  name: 'LargeInstanceChanges',
};
