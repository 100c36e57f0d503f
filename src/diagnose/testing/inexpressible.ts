/** Causes that the lab cannot be put into through the API of AWS, and why. Each has its table of unit tests. */
export const inexpressible: Readonly<Record<string, string>> = {
  'S3-PARTITION': 'the lab has one partition, as one set of credentials has in AWS',
  'KMS-MISSING': 'a key vanishes only after its waiting time of at least seven days',
  'KMS-ALIAS-DANGLING': 'CloudTrail keeps the ARN of the key behind an alias: it is a fault of templates',
  'KMS-STATE': 'the emulator makes every key with material, and has no key stores',
  'KMS-XACCT': 'it is never found: it says that a key policy of another account is out of reach',
  'CWL-ARN': 'CloudTrail refuses such an ARN when the trail is written: it is a fault of templates',
  'ORG-OPTIN-HOME':
    'it is told from the regions that members have enabled, and a trail cannot be made in a region that its owner has not',
};
