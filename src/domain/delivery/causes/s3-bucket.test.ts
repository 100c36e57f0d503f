import { ACCOUNT, denied, elsewhere, policy, statements } from '../testing/sites.ts';
import { testCause } from '../testing/test-cause.ts';
import {
  bucketForeign,
  bucketLifecycle,
  bucketMissing,
  bucketPartition,
  prefixInvalid,
  requesterPays,
} from './s3-bucket.ts';

const missing = { bucketOwner: { standing: 'missing', account: undefined }, bucket: undefined };
const stranger = { bucketOwner: { standing: 'stranger', account: undefined }, bucket: elsewhere };
const organisation = { bucketOwner: { standing: 'in-organisation', account: '222222222222' }, bucket: elsewhere };
const rule = { enabled: true, prefix: '', narrowed: false, transitions: [] };

testCause(bucketMissing, {
  present: { 'S3 knows no such bucket': { trail: missing, says: ['arn:aws:s3:::trail-logs'] } },
  lookAlike: {
    'the bucket is in another account of the organisation': { trail: organisation },
    'a stranger has taken the name': { trail: stranger },
  },
  unknown: { 'whose bucket it is was denied': { trail: { bucketOwner: denied } } },
});

testCause(bucketForeign, {
  present: { 'a stranger has taken the name': { trail: stranger } },
  lookAlike: {
    'the bucket is in another account of the organisation': { trail: organisation },
    'there is no bucket of the name': { trail: missing },
  },
  unknown: { 'whose bucket it is was denied': { trail: { bucketOwner: denied } } },
});

testCause(bucketPartition, {
  present: {
    'the bucket is in China and the trail is not': {
      trail: { bucket: { location: 'cn-north-1' } },
      element: 'region',
      wanted: 'a region of aws',
    },
  },
  absent: {
    'both are in China': {
      trail: { id: 'arn:aws-cn:cloudtrail:cn-north-1:111111111111:trail/main', bucket: { location: 'cn-north-1' } },
    },
  },
  lookAlike: { 'the bucket is in another region of the partition': { trail: { bucket: { location: 'ap-south-1' } } } },
  unknown: { 'where the bucket is was denied': { trail: { bucket: { location: denied } } } },
});

testCause(prefixInvalid, {
  present: {
    'the prefix holds AWSLogs/': { trail: { configuration: { keyPrefix: 'x/AWSLogs' } }, says: ['AWSLogs/'] },
    'the prefix has 201 characters': { trail: { configuration: { keyPrefix: 'p'.repeat(201) } }, says: ['201'] },
  },
  absent: { 'the prefix has 200 characters': { trail: { configuration: { keyPrefix: 'p'.repeat(200) } } } },
  lookAlike: { 'the prefix only sounds like it': { trail: { configuration: { keyPrefix: 'MyAWSLogsOfAll' } } } },
  unknown: { 'the settings of the trail were denied': { trail: { configuration: denied } } },
});

testCause(requesterPays, {
  present: {
    'whoever asks pays': {
      trail: { bucket: { requestPayer: 'Requester' } },
      element: 'Payer',
      wanted: 'BucketOwner',
    },
  },
  lookAlike: { 'the bucket is gone': { trail: missing } },
  unknown: { 'who pays was denied': { trail: { bucket: { requestPayer: denied } } } },
});

testCause(bucketLifecycle, {
  present: {
    'files are deleted after a day': {
      trail: { bucket: { lifecycle: { rules: [{ ...rule, expirationDays: 1 }] } } },
      says: ['1 days'],
    },
    'files are deleted after 30 days': {
      trail: { bucket: { lifecycle: { rules: [{ ...rule, expirationDays: 30 }] } } },
    },
    'files are archived after a day': {
      trail: {
        bucket: { lifecycle: { rules: [{ ...rule, transitions: [{ storageClass: 'DEEP_ARCHIVE', days: 1 }] }] } },
      },
      element: 'Transition',
    },
  },
  absent: {
    'files are deleted after 31 days': {
      trail: { bucket: { lifecycle: { rules: [{ ...rule, expirationDays: 31 }] } } },
    },
    'there is no such bucket': { trail: missing },
  },
  lookAlike: {
    'the rule is for another prefix': {
      trail: { bucket: { lifecycle: { rules: [{ ...rule, prefix: 'tmp/', expirationDays: 1 }] } } },
    },
    'the rule is for what load balancers write beside the log files': {
      trail: {
        bucket: {
          lifecycle: { rules: [{ ...rule, prefix: `AWSLogs/${ACCOUNT}/elasticloadbalancing/`, expirationDays: 1 }] },
        },
      },
    },
    'the rule is off': {
      trail: { bucket: { lifecycle: { rules: [{ ...rule, enabled: false, expirationDays: 1 }] } } },
    },
    'the rule is narrowed by a tag': {
      trail: { bucket: { lifecycle: { rules: [{ ...rule, narrowed: true, expirationDays: 1 }] } } },
    },
    'files go to a class that can be read at once': {
      trail: {
        bucket: { lifecycle: { rules: [{ ...rule, transitions: [{ storageClass: 'GLACIER_IR', days: 1 }] }] } },
      },
    },
    'the policy is at fault, not the lifecycle': { trail: { bucket: { policy: policy(statements.acl) } } },
  },
  unknown: { 'the lifecycle was denied': { trail: { bucket: { lifecycle: denied } } } },
});
