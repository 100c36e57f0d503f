import { type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { isDelegated, organizationOf } from '../organization.ts';
import { checkBucket, checkLogGroup, partitionOf, resolveKey, resolveTopic } from './destinations.ts';
import { findOwnTrail, findTrail, visibleTrails } from './find.ts';
import type { Trail } from './state.ts';
import { setTags } from './tags.ts';
import { wire } from '../wire.ts';

const MAXIMUM_TRAILS = 5;

/** The trail as AWS writes it: only what is set. */
export function trailView(trail: Trail): Record<string, unknown> {
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    ...(trail.prefix === undefined ? {} : { S3KeyPrefix: trail.prefix }),
    ...(trail.topicArn === undefined
      ? {}
      : { SnsTopicName: trail.topicArn.split(':').at(-1), SnsTopicARN: trail.topicArn }),
    IncludeGlobalServiceEvents: trail.includeGlobalServiceEvents,
    IsMultiRegionTrail: trail.isMultiRegion,
    HomeRegion: trail.homeRegion,
    TrailARN: trail.arn,
    LogFileValidationEnabled: trail.validation,
    ...(trail.logGroupArn === undefined ? {} : { CloudWatchLogsLogGroupArn: trail.logGroupArn }),
    ...(trail.logRoleArn === undefined ? {} : { CloudWatchLogsRoleArn: trail.logRoleArn }),
    ...(trail.keyArn === undefined ? {} : { KmsKeyId: trail.keyArn }),
    HasCustomEventSelectors: trail.eventSelectors !== undefined || trail.advancedEventSelectors !== undefined,
    HasInsightSelectors: trail.insightSelectors.length > 0,
    IsOrganizationTrail: trail.isOrganization,
  };
}

function checkName(name: string): void {
  if (/^[0-9a-zA-Z][-._0-9a-zA-Z]{1,126}[0-9a-zA-Z]$/.test(name) && !/[-._]{2}/.test(name)) return;
  throw new AwsError(
    'InvalidTrailNameException',
    `Trail name ${name} is not valid: 3 to 128 letters, digits, periods, underscores or dashes.`,
  );
}

/** The account that owns what the caller makes: the management account for an organisation's trail. */
async function ownerOf(call: Call, context: Context, isOrganization: boolean): Promise<string> {
  if (!isOrganization) return call.account;
  const organization = await organizationOf(context, call.account);
  if (organization === undefined)
    throw new AwsError('OrganizationsNotInUseException', 'The account is not in an organization.');
  const mayWrite =
    organization.managementAccount === call.account || isDelegated(context, call.account, 'cloudtrail.amazonaws.com');
  if (!mayWrite)
    throw new AwsError('NotOrganizationMasterAccountException', 'The account is not the management account.');
  return organization.managementAccount;
}

/** A parameter of an update: undefined leaves the value, an empty text clears it. */
async function destination(
  current: string | undefined,
  wanted: string | undefined,
  resolve: (value: string) => Promise<string> | string,
): Promise<string | undefined> {
  if (wanted === undefined) return current;
  return wanted === '' ? undefined : await resolve(wanted);
}

const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise);

/** Checks what the call asks for against what exists, then sets it; nothing is changed when it throws. */
async function applySettings(trail: Trail, call: Call, context: Context): Promise<void> {
  const bucket = text(call, 'S3BucketName');
  if (bucket !== undefined) await checkBucket(call, context, bucket);
  const isMultiRegion = flag(call.params['IsMultiRegionTrail'], trail.isMultiRegion);
  const includeGlobal = flag(call.params['IncludeGlobalServiceEvents'], trail.includeGlobalServiceEvents);
  if (isMultiRegion && !includeGlobal) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'Multi-Region trail must include global service events.',
    );
  }
  const topicArn = await destination(trail.topicArn, text(call, 'SnsTopicName'), (topic) =>
    resolveTopic(call, context, topic),
  );
  const keyArn = await destination(trail.keyArn, text(call, 'KmsKeyId'), (key) => resolveKey(call, context, key));
  const logGroupArn = await destination(trail.logGroupArn, text(call, 'CloudWatchLogsLogGroupArn'), (arn) => arn);
  const logRoleArn = await destination(trail.logRoleArn, text(call, 'CloudWatchLogsRoleArn'), (arn) => arn);
  const prefix = await destination(trail.prefix, text(call, 'S3KeyPrefix'), (value) => value);
  if (logGroupArn !== undefined && logRoleArn === undefined) {
    throw new AwsError('InvalidCloudWatchLogsRoleArnException', 'You must specify a role ARN as well as a log group.');
  }
  if (logGroupArn !== undefined && logGroupArn !== trail.logGroupArn) await checkLogGroup(context, logGroupArn);
  const validation = flag(call.params['EnableLogFileValidation'], trail.validation);
  const isOrganization = flag(call.params['IsOrganizationTrail'], trail.isOrganization);
  trail.bucket = bucket ?? trail.bucket;
  Object.assign(trail, {
    prefix,
    topicArn,
    keyArn,
    logGroupArn,
    logRoleArn,
    isMultiRegion,
    validation,
    isOrganization,
  });
  trail.includeGlobalServiceEvents = includeGlobal;
}

function writeView(trail: Trail): Record<string, unknown> {
  // Writes do not tell the home region or the selectors.
  const {
    HomeRegion: _home,
    HasCustomEventSelectors: _custom,
    HasInsightSelectors: _insights,
    ...view
  } = trailView(trail);
  return view;
}

export const createTrail: Handler = async (call, context) => {
  const name = text(call, 'Name') ?? '';
  checkName(name);
  const { trails } = context.state.cloudtrail;
  const account = await ownerOf(call, context, call.params['IsOrganizationTrail'] === true);
  const arn = `arn:${partitionOf(call.region)}:cloudtrail:${call.region}:${account}:trail/${name}`;
  if (trails.has(arn)) {
    throw new AwsError('TrailAlreadyExistsException', `Trail ${name} already exists for customer: ${account}`);
  }
  const own = [...trails.values()].filter((trail) => trail.account === account);
  const here = own.filter((trail) => trail.isMultiRegion || trail.homeRegion === call.region);
  if (here.length >= MAXIMUM_TRAILS) {
    throw new AwsError(
      'MaximumNumberOfTrailsExceededException',
      `User: ${account} already has ${here.length} trails in ${call.region}.`,
    );
  }
  const trail: Trail = {
    name,
    arn,
    account,
    homeRegion: call.region,
    bucket: '',
    includeGlobalServiceEvents: true,
    isMultiRegion: false,
    isOrganization: false,
    validation: false,
    logging: false,
    insightSelectors: [],
    eventConfiguration: {},
  };
  await applySettings(trail, call, context);
  trails.set(arn, trail);
  setTags(context, arn, call.params['TagsList']);
  return jsonAnswer(writeView(trail));
};

export const updateTrail: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context);
  await applySettings(trail, call, context);
  return jsonAnswer(writeView(trail));
};

export const deleteTrail: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context);
  context.state.cloudtrail.trails.delete(trail.arn);
  context.state.cloudtrail.tags.delete(trail.arn);
  return jsonAnswer({});
};

export const startLogging: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context);
  if (!trail.logging) trail.startedAt = context.now();
  trail.logging = true;
  return jsonAnswer({});
};

export const stopLogging: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context);
  if (trail.logging) trail.stoppedAt = context.now();
  trail.logging = false;
  return jsonAnswer({});
};

export const describeTrails: Handler = async (call, context) => {
  const names = wire<string[]>(call.params['trailNameList'] ?? []);
  const seen = await visibleTrails(call, context, flag(call.params['includeShadowTrails'], true));
  const isHome = (trail: Trail): boolean => trail.homeRegion === call.region && trail.account === call.account;
  const wanted = (trail: Trail): boolean =>
    names.length === 0 || names.includes(trail.arn) || (isHome(trail) && names.includes(trail.name));
  return jsonAnswer({ trailList: seen.filter(wanted).map(trailView) });
};

export const getTrail: Handler = async (call, context) => {
  return jsonAnswer({ Trail: trailView(await findTrail(call, context)) });
};

export const listTrails: Handler = async (call, context) => {
  const seen: Trail[] = [];
  for (const trail of context.state.cloudtrail.trails.values()) {
    if (trail.account === call.account) seen.push(trail);
    else if (trail.isOrganization && (await organizationOf(context, call.account))?.managementAccount === trail.account)
      seen.push(trail);
  }
  return jsonAnswer({
    Trails: seen.map(({ arn, name, homeRegion }) => ({ TrailARN: arn, Name: name, HomeRegion: homeRegion })),
  });
};
