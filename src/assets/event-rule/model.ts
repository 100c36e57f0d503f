import { z } from 'zod';
import { defineAssetKind, fromFact, many } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { topic } from '../topic/model.ts';

const target = z.object({
  id: z.string(),
  arn: z.string(),
  /** The role that EventBridge takes to reach the target; without one the target's own policy decides. */
  roleArn: z.string().optional(),
});

export const eventRule = defineAssetKind({
  name: 'AWS::Events::Rule',
  title: 'EventBridge rule',
  facts: {
    definition: z.object({
      busName: z.string(),
      /** `ENABLED`, `DISABLED`, `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` */
      state: z.string(),
      /** The event pattern's text; absent for schedules. */
      pattern: z.string().optional(),
      /** The service that made the rule: `notifications.amazonaws.com`; absent for rules of the account's own. */
      managedBy: z.string().optional(),
    }),
    targets: z.array(observable(target)),
  },
  links: {
    topics: many(
      topic,
      fromFact<readonly z.output<typeof target>[]>('targets', (targets) =>
        targets
          .map((t) => ('arn' in t ? t.arn : t))
          .filter((arn) => typeof arn !== 'string' || /^arn:[^:]+:sns:/.test(arn)),
      ),
    ),
  },
});
