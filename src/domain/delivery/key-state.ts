import type { KeyInput } from './inputs.ts';

export type KeyFault = 'disabled' | 'pending-deletion' | 'unusable' | 'wrong-usage';

/** States in which a key encrypts. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const USABLE = new Set(['Enabled', 'Updating']);

/** What keeps a key from encrypting, whoever asks. A key of another kind would not do even if it were enabled. */
export function keyFault({
  metadata,
}: {
  readonly metadata: Pick<KeyInput['metadata'], 'state' | 'spec' | 'usage'>;
}): KeyFault | undefined {
  const { state, spec, usage } = metadata;
  if (usage !== 'ENCRYPT_DECRYPT' || spec !== 'SYMMETRIC_DEFAULT') return 'wrong-usage';
  if (state === 'Disabled') return 'disabled';
  if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion') return 'pending-deletion';
  return USABLE.has(state) ? undefined : 'unusable';
}

/** A sentence about a key that does not work. */
export function keyFaultText(key: KeyInput, fault: KeyFault): string {
  const { state, spec, usage } = key.metadata;
  if (fault === 'disabled') return `Key ${key.id} is disabled.`;
  if (fault === 'pending-deletion') return `Key ${key.id} waits for its deletion (${state}).`;
  if (fault === 'unusable') return `Key ${key.id} cannot be used: its state is ${state}.`;
  return `Key ${key.id} is of another kind (${spec}, ${usage}): a symmetric key for encryption is needed.`;
}
