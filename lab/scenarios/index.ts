export { brokenAccount, type BrokenAccount } from './broken-account.ts';
export { createTrailBucket, putBucketPolicy, type TrailBucketOptions } from './bucket.ts';
export { labClients, type Clients } from './clients.ts';
export { healthyAccount, type HealthyAccount, type HealthyOptions } from './healthy-account.ts';
export { madeUpOrganisation, type MadeUpOrganisation } from './made-up-organisation.ts';
export {
  logRolePolicy,
  logRoleTrust,
  trailBucketPolicy,
  trailKeyPolicy,
  trailTopicPolicy,
  type PolicyDocument,
  type Statement,
} from './policies.ts';
export {
  ageTrail,
  createLogGroup,
  createLogRole,
  createTopic,
  createTrail,
  createTrailKey,
  setAccountPublicAccess,
  trailArn,
} from './steps.ts';
