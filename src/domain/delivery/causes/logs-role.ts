import { type CauseDefinition, type Found, none } from '../cause.ts';
import { denyFound, gapFound, type NamedCheck, refusals, unmentioned } from '../explain.ts';
import { logGroupArnOf, logRoleOf, roleChecks, serviceControlChecks, trustChecks } from '../log-checks.ts';
import { resourceControlChecks } from '../organization-policies.ts';
import { assumeRoleRequest, logStreamName } from '../requests.ts';
import type { Site } from '../site.ts';

const common = {
  area: 'CloudWatch Logs',
  channels: ['cloudwatch-logs'],
  symptoms: ['AccessDenied', 'AccessDeniedException', 'InvalidCloudWatchLogsRoleArnException'],
  confidence: 'certain',
  blocks: true,
} as const;

export const roleTrust: CauseDefinition = {
  ...common,
  id: 'CWL-TRUST',
  title: 'CloudTrail may not assume the role',
  repair:
    'Let the trust policy allow sts:AssumeRole to cloudtrail.amazonaws.com; a condition on aws:SourceArn names this trail.',
  find(site) {
    const checks = trustChecks(site);
    return refusals(checks);
  },
};

export const roleResourceControl: CauseDefinition = {
  ...common,
  id: 'CWL-RCP',
  title: 'A resource control policy of the organisation keeps CloudTrail from assuming the role',
  repair: 'Ask whoever administers the organisation to leave AWS services out of the Deny (aws:PrincipalIsAWSService).',
  find(site) {
    const role = logRoleOf(site);
    if (role === undefined || site.trail.organization === undefined) return none;
    return denyFound(
      resourceControlChecks(site, role.account, () => assumeRoleRequest(site, role.id), 'assume the role'),
    );
  },
};

const resourceGap = ({ part }: { part: { kind: string } }): boolean => part.kind === 'resource';

/** Whether a policy lets the role into the log group, only not into a stream of the name that CloudTrail uses. */
function missesStream(site: Site, check: NamedCheck): boolean {
  const group = logGroupArnOf(site);
  return (
    check.gaps.length === 1 &&
    check.gaps.every(
      ({ part }) =>
        resourceGap({ part }) && part.trace.expected.some((text) => text.startsWith(`${group}:log-stream:`)),
    )
  );
}

export const rolePermissions: CauseDefinition = {
  ...common,
  id: 'CWL-PERM',
  title: 'The role may not create log streams or write events',
  repair:
    'Let a policy of the role, and its permission boundary, allow logs:CreateLogStream and logs:PutLogEvents on the log group.',
  find(site) {
    const role = logRoleOf(site);
    if (role === undefined) return none;
    const found: Found[] = [];
    for (const { action, allowed, policies, boundary, inBoundary } of roleChecks(site)) {
      if (allowed) continue;
      found.push(...denyFound([...policies, ...boundary]));
      const silent = !policies.some((check) => check.allowed === 'yes');
      if (silent && !policies.some((check) => missesStream(site, check)))
        found.push(...missing(site, action, policies));
      if (!inBoundary) {
        const limits = boundary.filter(({ denies }) => denies.length === 0);
        found.push(...unmentioned(limits), ...gapFound(limits, () => true));
      }
    }
    return found;
  },
};

/** No policy allows it: the statement that comes nearest, else that none speaks of it. */
function missing(site: Site, action: string, policies: readonly NamedCheck[]): Found[] {
  const near = gapFound(policies, () => true);
  if (near.length > 0) return near;
  const role = site.trail.configuration.logRoleArn!;
  return [
    {
      message: `No policy of role ${role} allows ${action} on ${logGroupArnOf(site)}.`,
      document: `policies of ${role}`,
      element: 'Statement',
      wanted: `Allow ${action}`,
    },
  ];
}

export const streamPattern: CauseDefinition = {
  ...common,
  id: 'CWL-STREAM-PATTERN',
  title: 'The role may write to streams of other names than CloudTrail uses',
  repair:
    "Allow streams ACCOUNT_CloudTrail_HOMEREGION*, and ORGANISATION_* for an organisation's trail; the whole log group will do as well.",
  find(site) {
    const found: Found[] = [];
    for (const { policies } of roleChecks(site)) {
      if (policies.some((check) => check.allowed === 'yes')) continue;
      const near = policies.filter((check) => missesStream(site, check));
      found.push(...gapFound(near, resourceGap, () => `${logGroupArnOf(site)}:log-stream:${logStreamName(site)}*`));
    }
    return found;
  },
};

/** AWS does not say whether service control policies bind a role that a service assumed. */
export const roleServiceControl: CauseDefinition = {
  ...common,
  id: 'CWL-SCP',
  title: 'A service control policy keeps the role from writing events',
  confidence: 'likely',
  repair: 'Ask whoever administers the organisation to leave the role out of the service control policy.',
  find(site) {
    if (logRoleOf(site) === undefined || site.trail.organization === undefined) return none;
    const found = new Map<string, Found>();
    for (const { allowed, checks } of serviceControlChecks(site)) {
      const here = [...denyFound(checks), ...(allowed ? [] : unmentioned(checks))];
      for (const one of here) found.set(`${one.document} ${one.statement}`, { ...one, confidence: 'likely' });
    }
    return [...found.values()];
  },
};
