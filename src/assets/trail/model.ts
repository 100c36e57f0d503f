import { z } from 'zod';
import { defineAssetKind, fromFact, many, one } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { Unknown } from '#src/core/unknown.ts';
import { bucketArn, keyArn, parseArn } from '#src/domain/aws/arn.ts';
import { bucket } from '../bucket/model.ts';
import { key } from '../key/model.ts';
import { logGroup } from '../log-group/model.ts';
import { organization } from '../organization/model.ts';
import { role } from '../role/model.ts';
import { topic } from '../topic/model.ts';
import { eventSelectors } from './selectors.ts';

const configuration = z.object({
  bucketName: z.string(),
  keyPrefix: z.string().optional(),
  topicArn: z.string().optional(),
  includeGlobalServiceEvents: z.boolean(),
  isMultiRegion: z.boolean(),
  homeRegion: z.string(),
  logFileValidation: z.boolean(),
  /** As CloudTrail tells it: ends in `:*`. */
  logGroupArn: z.string().optional(),
  logRoleArn: z.string().optional(),
  kmsKeyId: z.string().optional(),
  isOrganization: z.boolean(),
});
export type TrailConfiguration = z.output<typeof configuration>;

const time = z.iso.datetime().optional();

/** What `GetTrailStatus` tells in one region. Errors are AWS's codes; empty ones are left out. Times are ISO 8601. */
const regionStatus = z.object({
  isLogging: z.boolean(),
  startLoggingTime: time,
  stopLoggingTime: time,
  latestDeliveryTime: time,
  latestDeliveryError: z.string().optional(),
  latestDigestDeliveryTime: time,
  latestDigestDeliveryError: z.string().optional(),
  latestCloudWatchLogsDeliveryTime: time,
  latestCloudWatchLogsDeliveryError: z.string().optional(),
  latestNotificationTime: time,
  latestNotificationError: z.string().optional(),
});
export type RegionStatus = z.output<typeof regionStatus>;

/** The ARN of a log group without the `:*` that CloudTrail and CloudFormation put behind it. */
export const logGroupArn = (arn: string): string => arn.replace(/:\*$/, '');

export const trail = defineAssetKind({
  name: 'AWS::CloudTrail::Trail',
  title: 'CloudTrail trail',
  facts: {
    configuration,
    /** By account that sees the trail (members see an organisation's), then by enabled region. */
    status: z.record(z.string(), observable(z.record(z.string(), observable(regionStatus)))),
    eventSelectors,
    /** `ApiCallRateInsight`, `ApiErrorRateInsight`; empty when Insights are off. */
    insightSelectors: z.array(z.object({ type: z.string(), categories: z.array(z.string()) })),
    /** Whose bucket the trail writes to. */
    bucketOwner: z.object({
      standing: z.enum(['in-scan', 'in-organisation', 'stranger', 'missing']),
      account: z.string().optional(),
    }),
  },
  links: {
    bucket: one(
      bucket,
      fromFact<TrailConfiguration>('configuration', ({ bucketName }, { id }) =>
        bucketArn(parseArn(id)?.partition ?? 'aws', bucketName),
      ),
    ),
    key: one(
      key,
      fromFact<TrailConfiguration>('configuration', ({ kmsKeyId, homeRegion }, { id, account }) =>
        kmsKeyId === undefined
          ? undefined
          : keyArn(kmsKeyId, { partition: parseArn(id)?.partition ?? 'aws', region: homeRegion, account }),
      ),
    ),
    topic: one(
      topic,
      fromFact<TrailConfiguration>('configuration', ({ topicArn }) => topicArn),
    ),
    logGroup: one(
      logGroup,
      fromFact<TrailConfiguration>('configuration', ({ logGroupArn: arn }) => arn && logGroupArn(arn)),
    ),
    logRole: one(
      role,
      fromFact<TrailConfiguration>('configuration', ({ logRoleArn }) => logRoleArn),
    ),
    /** The organisation of the owning account; nothing outside one. */
    organization: one(organization, {
      fromAccount: ['membership'],
      target({ self, accountFact }) {
        const membership = accountFact('membership') as { id: string } | undefined | Unknown;
        if (membership instanceof Unknown) return membership;
        if (membership !== undefined) return membership.id;
        // Without its regions the account itself is not part of the world.
        if (accountFact('regions') !== undefined) return undefined;
        return new Unknown('other-account', `account ${self.account}, which owns the trail, is not in this scan`);
      },
    }),
    /** The service-linked role by which CloudTrail sees an organisation; asked for an organisation's trail only. */
    serviceRole: one(
      role,
      fromFact<TrailConfiguration>('configuration', ({ isOrganization }, { id, account }) =>
        isOrganization
          ? `arn:${parseArn(id)?.partition ?? 'aws'}:iam::${account}:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail`
          : undefined,
      ),
    ),
    /** All trails that the owning account sees, this one included. */
    siblings: many('self', {
      fromAccount: ['trailArns'],
      target: ({ self, accountFact }) =>
        (accountFact('trailArns') as readonly string[] | undefined) ??
        new Unknown('other-account', `account ${self.account}, which owns the trail, is not in this scan`),
    }),
  },
});
