import { checkPolicy } from './check.ts';
import type { NamedCheck } from './explain.ts';
import type { KeyInput, TopicInput } from './inputs.ts';
import { keyFault } from './key-state.ts';
import { topicKeyRequest } from './requests.ts';
import { documentOf, type Site } from './site.ts';

/** The topic that the trail names, where it exists. */
export function topicOf({ trail }: Site): TopicInput | undefined {
  return trail.configuration.topicArn === undefined ? undefined : trail.topic;
}

export const isAwsManaged = (reference: string, key: KeyInput | undefined): boolean =>
  /(?:^|:)alias\/aws\//.test(reference) || key?.metadata.manager === 'AWS';

/** What CloudTrail needs of the key of an encrypted topic. */
export function topicKeyChecks(site: Site): readonly NamedCheck[] {
  const topic = topicOf(site);
  const reference = topic?.attributes.kmsKeyId;
  if (topic === undefined || reference === undefined || isAwsManaged(reference, undefined)) return [];
  const { key } = topic;
  if (key === undefined || key.metadata.manager === 'AWS' || keyFault(key) !== undefined) return [];
  return site.once('topic key', () => {
    const policy = documentOf(site, key.policy, 'topic.key.policy');
    const ask = (action: string): NamedCheck => ({
      ...checkPolicy(policy, topicKeyRequest(site, action, topic.id, key.metadata.arn), 'topic.key.policy'),
      document: `key policy of ${key.id}`,
      purpose: `use the key of the topic (${action})`,
    });
    return [ask('kms:GenerateDataKey'), ask('kms:Decrypt')];
  });
}
