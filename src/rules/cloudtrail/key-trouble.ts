/** What a KMS key's `DescribeKey` tells, as far as its use for symmetric encryption depends on it. */
interface KeyMetadata {
  readonly state: string;
  readonly manager: string;
  readonly spec: string;
  readonly usage: string;
}

export type KeyTrouble = 'awsManaged' | 'asymmetric' | 'disabled' | 'pendingDeletion' | 'unusable';

/** States in which a key can be used. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const usable = new Set(['Enabled', 'Updating']);

/** What keeps a key from protecting an audit trail as a customer key should; nothing when it does. */
export function keyTrouble({ state, manager, spec, usage }: KeyMetadata): KeyTrouble | undefined {
  if (manager === 'AWS') return 'awsManaged';
  if (spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT') return 'asymmetric';
  if (state === 'Disabled') return 'disabled';
  if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion') return 'pendingDeletion';
  return usable.has(state) ? undefined : 'unusable';
}
