import type { z } from 'zod';
import { type CollectContext, defineCollector } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { watches } from '#src/domain/alarm-chain/goes-off.ts';
import { alarmDefinition } from '../alarm/collect.ts';
import { allMetricAlarms, describeAlarms } from '../alarm/operations.ts';
import { locateByArn } from '../locate.ts';
import { metricFilter } from './model.ts';
import { describeMetricFilters, type rawMetricFilter } from './operations.ts';

const SEPARATOR = '/filter/';

/** The id of a filter, which has no ARN of its own: its log group's ARN and its name. */
export const metricFilterId = (logGroupArn: string, name: string): string => `${logGroupArn}${SEPARATOR}${name}`;

/** Log group and filter name of an id. Filter names hold no colon, so the part after the last `:log-group:` is theirs. */
function parts(id: string): { logGroupName: string; filterName: string } {
  const resource = id.slice(id.indexOf(':log-group:') + ':log-group:'.length);
  const at = resource.lastIndexOf(SEPARATOR);
  return { logGroupName: resource.slice(0, at), filterName: resource.slice(at + SEPARATOR.length) };
}

type RawFilter = z.output<typeof rawMetricFilter>;

async function find({ self, observeAll }: CollectContext): Promise<RawFilter | Unknown | undefined> {
  const { logGroupName, filterName } = parts(self.id);
  const filters = await observeAll(describeMetricFilters, { logGroupName }, (item) => item);
  const known = filters.find((raw) => !(raw instanceof Unknown) && raw.filterName === filterName);
  return known ?? filters.find((raw) => raw instanceof Unknown);
}

export const collectMetricFilter = defineCollector({
  kind: metricFilter,
  locate: {
    operations: [],
    // Ids come from the list of filters, so what is named exists.
    find: async (id, context) => locateByArn(id, context, () => parts(id).filterName),
  },
  facts: {
    definition: {
      operations: [describeMetricFilters],
      async collect(context) {
        const raw = await find(context);
        if (raw === undefined || raw instanceof Unknown) return raw;
        return {
          filterName: raw.filterName,
          logGroupName: parts(context.self.id).logGroupName,
          pattern: raw.filterPattern,
          transformations: raw.metricTransformations.map((transformation) => ({
            namespace: transformation.metricNamespace,
            metricName: transformation.metricName,
            metricValue: transformation.metricValue,
            defaultValue: transformation.defaultValue,
            unit: transformation.unit,
            dimensions: transformation.dimensions ?? {},
          })),
          fieldSelectionCriteria: raw.fieldSelectionCriteria,
          applyOnTransformedLogs: raw.applyOnTransformedLogs ?? false,
          ...(raw.emitSystemFieldDimensions === undefined ? {} : { systemDimensions: raw.emitSystemFieldDimensions }),
        };
      },
    },
    alarmArns: {
      operations: [describeMetricFilters, describeAlarms],
      async collect(context) {
        const raw = await find(context);
        if (raw === undefined || raw instanceof Unknown) return raw;
        const alarms = await context.observeAll(describeAlarms, allMetricAlarms, (item) => item);
        const watching = alarms.filter((found) => {
          if (found instanceof Unknown) return true;
          const definition = alarmDefinition(found, context.self.account);
          return raw.metricTransformations.some((one) => watches(definition, one.metricNamespace, one.metricName));
        });
        return watching.map((found) => (found instanceof Unknown ? found : found.AlarmArn)) as string[];
      },
    },
  },
});
