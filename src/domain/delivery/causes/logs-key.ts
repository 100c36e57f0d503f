import { type CauseDefinition, type Found, none } from '../cause.ts';
import { checkPolicy } from '../check.ts';
import { type NamedCheck, refusals } from '../explain.ts';
import { keyFault, keyFaultFound } from '../key-state.ts';
import { logGroupOf } from '../log-checks.ts';
import { logGroupKeyRequest } from '../requests.ts';
import { documentOf, type Site } from '../site.ts';

function keyChecks(site: Site): readonly NamedCheck[] {
  const group = logGroupOf(site);
  const key = group?.configuration.kmsKeyId === undefined ? undefined : group.key;
  if (group === undefined || key === undefined || keyFault(key) !== undefined) return [];
  return site.once('log group key', () => {
    const policy = documentOf(site, key.policy, 'logGroup.key.policy');
    return ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({
      ...checkPolicy(policy, logGroupKeyRequest(site, action, group.id, key.metadata.arn), 'logGroup.key.policy'),
      document: `key policy of ${key.id}`,
      purpose: `use the key (${action})`,
      who: 'CloudWatch Logs',
    }));
  });
}

export const logGroupKey: CauseDefinition = {
  id: 'CWL-KMS',
  area: 'CloudWatch Logs',
  channels: ['cloudwatch-logs'],
  title: 'The key of the log group cannot be used',
  symptoms: [
    'InvalidParameterException',
    'AccessDenied',
    'AccessDeniedException',
    'KMS.DisabledException',
    'ServiceUnavailableException',
  ],
  confidence: 'certain',
  blocks: true,
  repair:
    'Enable the key, and let its policy allow logs.REGION.amazonaws.com to encrypt and decrypt with the log group in kms:EncryptionContext:aws:logs:arn.',
  find(site) {
    const group = logGroupOf(site);
    const reference = group?.configuration.kmsKeyId;
    if (group === undefined || reference === undefined) return none;
    const { key } = group;
    if (key === undefined) {
      return [
        {
          message: `Key ${reference} of log group ${group.id} does not exist.`,
          document: reference,
          element: 'kmsKeyId',
          value: reference,
        },
      ];
    }
    const fault = keyFault(key);
    if (fault !== undefined) return [keyFaultFound(key, fault)];
    const checks = keyChecks(site);
    return onePerStatement(refusals(checks));
  },
};

/** The three uses of the key mostly fail by one statement: it is named once. */
function onePerStatement(found: readonly Found[]): Found[] {
  const kept = new Map<string, Found>();
  for (const one of found) {
    const name = `${one.statement ?? ''} ${one.element ?? ''}`;
    if (!kept.has(name)) kept.set(name, one);
  }
  return [...kept.values()];
}
