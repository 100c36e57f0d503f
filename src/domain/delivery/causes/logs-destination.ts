import { some } from '../../../core/three-valued.ts';
import { parseArn } from '../../aws/arn.ts';
import { type CauseDefinition, type Found, none } from '../cause.ts';
import { logGroupArnOf, logGroupOf, logRoleOf } from '../log-checks.ts';

const common = {
  area: 'CloudWatch Logs',
  channels: ['cloudwatch-logs'],
  confidence: 'certain',
  blocks: true,
} as const;

export const halfConfigured: CauseDefinition = {
  ...common,
  id: 'CWL-HALF',
  title: 'The trail has a log group without a role, or a role without a log group',
  symptoms: ['InvalidCloudWatchLogsRoleArnException', 'InvalidCloudWatchLogsLogGroupArnException', 'AccessDenied'],
  repair: 'Give the trail both a log group and a role, or neither.',
  find({ trail }) {
    const { logGroupArn, logRoleArn } = trail.configuration;
    if ((logGroupArn === undefined) === (logRoleArn === undefined)) return none;
    const has = logGroupArn === undefined ? 'role' : 'log group';
    const lacks = logGroupArn === undefined ? 'log group' : 'role';
    return [
      {
        message: `The trail names a ${has} (${logGroupArn ?? logRoleArn}) and no ${lacks}.`,
        element: lacks,
        wanted: `a ${lacks}`,
      },
    ];
  },
};

export const groupMissing: CauseDefinition = {
  ...common,
  id: 'CWL-GROUP-MISSING',
  title: 'The log group does not exist',
  symptoms: ['ResourceNotFoundException'],
  repair: 'Create a log group of the same name: CloudTrail does not create it again.',
  find(site) {
    const arn = logGroupArnOf(site);
    if (arn === undefined || logGroupOf(site) !== undefined) return none;
    return [{ message: `Log group ${arn} does not exist.`, document: arn }];
  },
};

export const groupRegion: CauseDefinition = {
  ...common,
  id: 'CWL-REGION',
  title: 'The log group is in another region than the trail',
  symptoms: ['InvalidCloudWatchLogsLogGroupArnException', 'ResourceNotFoundException'],
  repair: "Use a log group in the trail's home region; events of all regions go there.",
  find(site) {
    const region = parseArn(logGroupArnOf(site) ?? '')?.region;
    const { homeRegion } = site.trail.configuration;
    if (region === undefined || region === homeRegion) return none;
    return [
      {
        message: `Log group ${logGroupArnOf(site)} is in ${region}, and the trail's home is ${homeRegion}.`,
        element: 'region',
        value: region,
        wanted: homeRegion,
      },
    ];
  },
};

export const groupAccount: CauseDefinition = {
  ...common,
  id: 'CWL-ACCOUNT',
  title: 'The log group and the role belong to different accounts, or to one that the trail may not use',
  symptoms: ['AccessDenied', 'AccessDeniedException', 'InvalidCloudWatchLogsLogGroupArnException'],
  repair:
    "Use a log group and a role of one account: the trail's owner, or the delegated administrator who set them for an organisation's trail.",
  find(site) {
    const { configuration, account: owner } = site.trail;
    const group = parseArn(configuration.logGroupArn ?? '')?.account;
    const role = parseArn(configuration.logRoleArn ?? '')?.account;
    if (group === undefined || role === undefined) return none;
    const found: Found[] = [];
    if (group !== role) {
      found.push({
        message: `The log group belongs to account ${group}, and the role to ${role}.`,
        element: 'account',
        value: group,
        wanted: role,
      });
    } else if (group !== owner && !mayBeElsewhere(site.trail, group)) {
      found.push({
        message: `The log group and the role belong to account ${group}, and the trail to ${owner}.`,
        element: 'account',
        value: group,
        wanted: owner,
      });
    }
    return found;
  },
};

type Trail = Parameters<CauseDefinition['find']>[0]['trail'];

/** A delegated administrator keeps the log group of an organisation's trail in its own account. */
function mayBeElsewhere({ configuration, organization }: Trail, account: string): boolean {
  if (!configuration.isOrganization) return false;
  return some(organization?.cloudTrailAdministrators ?? [], (administrator) => administrator === account);
}

export const groupArn: CauseDefinition = {
  ...common,
  id: 'CWL-ARN',
  title: 'The ARN of the log group does not end in :*',
  symptoms: ['InvalidCloudWatchLogsLogGroupArnException'],
  // CloudTrail refuses it when the trail is written: it stands in templates, hardly in an account.
  blocks: false,
  repair: 'Write :* behind the ARN of the log group.',
  find({ trail }) {
    const arn = trail.configuration.logGroupArn;
    if (arn === undefined || arn.endsWith(':*')) return none;
    return [
      {
        message: `The log group is given as ${arn}.`,
        element: 'CloudWatchLogsLogGroupArn',
        value: arn,
        wanted: `${arn}:*`,
      },
    ];
  },
};

export const roleMissing: CauseDefinition = {
  ...common,
  id: 'CWL-ROLE-MISSING',
  title: 'The role does not exist',
  symptoms: ['AccessDenied', 'AccessDeniedException', 'InvalidCloudWatchLogsRoleArnException'],
  repair: 'Create the role again with its trust policy and permissions, or name another in the trail.',
  find(site) {
    const arn = site.trail.configuration.logRoleArn;
    if (arn === undefined || logRoleOf(site) !== undefined) return none;
    return [{ message: `Role ${arn} does not exist.`, document: arn }];
  },
};

export const groupRetention: CauseDefinition = {
  ...common,
  id: 'CWL-RETENTION',
  title: 'The log group soon forgets the events, or cannot raise alarms',
  symptoms: [],
  blocks: false,
  repair: 'Keep events for at least 30 days in a log group of class STANDARD.',
  find(site) {
    const group = logGroupOf(site);
    if (group === undefined) return none;
    const { retentionDays, logGroupClass } = group.configuration;
    const found: Found[] = [];
    if (retentionDays !== undefined && retentionDays < 30) {
      found.push({
        message: `Log group ${group.id} forgets events after ${retentionDays} days.`,
        element: 'retentionInDays',
        value: String(retentionDays),
      });
    }
    if (logGroupClass === 'INFREQUENT_ACCESS') {
      found.push({
        message: `Log group ${group.id} is of class INFREQUENT_ACCESS, which has no metric filters: no alarm can be raised from it.`,
        element: 'logGroupClass',
        value: logGroupClass,
        wanted: 'STANDARD',
      });
    }
    return found;
  },
};
