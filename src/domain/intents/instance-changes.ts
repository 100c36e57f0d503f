import { changes } from './changes.ts';

const instances = { instancesSet: { items: [{ instanceId: 'i-0a1b2c3d4e5f60718' }] } };

export const instanceChanges = changes({
  id: 'CWL-008',
  what: 'Launches, reboots, starts, stops and terminations of EC2 instances',
  name: 'InstanceChanges',
  source: 'ec2',
  calls: {
    RunInstances: {
      instancesSet: { items: [{ imageId: 'ami-0a1b2c3d4e5f60718', minCount: 1, maxCount: 1 }] },
      instanceType: 't3.micro',
    },
    RebootInstances: instances,
    StartInstances: instances,
    StopInstances: instances,
    TerminateInstances: instances,
  },
  reads: ['DescribeInstances', 'DescribeInstanceStatus'],
});
