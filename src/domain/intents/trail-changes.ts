import { changes, cisNumbers } from './changes.ts';

const trail = { name: 'main' };

/** The five names of CIS. What else weakens a trail is CWL-101. */
export const trailChanges = changes({
  id: 'CWL-003',
  what: 'Changes to CloudTrail trails',
  name: 'TrailChanges',
  source: 'cloudtrail',
  cis: cisNumbers(5),
  calls: {
    CreateTrail: { ...trail, s3BucketName: 'another-bucket', isMultiRegionTrail: true },
    UpdateTrail: { ...trail, s3BucketName: 'another-bucket' },
    DeleteTrail: trail,
    StartLogging: trail,
    StopLogging: trail,
  },
  reads: ['DescribeTrails', 'GetTrailStatus', 'LookupEvents'],
});
