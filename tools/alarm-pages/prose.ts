/** What differs from page to page: everything else is written from the intents. By rule id. */
export interface Prose {
  readonly why: string;
  /** What the filter is and is not about. */
  readonly scope: string;
  readonly risk: string;
  readonly exceptions: string;
}

const quiet = 'Such changes are rare: the alarm is quiet on most days.';
const pipelines =
  'Accounts in which a pipeline makes such changes all day: record an exception, or tell of changes by anybody else with a filter of your own beside this one.';
const none =
  'Somebody is told in a way that is not looked at: an alarm that a monitoring account has on this metric, a log alarm, a rule of EventBridge on the state of alarms, or what a subscription filter of the log group feeds.';

const names = (more = ''): string =>
  `Whoever makes the call, in every enabled region, it has to be told of. Callers take turns (a role, a role through CloudFormation, a user, a user with an access key, root): a filter that misses one call by root misses others by root alike.${more}`;

export const prose: Readonly<Record<string, Prose>> = {
  'CWL-001': {
    why: 'Guessing a password shows as failed sign-ins before it shows as a successful one.',
    scope:
      'A failed sign-in of a user to the console. One alone says little, so an alarm may wait for some of them: at most `maximumEvents` (5) within one period.',
    risk: 'People mistype passwords. With a threshold of one the alarm is noisy in accounts with many users; raise it to a few.',
    exceptions: 'Accounts without users and without a root password in use (single sign-on only).',
  },
  'CWL-002': {
    why: 'Somebody who tries what a stolen key can do is refused many times before finding what it may do.',
    scope:
      'A call refused with `AccessDenied`, `AccessDeniedException`, `UnauthorizedOperation` or `Client.UnauthorizedOperation`. Left out as noise, as CIS does since 1.4: `HeadBucket`, and CloudTrail itself. The text of CIS 1.4 to 3.0 joins all four clauses by `||`: as two of them are negations it matches nearly every event, which the finding says. The text of CIS 4.0.1 and later lacks brackets, so `&&` binds to `AccessDenied*` alone. The filter here says what is meant. An alarm may wait for some refused calls: at most `maximumEvents` (5) within one period.',
    risk: 'Scanners and consoles are refused all day. Raise the threshold (up to `maximumEvents`, 5 by default) before you switch the alarm off.',
    exceptions: 'Accounts whose refused calls are watched by GuardDuty or a SIEM.',
  },
  'CWL-003': {
    why: 'Who wants to work unseen stops the trail first.',
    scope: names(' The five names of CIS; quieter ways to blind a trail are CWL-101.'),
    risk: quiet,
    exceptions: none,
  },
  'CWL-004': {
    why: 'A rule that opens a port to the world is the shortest way into a network.',
    scope: names(
      ' `ModifySecurityGroupRules`, with which the console edits rules, is asked for by CIS since 5.0 only: filters written from older texts miss it, and fail here.',
    ),
    risk: 'Autoscaling and deployments edit security groups; the alarm may be busy.',
    exceptions: pipelines,
  },
  'CWL-005': {
    why: 'A network ACL that lets everything through takes away the second wall of a subnet.',
    scope: names(),
    risk: quiet,
    exceptions: pipelines,
  },
  'CWL-006': {
    why: 'A new internet gateway makes a private network reachable.',
    scope: names(),
    risk: quiet,
    exceptions: pipelines,
  },
  'CWL-007': {
    why: 'A VPC that is made, deleted or peered changes who can reach whom.',
    scope: names(' ClassicLink is retired, and its four calls are asked for because CIS still names them.'),
    risk: quiet,
    exceptions: pipelines,
  },
  'CWL-008': {
    why: 'Instances that nobody ordered cost money and may work for somebody else.',
    scope: names(),
    risk: 'Accounts that start and stop instances as their daily business get this alarm all day.',
    exceptions: 'Accounts with autoscaling: record an exception, and keep CWL-009.',
  },
  'CWL-009': {
    why: 'Miners take the largest instances that an account allows.',
    scope:
      'A launch of an instance of size 4xlarge or 8xlarge has to be told of, as the catalogue asks. The filter here tells of all larger ones and of bare metal as well.',
    risk: 'Quiet, unless large instances are the daily business.',
    exceptions: 'Accounts whose work needs large instances.',
  },
  'CWL-010': {
    why: 'A policy that grants more is how a small key becomes a large one.',
    scope:
      'Sixteen calls of IAM. Their events are found in the global region (us-east-1) only: a trail has to record global service events there, and a rule of EventBridge has to stand there.',
    risk: 'Deployments that make roles write policies too.',
    exceptions: pipelines,
  },
  'CWL-011': {
    why: 'With the recorder stopped, no change of settings leaves a history.',
    scope: names(),
    risk: quiet,
    exceptions: none,
  },
  'CWL-012': {
    why: 'One line in a bucket policy makes its content public.',
    scope: names(' The nine names of CIS.'),
    risk: 'Deployments that make buckets write policies too.',
    exceptions: pipelines,
  },
  'CWL-013': {
    why: 'A route decides where traffic goes, past an inspection or into another network.',
    scope: names(
      ' The audit text of CIS asks for `eventSource = ec2.amazonaws.com` since 3.0 and its remediation text does not: both pass.',
    ),
    risk: quiet,
    exceptions: pipelines,
  },
  'CWL-014': {
    why: 'The root user may do everything and should be used for next to nothing.',
    scope:
      'Sign-ins and calls of the root user, also those that only read. Not what services do for it (`invokedBy`), nor service events. A rule of EventBridge sees calls that only read in state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` alone.',
    risk: 'Quiet, and worth waking somebody for.',
    exceptions: none,
  },
  'CWL-015': {
    why: 'Data under a disabled key cannot be read; under a deleted one, never again.',
    scope: names(),
    risk: quiet,
    exceptions: none,
  },
  'CWL-016': {
    why: 'Who moves an account or detaches a policy takes guard rails away.',
    scope:
      'Eighteen calls of AWS Organizations, in the management account, where they are recorded. Does not apply to members, nor outside an organisation.',
    risk: quiet,
    exceptions: none,
  },
  'CWL-017': {
    why: 'A password alone opened the console.',
    scope:
      'A successful sign-in of a user without MFA. Both filters of CIS pass: `MFAUsed != "Yes"`, which raises an alarm on single sign-on too and is noted as broader, and the one here.',
    risk: 'Quiet where users have MFA.',
    exceptions: 'Accounts without users (single sign-on only).',
  },
  'CWL-018': {
    why: 'Rejected traffic shows who knocks. A flow log that nobody counts is read after the damage.',
    scope:
      'Each VPC flow log that writes rejected traffic to CloudWatch Logs needs a filter that counts it. Records are written for the columns that the flow log itself has: a filter for the fourteen default columns never matches a flow log with others.',
    risk: 'A metric more for each filter.',
    exceptions: 'Flow logs that a SIEM reads from the log group.',
  },
  'CWL-019': {
    why: 'A metric without an alarm tells nobody.',
    scope:
      'The metric of the filter that counts rejected traffic (CWL-018) needs an alarm that goes off after at most `maximumRecords` (100) records within one period, and somebody who is told.',
    risk: 'The internet knocks all day. Raise the threshold to what is unusual for you.',
    exceptions: 'Flow logs that a SIEM reads from the log group.',
  },
  'CWL-101': {
    why: 'The quiet ways to blind a trail are on no list of CIS: leave events out with selectors, let log files expire after a day, disable the key, delete the log group.',
    scope:
      '`PutEventSelectors`, `PutInsightSelectors`, `DeleteEventDataStore` and `StopEventDataStoreIngestion`; and what can be done to the trail’s own bucket, key and log group. A filter may be narrowed to these by name. What happens to a bucket is recorded in its own account and region: a bucket of another account is not asked for here. Several filters may share the work.',
    risk: 'The filter here is not narrowed to the trail’s bucket and key, so it tells of other buckets and keys too. Narrow it by name where that is too much.',
    exceptions: none,
  },
};
