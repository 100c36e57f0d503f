import { keyFault } from '#src/domain/delivery/key-state.ts';

/** What a KMS key's `DescribeKey` tells, as far as its use for symmetric encryption depends on it. */
interface KeyMetadata {
  readonly state: string;
  readonly manager: string;
  readonly spec: string;
  readonly usage: string;
}

export type KeyTrouble = 'awsManaged' | 'asymmetric' | 'disabled' | 'pendingDeletion' | 'unusable';

const troubles = {
  'wrong-usage': 'asymmetric',
  disabled: 'disabled',
  'pending-deletion': 'pendingDeletion',
  unusable: 'unusable',
} as const;

/** What keeps a key from protecting an audit trail as a customer key should; nothing when it does. */
export function keyTrouble(metadata: KeyMetadata): KeyTrouble | undefined {
  if (metadata.manager === 'AWS') return 'awsManaged';
  const fault = keyFault({ metadata });
  return fault === undefined ? undefined : troubles[fault];
}
