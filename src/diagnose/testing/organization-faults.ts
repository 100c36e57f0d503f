import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DetachPolicyCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import type { Lab, StatusValues } from '#lab/index.ts';
import {
  type Clients,
  createLogGroup,
  createLogRole,
  labClients,
  logRolePolicy,
  logRoleTrust,
  type MadeUpOrganisation,
  putBucketPolicy,
  trailBucketPolicy,
} from '#lab/scenarios/index.ts';
import { UpdateTrailCommand } from '@aws-sdk/client-cloudtrail';

/** The made-up organisation of the lab: its trail writes to a bucket and with a key of the log archive. */
export interface OrganizationStage {
  readonly lab: Lab;
  readonly made: MadeUpOrganisation;
  readonly owner: Clients;
  readonly archive: Clients;
}

export interface OrganizationFault {
  readonly cause: string;
  readonly reports?: StatusValues;
  readonly statement?: string;
  /** Makes it and answers what mends it. */
  readonly make: (stage: OrganizationStage) => Promise<() => Promise<unknown>>;
}

const ServicePrincipal = 'cloudtrail.amazonaws.com';
const strangers = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };

async function attach(
  { owner, archive }: OrganizationStage,
  Type: PolicyType,
  statement: object,
): Promise<() => Promise<unknown>> {
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Fence', Effect: 'Deny', ...statement }],
  });
  const { Policy } = await owner.organizations.send(
    new CreatePolicyCommand({ Name: `Fence-${Content.length}`, Description: 'fence', Type, Content }),
  );
  const link = { PolicyId: Policy?.PolicySummary?.Id ?? '', TargetId: archive.account };
  await owner.organizations.send(new AttachPolicyCommand(link));
  return () => owner.organizations.send(new DetachPolicyCommand(link));
}

/** The delegated administrator keeps log group and role of the trail, where the organisation's policies bind them. */
export async function delegateLogs({ made, owner, archive }: OrganizationStage): Promise<void> {
  const { account, region } = archive;
  const logGroup = await createLogGroup(archive, { name: 'organisation' });
  const policy = logRolePolicy({ account, region, logGroup: 'organisation', organizationId: made.id });
  const streams = JSON.parse(
    JSON.stringify(policy).replaceAll(`${account}_CloudTrail`, `${owner.account}_CloudTrail`),
  ) as typeof policy;
  const role = await createLogRole(archive, {
    name: 'organisation-logs',
    trust: logRoleTrust(made.trail),
    policy: streams,
  });
  await owner.cloudtrail.send(
    new UpdateTrailCommand({ Name: made.trail, CloudWatchLogsLogGroupArn: logGroup, CloudWatchLogsRoleArn: role }),
  );
}

/** moto writes the name of the service-linked role in another case than AWS, so it is made by hand. */
export const linkedRole = ({ owner }: OrganizationStage): Promise<unknown> =>
  owner.iam.send(
    new CreateRoleCommand({
      RoleName: 'AWSServiceRoleForCloudTrail',
      Path: `/aws-service-role/${ServicePrincipal}/`,
      AssumeRolePolicyDocument: JSON.stringify(logRoleTrust(null)),
    }),
  );

export const organizationFaults: readonly OrganizationFault[] = [
  {
    cause: 'S3-ORG-PATH',
    statement: 'AWSCloudTrailWrite20150319',
    async make({ made, archive, owner }) {
      const options = {
        bucket: made.bucket,
        accounts: [owner.account],
        sourceArn: made.trail,
        organizationId: made.id,
      };
      await putBucketPolicy(archive, made.bucket, trailBucketPolicy({ ...options, leaveOut: ['organization-write'] }));
      return () => putBucketPolicy(archive, made.bucket, trailBucketPolicy(options));
    },
  },
  {
    cause: 'S3-RCP',
    statement: 'Fence',
    make: (stage) =>
      attach(stage, 'RESOURCE_CONTROL_POLICY', { Principal: '*', Action: 's3:*', Resource: '*', Condition: strangers }),
  },
  {
    cause: 'KMS-RCP',
    statement: 'Fence',
    make: (stage) =>
      attach(stage, 'RESOURCE_CONTROL_POLICY', {
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: strangers,
      }),
  },
  {
    cause: 'CWL-RCP',
    statement: 'Fence',
    make: (stage) =>
      attach(stage, 'RESOURCE_CONTROL_POLICY', {
        Principal: '*',
        Action: 'sts:AssumeRole',
        Resource: '*',
        Condition: strangers,
      }),
  },
  {
    cause: 'CWL-SCP',
    statement: 'Fence',
    reports: { LatestCloudWatchLogsDeliveryError: 'AccessDenied' },
    make: (stage) => attach(stage, 'SERVICE_CONTROL_POLICY', { Action: 'logs:PutLogEvents', Resource: '*' }),
  },
  {
    cause: 'ORG-TRUST',
    async make({ owner }) {
      await owner.organizations.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
      return () => owner.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    },
  },
  {
    cause: 'ORG-SLR',
    reports: { LatestDeliveryError: 'NoManagementAccountSLRExistsException' },
    async make(stage) {
      await stage.owner.iam.send(new DeleteRoleCommand({ RoleName: 'AWSServiceRoleForCloudTrail' }));
      return () => linkedRole(stage);
    },
  },
];

export const archiveOf = (lab: Lab, made: MadeUpOrganisation): Clients => labClients(lab, made.logArchive);
