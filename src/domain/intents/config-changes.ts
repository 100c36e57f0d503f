import { changes, cisNumbers } from './changes.ts';

const recorder = { configurationRecorderName: 'default' };

export const configChanges = changes({
  id: 'CWL-011',
  what: 'Changes to AWS Config',
  name: 'ConfigChanges',
  source: 'config',
  cis: cisNumbers(9),
  calls: {
    StopConfigurationRecorder: recorder,
    DeleteDeliveryChannel: { deliveryChannelName: 'default' },
    PutDeliveryChannel: { deliveryChannel: { name: 'default', s3BucketName: 'another-bucket' } },
    PutConfigurationRecorder: {
      configurationRecorder: {
        name: 'default',
        recordingGroup: { allSupported: false, resourceTypes: ['AWS::EC2::Instance'] },
      },
    },
  },
  reads: ['DescribeConfigurationRecorders', 'DescribeDeliveryChannels'],
});
