import { Buffer } from 'node:buffer';
import type { World } from './world.ts';

/** CloudTrail's answers about the trail of a world, for an endpoint that speaks its protocol. Keys come in two pages. */
export function cloudTrailOf(
  world: World,
): (operation: string, input: Record<string, unknown>, region: string) => unknown {
  const { writer } = world;
  const arn = `arn:aws:cloudtrail:${writer.homeRegion}:${world.owner ?? writer.account}:trail/${writer.trail}`;
  const seconds = (time: number | undefined): number | undefined => (time === undefined ? undefined : time / 1000);
  return (operation, input, region) => {
    switch (operation) {
      case 'DescribeTrails':
        return region === writer.homeRegion
          ? {
              trailList: [
                {
                  Name: writer.trail,
                  TrailARN: arn,
                  S3BucketName: writer.bucket,
                  S3KeyPrefix: writer.prefix,
                  HomeRegion: writer.homeRegion,
                  IsMultiRegionTrail: false,
                  IncludeGlobalServiceEvents: false,
                  LogFileValidationEnabled: world.validation,
                  IsOrganizationTrail: writer.organization !== undefined,
                },
              ],
            }
          : { trailList: [] };
      case 'GetTrailStatus':
        return {
          IsLogging: world.status.isLogging ?? true,
          StartLoggingTime: seconds(world.status.startLoggingTime),
          StopLoggingTime: seconds(world.status.stopLoggingTime),
          LatestDigestDeliveryTime: seconds(world.status.latestDigestDeliveryTime),
          LatestDigestDeliveryError: world.status.latestDigestDeliveryError,
        };
      case 'ListPublicKeys': {
        const page = input['NextToken'] === undefined ? 0 : Number(input['NextToken']);
        const key = world.keys[page];
        return {
          PublicKeyList:
            key === undefined
              ? []
              : [
                  {
                    Value: Buffer.from(key.der).toString('base64'),
                    Fingerprint: key.fingerprint,
                    ValidityStartTime: 0,
                    ValidityEndTime: 4_000_000_000,
                  },
                ],
          ...(page + 1 < world.keys.length ? { NextToken: String(page + 1) } : {}),
        };
      }
      case 'LookupEvents':
        return {
          Events: (world.events ?? [])
            .filter(({ name }) => JSON.stringify(input['LookupAttributes']).includes(`"${name}"`))
            .map((event) => ({
              EventTime: event.time / 1000,
              EventName: event.name,
              Username: event.by,
              CloudTrailEvent: JSON.stringify({
                requestParameters: { name: arn, enableLogFileValidation: event.validation },
              }),
            })),
        };
      case 'DescribeOrganization':
        return { Organization: { Id: writer.organization } };
      default:
        return undefined;
    }
  };
}
