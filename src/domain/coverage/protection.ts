import type { UnknownDetail } from '#src/core/finding.ts';
import { byText } from '#src/core/order.ts';
import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { holdsLogFiles } from '../delivery/log-prefix.ts';
import type { EventDataStoreInput, TrailInput } from './inputs.ts';

/** Days, until somebody deletes them, until the date of a lifecycle rule (`2026-12-31`), or not at all. */
export type Kept = number | 'forever' | { readonly until: string } | 'no-bucket';

/** What became known, or what kept it from being known. */
export type Told<T> = T | { readonly unknown: UnknownDetail };

/** How safely a trail or an event data store keeps what it records. */
export interface Protection {
  /** The KMS key's reference, or that the service's own encryption is all there is. */
  readonly encryption: Told<{ readonly kmsKey: string } | 'service-managed'>;
  /** `digests`: log file validation is on. `store`: an event data store's events cannot be changed. */
  readonly verifiable: Told<'digests' | 'store' | 'no'>;
  /** How long events are kept. */
  readonly kept: Told<Kept>;
}

export interface ProtectedTrail extends TrailInput {
  /** The owner. */
  readonly account: string;
  readonly configuration: TrailInput['configuration'] & {
    readonly keyPrefix?: string | undefined;
    readonly kmsKeyId?: string | undefined;
    readonly logFileValidation: boolean;
  };
  readonly bucket: { readonly lifecycle: { readonly rules: readonly Lifecycle[] } | undefined } | undefined;
}

export interface ProtectedEventDataStore extends EventDataStoreInput {
  readonly configuration: EventDataStoreInput['configuration'] & {
    readonly retentionDays: number;
    readonly kmsKeyId?: string | undefined;
  };
}

interface Lifecycle {
  readonly enabled: boolean;
  readonly prefix: string;
  readonly narrowed: boolean;
  readonly expirationDays?: number | undefined;
  readonly expirationDate?: string | undefined;
}

function told<T>(read: () => T): Told<T> {
  const value = attempt(read);
  return value instanceof UnknownRead ? { unknown: unknownDetail(value) } : value;
}

export function trailProtection(trail: () => ProtectedTrail): Protection {
  return {
    encryption: told(() => encryption(trail().configuration.kmsKeyId)),
    verifiable: told(() => (trail().configuration.logFileValidation ? 'digests' : 'no')),
    kept: told(() => keptFor(trail())),
  };
}

export function storeProtection(store: () => ProtectedEventDataStore): Protection {
  return {
    encryption: told(() => encryption(store().configuration.kmsKeyId)),
    verifiable: told(() => proofOf(store())),
    kept: told(() => store().configuration.retentionDays),
  };
}

/** Reads the settings, so that a store of which nothing is known is not praised. */
const proofOf = ({ configuration }: ProtectedEventDataStore): 'store' | 'no' =>
  configuration.retentionDays > 0 ? 'store' : 'no';

const encryption = (kmsKey: string | undefined): { kmsKey: string } | 'service-managed' =>
  kmsKey === undefined ? 'service-managed' : { kmsKey };

/** The soonest that a lifecycle rule which concerns the log files deletes them. A bucket that is gone keeps nothing. */
function keptFor({ account, configuration, bucket }: ProtectedTrail): Kept {
  if (bucket === undefined) return 'no-bucket';
  const { keyPrefix, isOrganization } = configuration;
  const rules = (bucket.lifecycle?.rules ?? []).filter(
    ({ enabled, narrowed, prefix }) =>
      enabled && !narrowed && holdsLogFiles(prefix, { keyPrefix, isOrganization, account }),
  );
  // On its date a rule deletes everything that is there, of whatever age, and goes on doing so every day.
  const [date] = rules.flatMap(({ expirationDate }) => expirationDate ?? []).toSorted(byText);
  if (date !== undefined) return { until: date.slice(0, 10) };
  const days = rules.flatMap(({ expirationDays }) => expirationDays ?? []);
  return days.length === 0 ? 'forever' : Math.min(...days);
}
