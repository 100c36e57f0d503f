import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createAddressing } from './address.ts';

const REGIONS = ['us-east-1', 'eu-central-2', 'us-gov-west-1', 'cn-north-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1']; // prettier-ignore
const VARIANTS = [false, true].flatMap((fips) => [false, true].map((dualstack) => ({ fips, dualstack })));
/** The SDK knows of no such endpoints there, and refuses. */
const MISSING = /FIPS.*(cn|iso)|dualstack.*iso/i;

const cases = REGIONS.flatMap((region) => VARIANTS.map((variant) => ({ region, ...variant }))).filter(
  ({ region, fips, dualstack }) => !MISSING.test(`${fips ? 'fips ' : ''}${dualstack ? 'dualstack ' : ''}${region}`),
);

test.each(cases)(
  '$region, FIPS $fips, dual-stack $dualstack: as the SDK addresses it',
  ({ region, fips, dualstack }) => {
    const addressOf = createAddressing({ useFipsEndpoint: fips, useDualstackEndpoint: dualstack });
    const { endpointProvider } = new S3Client({ region }).config;
    for (const Bucket of ['logs-of-ours', 'logs.of.ours']) {
      const ForcePathStyle = Bucket.includes('.');
      const { url } = endpointProvider({ Region: region, Bucket, UseFIPS: fips, UseDualStack: dualstack, ForcePathStyle, Accelerate: false, UseGlobalEndpoint: false, DisableMultiRegionAccessPoints: false }); // prettier-ignore
      const { host, path } = addressOf(Bucket, region, 'a key/1');
      expect(`https://${host}${path}`).toBe(`${url.href.replace(/\/$/, '')}/a%20key/1`);
    }
  },
);

test('an endpoint of one’s own has all buckets, by path', () => {
  const addressOf = createAddressing({ endpoint: 'http://localhost:4566/aws/' });
  expect(addressOf('logs', 'eu-west-1', 'a+b')).toEqual({ host: 'localhost:4566', hostname: 'localhost', port: '4566', path: '/aws/logs/a%2Bb' }); // prettier-ignore
});
