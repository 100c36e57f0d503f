import { trail as trailKind } from '#src/assets/trail/model.ts';
import { guardedView } from '#src/core/view.ts';
import type { World } from '#src/core/world.ts';
import { type Deliveries, trailDeliveries } from '#src/domain/coverage/delivery.ts';
import type { DiagnoseOptions } from '#src/domain/delivery/diagnose.ts';
import { logFileReads } from '#src/domain/delivery/reads.ts';

/**
 * Finds the deliveries of a trail by its ARN. Trails that several accounts see are worked out once for all of them; those of one
 * account are forgotten with it, so that no more than one account is held.
 */
export function deliveriesIn(world: World, options: DiagnoseOptions): (account: string, id: string) => Deliveries {
  const shared = new Map<string, Deliveries>();
  return (account, id) => {
    const known = shared.get(id);
    if (known !== undefined) return known;
    const record = world.get(trailKind.name, id)!;
    const view = guardedView(world, trailKind, record, logFileReads);
    const deliveries = trailDeliveries(view, options);
    if (record.account !== account || isOfOrganization(record.facts['configuration'])) shared.set(id, deliveries);
    return deliveries;
  };
}

const isOfOrganization = (configuration: unknown): boolean =>
  (configuration as { isOrganization?: boolean } | undefined)?.isOrganization === true;
