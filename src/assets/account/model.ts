import { z } from 'zod';
import { defineAssetKind, fromFact, many, one } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT_KIND } from '#src/core/world.ts';
import { eventDataStore } from '../event-data-store/model.ts';
import { eventRule } from '../event-rule/model.ts';
import { flowLog } from '../flow-log/model.ts';
import { organization } from '../organization/model.ts';
import { trail } from '../trail/model.ts';
import { storesRecording } from './event-data-stores.ts';

const ids = z.array(observable(z.string()));
const membership = z.object({ id: z.string(), managementAccount: z.string() });

type Member = Unknown | { readonly id: string; readonly status: string };

export const account = defineAssetKind({
  name: ACCOUNT_KIND,
  title: 'AWS account',
  facts: {
    partition: z.string(),
    /** The enabled regions that the scan covers. An element is unknown where the list could not be had. */
    regions: ids,
    /** ARNs of all trails that the account sees, organisation trails included. */
    trailArns: ids,
    eventDataStoreArns: ids,
    /** Absent outside an organisation. */
    membership: membership.optional(),
    /** EventBridge rules with an event pattern on the default bus, in all regions. */
    eventRuleArns: ids,
    /** VPC flow logs of all regions: ARNs that end in `vpc-flow-log/fl-...`. */
    flowLogArns: ids,
  },
  links: {
    trails: many(
      trail,
      fromFact<readonly string[]>('trailArns', (arns) => arns),
    ),
    eventDataStores: many(
      eventDataStore,
      fromFact<readonly string[]>('eventDataStoreArns', (arns) => arns),
    ),
    /** Those that record the account: its own, and of its organisation those of other accounts of the scan. */
    recordingEventDataStores: many(eventDataStore, {
      from: ['eventDataStoreArns', 'membership'],
      target: storesRecording,
      lists: false,
    }),
    organization: one(
      organization,
      fromFact<z.output<typeof membership>>('membership', ({ id }) => id),
    ),
    /** The active accounts of the organisation, this one included; those outside the scan are unknown. */
    members: many('self', {
      from: ['membership'],
      target({ fact, factOf }) {
        const found = fact('membership') as z.output<typeof membership> | undefined | Unknown;
        if (found === undefined || found instanceof Unknown) return found;
        const accounts = factOf(organization.name, found.id, 'accounts') as readonly Member[] | undefined | Unknown;
        if (accounts instanceof Unknown) return accounts;
        if (accounts === undefined)
          return new Unknown('other-account', `the accounts of organisation ${found.id} are not known`);
        return accounts
          .filter((member) => member instanceof Unknown || member.status === 'ACTIVE')
          .map((member) => (member instanceof Unknown ? member : member.id));
      },
    }),
    eventRules: many(
      eventRule,
      fromFact<readonly string[]>('eventRuleArns', (arns) => arns),
    ),
    flowLogs: many(
      flowLog,
      fromFact<readonly string[]>('flowLogArns', (arns) => arns),
    ),
  },
});
