import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import type { Lab } from '../index.ts';
import { createTrailBucket } from './bucket.ts';
import { type Clients, labClients } from './clients.ts';
import { logRolePolicy, logRoleTrust, trailBucketPolicy, trailKeyPolicy, trailTopicPolicy } from './policies.ts';
import {
  ageTrail,
  createLogGroup,
  createLogRole,
  createTopic,
  createTrail,
  createTrailKey,
  setAccountPublicAccess,
  trailArn,
} from './steps.ts';

export interface MadeUpOrganisation {
  readonly id: string;
  readonly management: string;
  readonly logArchive: string;
  readonly members: { readonly payments: string; readonly sandbox: string };
  /** The organisation's trail: its bucket and key are in the log archive. */
  readonly trail: string;
  readonly bucket: string;
  readonly key: string;
  /** A trail of the sandbox's own, stopped. */
  readonly sandboxTrail: string;
}

async function createMember({ organizations }: Clients, name: string): Promise<string> {
  const email = `${name.toLowerCase().replaceAll(' ', '-')}@example.com`;
  const made = await organizations.send(new CreateAccountCommand({ AccountName: name, Email: email }));
  return made.CreateAccountStatus?.AccountId ?? '';
}

/** The trail of the whole organisation, in the management account. */
async function organisationTrail(
  lab: Lab,
  owner: Clients,
  archive: Clients,
  id: string,
): Promise<Pick<MadeUpOrganisation, 'trail' | 'bucket' | 'key'>> {
  const { account, region } = owner;
  const sourceArn = trailArn(owner, 'organisation');
  const name = `org-trail-${archive.account}`;
  const policy = trailBucketPolicy({ bucket: name, accounts: [account], sourceArn, organizationId: id });
  const bucket = await createTrailBucket(archive, { name, policy });
  const keyPolicy = trailKeyPolicy({ account: archive.account, trailAccount: account, sourceArn, readers: [account] });
  const key = await createTrailKey(archive, { policy: keyPolicy, alias: 'alias/org-trail' });
  const groupName = 'aws-cloudtrail-logs/organisation';
  const logGroup = await createLogGroup(owner, { name: groupName });
  const role = await createLogRole(owner, {
    name: 'organisation-trail-logs',
    trust: logRoleTrust(sourceArn),
    policy: logRolePolicy({ account, region, logGroup: groupName, organizationId: id }),
  });
  const topic = await createTopic(owner, {
    name: 'organisation-trail',
    policy: (arn) => trailTopicPolicy(arn, sourceArn),
    subscribers: [{ protocol: 'https', endpoint: 'https://siem.example.com/cloudtrail' }],
  });
  const trail = await createTrail(owner, {
    name: 'organisation',
    bucket,
    IsMultiRegionTrail: true,
    IsOrganizationTrail: true,
    EnableLogFileValidation: true,
    KmsKeyId: key,
    CloudWatchLogsLogGroupArn: logGroup,
    CloudWatchLogsRoleArn: role,
    SnsTopicName: topic,
    insights: ['ApiCallRateInsight', 'ApiErrorRateInsight'],
  });
  ageTrail(lab, trail, 400);
  return { trail, bucket, key };
}

/** What a person left behind in the sandbox: a single-region trail to a bare bucket, stopped. */
async function sandboxTrail(clients: Clients): Promise<string> {
  const name = `sandbox-trail-${clients.account}`;
  const sourceArn = trailArn(clients, 'experiment');
  const policy = trailBucketPolicy({ bucket: name, accounts: [clients.account], sourceArn });
  await createTrailBucket(clients, {
    name,
    policy,
    versioning: null,
    objectLock: null,
    accessLog: null,
    blockPublicAccess: null,
  });
  const trail = await createTrail(clients, { name: 'experiment', bucket: name });
  await clients.cloudtrail.send(new StopLoggingCommand({ Name: 'experiment' }));
  return trail;
}

/**
 * Management, log archive and two members. The organisation's trail is sound, but in the sandbox its notifications are
 * refused, which only that account's own status tells.
 */
export async function madeUpOrganisation(lab: Lab, management = '123456789012'): Promise<MadeUpOrganisation> {
  const owner = labClients(lab, management);
  const made = await owner.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const id = made.Organization?.Id ?? '';
  const ServicePrincipal = 'cloudtrail.amazonaws.com';
  await owner.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  const logArchive = await createMember(owner, 'Log Archive');
  const payments = await createMember(owner, 'Payments');
  const sandbox = await createMember(owner, 'Sandbox');
  await owner.organizations.send(
    new RegisterDelegatedAdministratorCommand({ AccountId: logArchive, ServicePrincipal }),
  );
  for (const account of [management, logArchive, payments]) {
    await setAccountPublicAccess(labClients(lab, account), true);
  }
  const shared = await organisationTrail(lab, owner, labClients(lab, logArchive), id);
  lab.status.set({
    trail: shared.trail,
    account: sandbox,
    values: { LatestNotificationError: 'AuthorizationError', LatestNotificationTime: null },
  });
  const own = await sandboxTrail(labClients(lab, sandbox, 'eu-west-1'));
  return { id, management, logArchive, members: { payments, sandbox }, ...shared, sandboxTrail: own };
}
