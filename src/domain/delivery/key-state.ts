import type { Found } from './cause.ts';
import type { KeyInput } from './inputs.ts';

export type KeyFault = 'disabled' | 'pending-deletion' | 'unusable' | 'wrong-usage';

/** States in which a key encrypts. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export const USABLE: ReadonlySet<string> = new Set(['Enabled', 'Updating']);

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

/** The place where a key that does not work shows: its state, or its kind where it is of another. */
export function keyFaultFound(key: KeyInput, fault: KeyFault): Found {
  const { state, spec, usage } = key.metadata;
  const document = key.id;
  if (fault === 'wrong-usage') {
    return {
      message: `Key ${key.id} is of another kind (${spec}, ${usage}): a symmetric key for encryption is needed.`,
      document,
      element: 'KeySpec',
      value: `${spec}, ${usage}`,
      wanted: 'SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT',
    };
  }
  const messages = {
    disabled: `Key ${key.id} is disabled.`,
    'pending-deletion': `Key ${key.id} waits for its deletion (${state}).`,
    unusable: `Key ${key.id} cannot be used: its state is ${state}.`,
  };
  return { message: messages[fault], document, element: 'KeyState', value: state, wanted: 'Enabled' };
}
