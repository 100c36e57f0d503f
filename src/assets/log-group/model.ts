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
    /**
     * What rewrites the events before filters see them that ask for it: names of a transformer's processors, in order.
     * Absent when no filter of the log group asks for rewritten events, or when nothing rewrites them.
     */
    transformation: z.object({ processors: z.array(z.string()), level: z.enum(['log-group', 'account']) }).optional(),
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
