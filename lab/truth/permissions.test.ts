import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AttachRolePolicyCommand, CreatePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { lintTemplates, missingCfnLint, missingTerraform, validateTerraform } from '../../tools/pages/oracles.ts';
import { suretyHere } from '../cli/in-process.ts';
import type { Lab, LoggedCall } from '../index.ts';
import type { Call } from '../proxy/call.ts';
import { iamAction } from '../proxy/refusals.ts';
import {
  brokenAccount,
  healthyAccount,
  type HealthyAccount,
  labClients,
  logRolePolicy,
  madeUpOrganisation,
} from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { truthScan } from './scan.ts';

/** Gives the healthy account's trail what its other destinations can have: an alarm, an event rule, a managed policy. */
async function watch(lab: Lab, { account, region, logGroup, logRole, topic }: HealthyAccount): Promise<void> {
  const clients = labClients(lab, account, region);
  const logGroupName = logGroup.split(':')[6] ?? '';
  const metric = { metricName: 'RootUse', metricNamespace: 'Audit' };
  await clients.logs.send(
    new PutMetricFilterCommand({
      logGroupName,
      filterName: 'root',
      filterPattern: '{ $.userIdentity.type = "Root" }',
      metricTransformations: [{ ...metric, metricValue: '1' }],
      applyOnTransformedLogs: true,
    }),
  );
  await clients.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'root',
      Namespace: metric.metricNamespace,
      MetricName: metric.metricName,
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topic],
    }),
  );
  const events = new EventBridgeClient({ endpoint: lab.url, credentials: lab.credentials(account), region });
  const EventPattern = JSON.stringify({ 'detail-type': ['AWS API Call via CloudTrail'] });
  await events.send(new PutRuleCommand({ Name: 'root', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'root', Targets: [{ Id: 'topic', Arn: topic }] }));
  const PolicyDocument = JSON.stringify(logRolePolicy({ account, region, logGroup: logGroupName }));
  const made = await clients.iam.send(new CreatePolicyCommand({ PolicyName: 'deliver', PolicyDocument }));
  const RoleName = logRole.split('/').at(-1) ?? '';
  await clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: made.Policy?.Arn ?? '' }));
}

/** The actions of calls, but for STS: who one is everybody may ask, and roles to assume are named where they are. */
const actionsOf = (calls: readonly LoggedCall[]): string[] => {
  const asked = calls.filter(({ service }) => service !== 'sts');
  // Names of actions do not tell small from capital letters: SNS writes its own in capitals.
  return [...new Set(asked.map(({ service, operation }) => iamAction({ service, operation } as Call).toLowerCase()))];
};

/** The actions that the printed policy allows. */
async function grantedTo(selection: readonly string[]): Promise<string[]> {
  const { stdout } = await suretyHere(['permissions', ...selection]);
  const policy = JSON.parse(stdout) as { Statement: { Effect: string; Action: string[] }[] };
  return policy.Statement.flatMap(({ Action }) => Action.map((action) => action.toLowerCase()));
}

const REASONS = { 'cfn-lint': missingCfnLint(), terraform: missingTerraform() };
for (const [tool, reason] of Object.entries(REASONS)) {
  if (reason !== undefined) process.stderr.write(`skipped: ${tool} on what surety permissions prints: ${reason}\n`);
}

describeWithLab('surety permissions', (lab) => {
  const scan = async (account: string, ids: readonly string[] = [], accounts: readonly string[] = []) => {
    const roleArns = accounts.map((id) => `arn:aws:iam::${id}:role/OrganizationAccountAccessRole`);
    const chosen = ids.length === 0 ? rules : rules.filter(({ id }) => ids.includes(id));
    return (await truthScan(lab(), account, { rules: chosen, roleArns })).calls;
  };

  test('allow exactly what scans of a healthy account, a broken one and an organisation ask', async () => {
    const healthy = await healthyAccount(lab());
    await watch(lab(), healthy);
    const calls = [...(await scan(healthy.account))];
    calls.push(...(await scan((await brokenAccount(lab())).account)));
    await lab().reset();
    const { management, logArchive, members } = await madeUpOrganisation(lab());
    calls.push(...(await scan(management, [], [management, logArchive, members.payments, members.sandbox])));
    expect(actionsOf(calls).toSorted()).toEqual((await grantedTo([])).toSorted());
  }, 60_000);

  test('of each rule alone allow what it asks, of an account whose bucket is in another one of its organisation', async () => {
    const { management, bucket } = await madeUpOrganisation(lab());
    lab().shareBucket(bucket, management);
    const missing: string[] = [];
    for (const { id } of rules) {
      const granted = await grantedTo(['--rule', id]);
      const asked = actionsOf(await scan(management, [id]));
      expect([id, asked.length > 0]).toEqual([id, true]);
      missing.push(...asked.filter((action) => !granted.includes(action)).map((action) => `${id} asks ${action}`));
    }
    expect(missing).toEqual([]);
  }, 120_000);

  test('with --full allow what scan --full asks, which is more than rules do', async () => {
    const { account } = await healthyAccount(lab());
    lab().clearCalls();
    await suretyHere(['scan', '--full', '-q', '-f', 'json'], lab().env(account));
    const asked = actionsOf(lab().calls());
    const [rulesOnly, full] = [await grantedTo([]), await grantedTo(['--full'])];
    expect(asked.filter((action) => !full.includes(action))).toEqual([]);
    expect(asked.filter((action) => !rulesOnly.includes(action))).not.toEqual([]);
  });

  test.for([[['CT-004']], [['CT-101']], [['CT-110', 'CT-011']]])(
    'for %j allow what these ask, and less',
    async ([ids]) => {
      const { account } = await healthyAccount(lab());
      const granted = await grantedTo(['--rule', ids!.join(',')]);
      const asked = actionsOf(await scan(account, ids));
      expect(asked.filter((action) => !granted.includes(action))).toEqual([]);
      expect(granted.length).toBeLessThan((await grantedTo([])).length);
    },
  );
});

test.skipIf(REASONS['cfn-lint'] !== undefined)(
  'surety permissions prints CloudFormation that cfn-lint accepts',
  async () => {
    const { stdout } = await suretyHere(['permissions', '--format', 'cloudformation']);
    expect(await lintTemplates(new Map([['permissions.yaml', stdout]]))).toEqual([]);
  },
  60_000,
);

test.skipIf(REASONS.terraform !== undefined)(
  'surety permissions prints Terraform that validates',
  async () => {
    const { stdout } = await suretyHere(['permissions', '--format', 'terraform']);
    expect(await validateTerraform(new Map([['permissions', stdout]]))).toEqual([]);
  },
  60_000,
);
