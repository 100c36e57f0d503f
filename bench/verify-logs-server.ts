import { createBuckets } from '../lab/digest-maker/bucket.ts';
import { cloudTrailOf } from '../lab/digest-maker/cloud-trail.ts';
import { createSigningKey } from '../lab/digest-maker/key.ts';
import { startEndpoint } from './s3-endpoint.ts';
import { publishedSizes } from './support/log-sizes.ts';
import { alike, fill, makeBodies } from './verify-logs.ts';

/** The endpoint of the benchmark, in a process of its own. Arguments: name of the data, latency in milliseconds. */

const [, , data = 'published', latency = '0'] = process.argv;
const buckets = createBuckets();
const key = createSigningKey();
const homeRegion = 'eu-west-1';
const twenty = Array.from({ length: 20 }, (_, index) => `eu-test-${index + 1}`);
const spread = /^20regions-(\d+)$/.exec(data);
const regions = spread === null ? [homeRegion] : [homeRegion, ...twenty.slice(1)];

if (spread === null) {
  // Those of a busy account have about 15 kB compressed.
  fill(buckets, key, homeRegion, 102, 20, makeBodies(data === 'busy' ? alike(200, 130_000) : publishedSizes(400)));
} else {
  const perHour = Math.ceil(Number(spread[1]) / 20 / 24);
  const bodies = makeBodies(alike(100, 20_000));
  for (const region of regions) {
    fill(buckets, key, region, 26, perHour, bodies);
  }
}

const begin = Date.parse('2026-11-15T00:00:00Z');
const answers = cloudTrailOf({
  buckets,
  keys: [key],
  writer: {
    buckets,
    bucket: 'trail-bucket',
    account: '111122223333',
    region: homeRegion,
    trail: 'audit',
    homeRegion,
    key,
    logsPerHour: 0,
  },
  chain: [],
  from: 0,
  to: 0,
  now: 0,
  status: { isLogging: true, startLoggingTime: begin, latestDigestDeliveryTime: begin + 200 * 3_600_000 },
  events: [],
  validation: true,
  allowBuckets: [],
  shared: false,
  members: undefined,
  fault: () => undefined,
});
const endpoint = await startEndpoint({
  buckets,
  latency: Number(latency),
  regions,
  region: () => homeRegion,
  cloudTrail: (operation, input, region) => {
    const answer = answers(operation, input, region) as { trailList?: { IsMultiRegionTrail: boolean }[] } | undefined;
    for (const trail of answer?.trailList ?? []) {
      trail.IsMultiRegionTrail = regions.length > 1;
    }
    return answer;
  },
});
console.log(endpoint.url);
