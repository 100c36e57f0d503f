import { parseArn, resourceName } from '#src/domain/aws/arn.ts';
import { createKeySource } from '#src/verify/aws/keys.ts';
import { createTrailDirectory } from '#src/verify/aws/trails.ts';
import { readKeyFiles } from '#src/verify/keys.ts';
import type { ObjectStore, TrailTarget } from '#src/verify/ports.ts';
import { createS3Store } from '#src/verify/s3/store.ts';
import type { VerifyLogsOptions } from '../../declare/verify.ts';
import { openCaller } from './open-caller.ts';
import type { Opened } from './opened.ts';

/** The trails of the accounts, or a place in a bucket. @throws UserError */
export async function openAws(options: VerifyLogsOptions, now: number): Promise<Opened> {
  const { caller, sessions, refused, settings } = await openCaller(options);
  const { s3Endpoint, useFipsEndpoint, useDualstackEndpoint, caBundle } = settings;
  const stores = new Map<number, ObjectStore>();
  const storeOf = (target: TrailTarget): ObjectStore => {
    const known = stores.get(target.session);
    if (known !== undefined) {
      return known;
    }
    const session = sessions[target.session] ?? sessions[0];
    const store = createS3Store({
      place: {
        kind: 's3',
        id: String(target.session),
        region: session?.region ?? 'us-east-1',
        endpoint: s3Endpoint,
        useFipsEndpoint,
        useDualstackEndpoint,
        caBundle,
        sockets: 48,
        timeout: 30_000,
      },
      credentials: async () => await session?.credentials(),
      proxy: process.env,
    });
    stores.set(target.session, store);
    return store;
  };
  const aws = { sessions, caller, regions: options.region, now };
  const source = options.publicKeys === undefined ? createKeySource(aws) : readKeyFiles(options.publicKeys);
  const live = createTrailDirectory(aws);
  const { bucket } = options;
  const directory =
    bucket === undefined
      ? {
          ...live,
          trails: async () => {
            const found = await live.trails();
            const closed = [...refused].map(([account, { detail }]) => ({ account, region: '*', detail }));
            return { targets: found.targets, problems: [...found.problems, ...closed] };
          },
        }
      : {
          ...live,
          accounts: undefined,
          trails: async () => ({ targets: placesOf(options, bucket), problems: [] }),
        };
  return {
    ports: { directory, store: storeOf, keys: () => source },
    close() {
      caller.close();
      for (const store of stores.values()) {
        store.close();
      }
    },
  };
}

/** Trails named by their place: what CloudTrail knows of them is not asked, for they may be gone. */
function placesOf(options: VerifyLogsOptions, bucket: string): readonly TrailTarget[] {
  const prefix = (options.prefix ?? '').replace(/\/$/, '');
  const place = { bucket, prefix, status: new Map(), session: 0 };
  const arns = (options.trail ?? []).filter((trail) => trail.startsWith('arn:'));
  if (arns.length === 0) {
    return [place];
  }
  return arns.map((arn) => {
    const { region: homeRegion, account } = parseArn(arn) ?? {};
    return { ...place, arn, homeRegion, account, name: resourceName(arn) };
  });
}
