import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Lab } from '../index.ts';
import { brokenAccount } from './broken-account.ts';
import { createTrailBucket } from './bucket.ts';
import { type Clients, labClients } from './clients.ts';
import { healthyAccount } from './healthy-account.ts';
import { madeUpOrganisation } from './made-up-organisation.ts';
import { trailBucketPolicy } from './policies.ts';
import { ageTrail, createTopic, createTrail, trailArn } from './steps.ts';

export interface ExampleOrganisation {
  readonly management: string;
  /** All accounts that the example's scan covers. */
  readonly accounts: readonly string[];
}

const HOUR = 60 * 60 * 1000;

/** A trail whose key prefix was changed, but not the bucket policy: AWS reports the refusal. */
async function renamedPrefix(lab: Lab, clients: Clients): Promise<void> {
  const { account } = clients;
  const name = `payments-audit-${account}`;
  const sourceArn = trailArn(clients, 'payments');
  await createTrailBucket(clients, {
    name,
    policy: trailBucketPolicy({ bucket: name, accounts: [account], sourceArn, prefix: 'audit' }),
  });
  const trail = await createTrail(clients, {
    name: 'payments',
    bucket: name,
    S3KeyPrefix: 'audit-2026',
    EnableLogFileValidation: true,
    eventSelectors: [
      {
        ReadWriteType: 'WriteOnly',
        IncludeManagementEvents: true,
        DataResources: [{ Type: 'AWS::S3::Object', Values: [`arn:aws:s3:::payments-invoices-${account}/`] }],
      },
    ],
  });
  ageTrail(lab, trail, 200);
  const LatestDeliveryTime = new Date(lab.now().getTime() - 60 * HOUR);
  lab.status.set({
    trail,
    values: {
      LatestDeliveryError: 'AccessDenied',
      LatestDeliveryTime,
      LatestDigestDeliveryError: 'AccessDenied',
      LatestDigestDeliveryTime: LatestDeliveryTime,
    },
  });
}

/** A trail whose topic has lost its policy since the last notification: nothing failed yet, the next one will. */
async function topicWithoutPolicy(lab: Lab, clients: Clients): Promise<void> {
  const { account } = clients;
  const name = `payments-releases-${account}`;
  const sourceArn = trailArn(clients, 'releases');
  await createTrailBucket(clients, {
    name,
    policy: trailBucketPolicy({ bucket: name, accounts: [account], sourceArn }),
  });
  const topic = await createTopic(clients, {
    name: 'releases',
    subscribers: [{ protocol: 'sqs', endpoint: `arn:aws:sqs:eu-west-1:${account}:releases` }],
  });
  const trail = await createTrail(clients, {
    name: 'releases',
    bucket: name,
    EnableLogFileValidation: true,
    SnsTopicName: topic,
  });
  ageTrail(lab, trail, 30);
}

/** Two of the CIS alarms: one that works, one whose filter is narrowed to a single address. */
async function someAlarms(clients: Clients, logGroupName: string): Promise<void> {
  const topic = await createTopic(clients, {
    name: 'security-alarms',
    subscribers: [{ protocol: 'sqs', endpoint: `arn:aws:sqs:us-east-1:${clients.account}:security-alarms` }],
  });
  const add = async (metricName: string, filterPattern: string): Promise<void> => {
    await clients.logs.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName: metricName,
        filterPattern,
        metricTransformations: [{ metricName, metricNamespace: 'CISBenchmark', metricValue: '1' }],
      }),
    );
    await clients.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: metricName,
        Namespace: 'CISBenchmark',
        MetricName: metricName,
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [topic],
      }),
    );
  };
  await add(
    'RootUsage',
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  );
  await add(
    'CloudTrailChanges',
    '{ ($.sourceIPAddress = "198.51.100.7") && (($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging)) }',
  );
}

/**
 * What `examples/organization.snapshot` is made of: an organisation with a sound trail and members with trails of their
 * own, an acquired company whose account is exemplary, a legacy account where everything is wrong, and one region of
 * one account whose answers were all denied.
 */
export async function exampleOrganisation(lab: Lab): Promise<ExampleOrganisation> {
  const organisation = await madeUpOrganisation(lab);
  const { management, logArchive, members } = organisation;
  const acquired = await healthyAccount(lab, { account: '444455556666', name: 'acquired' });
  const legacy = await brokenAccount(lab, { account: '777788889999' });
  await renamedPrefix(lab, labClients(lab, members.payments, 'eu-west-1'));
  await topicWithoutPolicy(lab, labClients(lab, members.payments, 'us-west-2'));
  await someAlarms(labClients(lab, management), 'aws-cloudtrail-logs/organisation');
  lab.faults.add({ kind: 'denied', account: members.sandbox, region: 'eu-central-1' });
  return {
    management,
    accounts: [management, logArchive, members.payments, members.sandbox, acquired.account, legacy.account],
  };
}
