import { z } from 'zod';
import { defineAssetKind, fromFact, many, one } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { key } from '../key/model.ts';
import { metricFilter } from '../metric-filter/model.ts';

const configuration = z.object({
  name: z.string(),
  /** Absent: events never expire. */
  retentionDays: z.number().optional(),
  /** `STANDARD`, `INFREQUENT_ACCESS` (no metric filters), `DELIVERY` */
  logGroupClass: z.string(),
  kmsKeyId: z.string().optional(),
});

export const logGroup = defineAssetKind({
  name: 'AWS::Logs::LogGroup',
  title: 'log group',
  facts: {
    configuration,
    /** Ids of the filters: the log group's ARN, `/filter/` and the filter's name. */
    metricFilterIds: z.array(observable(z.string())),
  },
  links: {
    key: one(
      key,
      fromFact<z.output<typeof configuration>>('configuration', ({ kmsKeyId }) => kmsKeyId),
    ),
    metricFilters: many(
      metricFilter,
      fromFact<readonly string[]>('metricFilterIds', (ids) => ids),
    ),
  },
});
