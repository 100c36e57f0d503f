import { defineCollector } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { locateByArn } from '../locate.ts';
import { eventRule } from './model.ts';
import { listRules, listTargetsByRule } from './operations.ts';

export const collectEventRule = defineCollector({
  kind: eventRule,
  locate: {
    operations: [],
    // Ids come from the list of rules, so what is named exists.
    find: async (id, context) => locateByArn(id, context, (resource) => resource.replace(/^rule\//, '')),
  },
  facts: {
    definition: {
      operations: [listRules],
      async collect({ self, observeAll }) {
        const rules = await observeAll(listRules, {}, (item) => item);
        let unread: Unknown | undefined;
        for (const rule of rules) {
          if (rule instanceof Unknown) unread = rule;
          else if (rule.Arn === self.id) {
            return {
              busName: rule.EventBusName,
              state: rule.State,
              pattern: rule.EventPattern,
              managedBy: rule.ManagedBy,
            };
          }
        }
        return unread;
      },
    },
    targets: {
      operations: [listTargetsByRule],
      async collect({ self, observeAll }) {
        const targets = await observeAll(listTargetsByRule, { Rule: self.name }, (item) => {
          const { Id, Arn, RoleArn } = item;
          return { id: Id, arn: Arn, ...(RoleArn === undefined ? {} : { roleArn: RoleArn }) };
        });
        return targets as { id: string; arn: string }[];
      },
    },
  },
});
