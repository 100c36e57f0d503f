/** Why rules about what a trail leans on say nothing where it leans on nothing, or on what another rule reports. */
export const NO_LOG_GROUP = 'The trail sends nothing to CloudWatch Logs; CT-009 reports that.';
export const LOG_GROUP_MISSING = 'The log group does not exist; CT-102 reports that.';
export const BUCKET_MISSING = 'The bucket does not exist; CT-102 reports that.';
