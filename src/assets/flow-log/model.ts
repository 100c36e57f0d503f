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
  /** Told where the log group was named by its ARN: it may be one of another account. */
  logGroupArn: z.string().optional(),
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
      fromFact<FlowLogConfiguration>('configuration', (to, { account, region }) => {
        if (to.destinationType !== 'cloud-watch-logs') return undefined;
        if (to.logGroupArn !== undefined) return to.logGroupArn;
        if (to.logGroupName === undefined) return undefined;
        return `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${to.logGroupName}`;
      }),
    ),
  },
});
