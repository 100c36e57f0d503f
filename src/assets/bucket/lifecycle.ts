import { z } from 'zod';
import type { LifecycleRule } from './model.ts';

const filter = z.object({
  Prefix: z.string().optional(),
  Tag: z.unknown().optional(),
  ObjectSizeGreaterThan: z.number().optional(),
  ObjectSizeLessThan: z.number().optional(),
});

const rule = z.object({
  ID: z.string().optional(),
  Status: z.string(),
  Prefix: z.string().optional(),
  Filter: filter.extend({ And: filter.extend({ Tags: z.array(z.unknown()).optional() }).optional() }).optional(),
  Expiration: z.object({ Days: z.number().optional(), Date: z.date().optional() }).optional(),
  NoncurrentVersionExpiration: z
    .object({ NoncurrentDays: z.number().optional(), NewerNoncurrentVersions: z.number().optional() })
    .optional(),
  Transitions: z.array(z.object({ StorageClass: z.string().optional(), Days: z.number().optional() })).default([]),
});

/** One rule of a lifecycle configuration, from S3's shape. */
export function lifecycleRule(raw: unknown): LifecycleRule {
  const { ID, Status, Prefix, Filter, Expiration, NoncurrentVersionExpiration, Transitions } = rule.parse(raw);
  const within = Filter?.And ?? Filter;
  const tagged = within?.Tag !== undefined || (Filter?.And?.Tags?.length ?? 0) > 0;
  return {
    id: ID,
    enabled: Status === 'Enabled',
    prefix: within?.Prefix ?? Prefix ?? '',
    narrowed: tagged || within?.ObjectSizeGreaterThan !== undefined || within?.ObjectSizeLessThan !== undefined,
    tagged,
    sizeGreaterThan: within?.ObjectSizeGreaterThan,
    sizeLessThan: within?.ObjectSizeLessThan,
    expirationDays: Expiration?.Days,
    expirationDate: Expiration?.Date?.toISOString(),
    noncurrentDays: NoncurrentVersionExpiration?.NoncurrentDays,
    newerNoncurrentVersions: NoncurrentVersionExpiration?.NewerNoncurrentVersions,
    transitions: Transitions.map(({ StorageClass, Days }) => ({ storageClass: StorageClass ?? '', days: Days })),
  };
}
