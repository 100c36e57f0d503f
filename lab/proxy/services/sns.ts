import { type Answer, type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError } from '../errors.ts';
import { askForm } from '../forward.ts';
import { denied } from '../refusals.ts';
import { firstElement } from '../xml.ts';

/** Nobody reads the mail of the lab, so nobody clicks the link in it: moto would confirm these at once. */
const NEVER_CONFIRMED = new Set(['email', 'email-json']);

function withXml(answer: Answer, edit: (xml: string) => string): Answer {
  if (answer.status !== 200) return answer;
  const { 'content-length': _length, ...headers } = answer.headers;
  return { ...answer, headers, body: edit(answer.body.toString()) };
}

const members = (xml: string): string[] => xml.match(/<member>[\s\S]*?<\/member>/g) ?? [];

const isPending = (member: string): boolean => NEVER_CONFIRMED.has(firstElement(member, 'Protocol') ?? '');

function markPending(xml: string): string {
  const pending = '<SubscriptionArn>PendingConfirmation</SubscriptionArn>';
  return members(xml)
    .filter(isPending)
    .reduce((text, member) => {
      return text.replace(member, member.replace(/<SubscriptionArn>[^<]*<\/SubscriptionArn>/, pending));
    }, xml);
}

/** moto counts no subscriptions in the attributes of a topic. */
async function topicAttributes(call: Call, context: Context, topic: string): Promise<Answer> {
  const question = { account: call.account, region: call.region, service: 'sns' };
  const form = { Action: 'ListSubscriptionsByTopic', Version: '2010-03-31', TopicArn: topic };
  const subscriptions = members((await askForm(context.moto, question, form)).body.toString());
  const pending = subscriptions.filter(isPending).length;
  const count = (xml: string, name: string, value: number): string =>
    xml.replace(new RegExp(`(<key>${name}</key>\\s*<value>)\\d+`), `$1${value}`);
  return withXml(await context.forward(call), (xml) =>
    count(count(xml, 'SubscriptionsPending', pending), 'SubscriptionsConfirmed', subscriptions.length - pending),
  );
}

/** A topic is asked in its own region, and by its own account: moto would let everybody read. */
export const sns: Handler = async (call, context) => {
  const topic = text(call, 'TopicArn') ?? '';
  const [, , , region, owner] = topic.split(':');
  if (region === undefined || owner === undefined) return undefined;
  if (region !== call.region) throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn', 400);
  if (owner !== call.account && call.operation !== 'Publish') {
    throw denied(call, `because no resource-based policy allows the SNS:${call.operation} action`);
  }
  if (call.operation === 'GetTopicAttributes') return topicAttributes(call, context, topic);
  if (call.operation === 'ListSubscriptionsByTopic') return withXml(await context.forward(call), markPending);
  return undefined;
};
