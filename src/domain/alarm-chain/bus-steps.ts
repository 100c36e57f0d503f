import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { parseArn, resourceName } from '../aws/arn.ts';
import type { Sample } from '../intents/model.ts';
import { audience, topicStep, type Publisher } from './audience.ts';
import type { AccountInput, EventRuleInput } from './inputs.ts';
import { matcherOfRule, notesOn } from './pattern-match.ts';
import type { Asked } from './filter-steps.ts';
import { anyOf, broken, inTurn, type Step, steps } from './step.ts';

/** States in which a rule works. Events that only read reach rules of the second alone. */
const ALL_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/**
 * A service that tells people by mail or chat; its rules match more than its settings let through.
 * https://docs.aws.amazon.com/notifications/latest/userguide/ev-managed-rules.html
 */
const NOTIFICATIONS = 'notifications.amazonaws.com';

/**
 * The ways that an event of a region takes through EventBridge. Empty when no rule there matches it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function busSteps(account: AccountInput, region: string, asked: Asked, hops = 0): Step[] {
  return steps(
    account.eventRules,
    (rule) => (rule.region === region ? ruleStep(rule, account, asked, hops) : undefined),
    region,
  );
}

function ruleStep(rule: EventRuleInput, account: AccountInput, asked: Asked, hops: number): Step | undefined {
  const { pattern, state, busName } = rule.definition;
  if (pattern === undefined || busName !== 'default') return undefined;
  const matcher = matcherOfRule(pattern);
  if (matcher.problem !== undefined) {
    const detail = `the pattern of EventBridge rule ${rule.name} could not be read: ${matcher.problem}`;
    throw new UnknownRead('eventRules.definition.pattern', new Unknown('invalid-document', detail));
  }
  if (!matcher.matches(asked.sample, asked.place)) return undefined;
  const stop = (why: string): Step => broken('eventRule', rule.name, why);
  return inTurn(
    () => {
      if (!state.startsWith('ENABLED')) return stop('it is disabled');
      const isHidden = isReadOnly(asked.sample) && state !== ALL_EVENTS && hops === 0;
      return isHidden ? stop(`events that only read reach rules in state ${ALL_EVENTS} alone`) : undefined;
    },
    () =>
      targets(rule, account, asked, hops, notesOn(`EventBridge rule ${rule.name}`, matcher, asked.intent, asked.place)),
  );
}

/** Sign-ins and service events reach every enabled rule; it is calls that only read that do not. */
function isReadOnly({ record }: Sample): boolean {
  return record.readOnly && record.eventType === 'AwsApiCall';
}

function targets(
  rule: EventRuleInput,
  account: AccountInput,
  asked: Asked,
  hops: number,
  notes: readonly string[],
): Step {
  const stop = (why: string): Step => broken('eventRule', rule.name, why);
  if (rule.definition.managedBy === NOTIFICATIONS) {
    const detail = `EventBridge rule ${rule.name} is one of AWS User Notifications: whom that tells of which events is not read`;
    throw new UnknownRead('eventRules.definition.managedBy', new Unknown('unresolved-reference', detail));
  }
  const publisher: Publisher = {
    arn: rule.id,
    account: rule.account,
    region: rule.region,
    service: 'events',
    title: `EventBridge rule ${rule.name}`,
    route: `EventBridge rule ${rule.name}`,
    notes,
  };
  const ways = steps(rule.targets, ({ arn, roleArn }) => {
    const { service, region, account: owner, resource } = parseArn(arn) ?? {};
    if (service === 'logs') return stop('its target is a log group, which tells nobody');
    if (service === 'events' && resource?.startsWith('event-bus/')) {
      return forwarded(
        account,
        { region: region ?? '', owner: owner ?? '', bus: resourceName(arn) },
        asked,
        hops,
        stop,
      );
    }
    if (service === 'sns' && roleArn !== undefined) {
      const note = `Not checked: whether role ${resourceName(roleArn)} lets EventBridge publish to topic ${resourceName(arn)}.`;
      const trusting = { ...publisher, notes: [...notes, note] };
      const throughRole = steps(rule.topics, (topic) =>
        topic.id === arn ? topicStep(topic, trusting, true) : undefined,
      );
      if (throughRole.length > 0) return anyOf(throughRole);
    }
    return audience([arn], rule.topics, publisher);
  });
  return anyOf(ways) ?? stop('it has no target');
}

/** A rule that forwards to a bus: the rules there decide. One hop only, as EventBridge forwards no further across accounts. */
function forwarded(
  account: AccountInput,
  to: { readonly region: string; readonly owner: string; readonly bus: string },
  asked: Asked,
  hops: number,
  stop: (why: string) => Step,
): Step | undefined {
  if (hops > 0) return stop('it forwards what was forwarded to it');
  if (to.owner !== account.id) {
    const detail = `events are forwarded to the bus ${to.bus} of account ${to.owner}, whose rules are not looked at from here`;
    throw new UnknownRead('eventRules.targets', new Unknown('other-account', detail));
  }
  if (to.bus !== 'default') {
    const detail = `the rules of event bus ${to.bus} in ${to.region} are not read`;
    throw new UnknownRead('eventRules.targets', new Unknown('unresolved-reference', detail));
  }
  return anyOf(busSteps(account, to.region, asked, 1)) ?? stop(`no rule in ${to.region} takes what it forwards`);
}
