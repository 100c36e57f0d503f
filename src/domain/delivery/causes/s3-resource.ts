import { remembered } from '../../../core/remember.ts';
import { bucketArn } from '../../aws/arn.ts';
import { decide } from '../../policy/decide.ts';
import { parsePolicyDocument } from '../../policy/parse.ts';
import type { ElementTrace } from '../../policy/trace.ts';
import type { CauseDefinition, Found } from '../cause.ts';
import { gapFound, type NamedCheck } from '../explain.ts';
import { logRoot } from '../log-prefix.ts';
import { organizationId } from '../requests.ts';
import { bucketChecks } from '../s3-checks.ts';
import type { Site } from '../site.ts';
import { isPut } from './s3-statements.ts';

type Reason = 'prefix' | 'account' | 'organisation';

/** A policy that lets anybody write to the resources of a JSON list. The sites of all trails ask about the same few. */
const writableBy = remembered((resources) => {
  const Statement = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: JSON.parse(resources) as unknown,
  };
  return parsePolicyDocument({ Version: '2012-10-17', Statement });
}, 1_000);

/** Would these resources cover the object if they named something else in place of an account? */
function covers(resources: readonly string[], resource: string): boolean {
  const policy = writableBy(JSON.stringify(resources));
  const request = { action: 's3:PutObject', resource, principal: { type: 'anonymous' }, context: {} } as const;
  return decide(policy, request) === 'allow';
}

/** What is wrong with the resources of the statement that was meant for this. */
function reasonFor(site: Site, expected: readonly string[], wanted: string): Reason {
  const { isOrganization } = site.trail.configuration;
  const replaced = (by: string) => expected.map((text) => text.replace(/(\/AWSLogs\/)\d{12}(?=\/)/, `$1${by}`));
  if (isOrganization) {
    const id = organizationId(site.trail);
    const own = expected.map((text) => text.replace(/(\/AWSLogs\/)(?:\d{12}|o-[a-z0-9]+)(?=\/)/, `$1${id}`));
    const withAccount = own.map((text) =>
      text.replace(new RegExp(`(/AWSLogs/${id}/)\\d{12}(?=/)`), `$1${site.account}`),
    );
    return covers(own, wanted) ? 'organisation' : covers(withAccount, wanted) ? 'account' : 'prefix';
  }
  return covers(replaced(site.account), wanted) ? 'account' : 'prefix';
}

function find(site: Site, reason: Reason): Found[] {
  const { trail, partition, account } = site;
  const { bucketName, isOrganization } = trail.configuration;
  const root = `${bucketArn(partition, bucketName)}/${logRoot(trail.configuration)}`;
  const target = (): string => `${root}${isOrganization ? organizationId(trail) : account}/*`;
  // Asked for each of the three reasons.
  const reasonOf = ({ expected }: ElementTrace, { request }: NamedCheck): Reason => {
    const wanted = request.resource as string;
    return site.once(`why not ${wanted} by ${expected.join(' ')}`, () => reasonFor(site, expected, wanted));
  };
  return gapFound(
    bucketChecks(site).filter(isPut),
    ({ part }, check) => part.kind === 'resource' && reasonOf(part.trace, check) === reason,
    target,
  );
}

const common = {
  area: 'S3',
  channels: ['s3', 'digest'],
  symptoms: ['AccessDenied', 'InsufficientS3BucketPolicyException'],
  confidence: 'certain',
  blocks: true,
} as const;

export const wrongPrefix: CauseDefinition = {
  ...common,
  id: 'S3-WRONG-PREFIX',
  title: 'The bucket policy lets CloudTrail write elsewhere in the bucket than the trail does',
  repair: "Make the statement's Resource the trail's own prefix: [prefix/]AWSLogs/ACCOUNT/*.",
  find: (site) => find(site, 'prefix'),
};

export const wrongAccount: CauseDefinition = {
  ...common,
  id: 'S3-WRONG-ACCOUNT',
  title: 'The bucket policy lets CloudTrail write for other accounts only',
  repair: "Add the path of the account whose events are refused to the statement's Resource.",
  find: (site) => find(site, 'account'),
};

export const organizationPath: CauseDefinition = {
  ...common,
  id: 'S3-ORG-PATH',
  title: "The bucket policy does not cover the organisation's path",
  repair:
    'Add the statement AWSCloudTrailOrganizationWrite20150319 for AWSLogs/ORGANISATION/*, and keep the one of the management account.',
  find: (site) => find(site, 'organisation'),
};
