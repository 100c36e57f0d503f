import { z } from 'zod';
import { defineAssetKind, fromFact, one } from '#src/core/asset.ts';
import { partitionOf } from '#src/domain/aws/partition.ts';
import { logGroup } from '../log-group/model.ts';

const configuration = z.object({
  flowLogId: z.string(),
  /** The VPC, subnet or interface that is watched. */
  resourceId: z.string(),
  /** `ACCEPT`, `REJECT`, `ALL` */
  trafficType: z.string(),
  /** `ACTIVE` */
  status: z.string(),
  /** `SUCCESS`, `FAILED` */
  deliverStatus: z.string().optional(),
  deliverError: z.string().optional(),
  /** `cloud-watch-logs`, `s3`, `kinesis-data-firehose` */
  destinationType: z.string(),
  logGroupName: z.string().optional(),
  /** The columns: `${version} ${account-id} ...` */
  format: z.string(),
});
export type FlowLogConfiguration = z.output<typeof configuration>;

export const flowLog = defineAssetKind({
  name: 'AWS::EC2::FlowLog',
  title: 'VPC flow log',
  facts: { configuration },
  links: {
    logGroup: one(
      logGroup,
      fromFact<FlowLogConfiguration>('configuration', ({ logGroupName, destinationType }, { account, region }) =>
        logGroupName === undefined || destinationType !== 'cloud-watch-logs'
          ? undefined
          : `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${logGroupName}`,
      ),
    ),
  },
});
