import { account } from '#src/assets/account/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { both, select, some } from '#src/core/three-valued.ts';
import { isDuplicatedIn, recordSameManagementEvents } from '#src/domain/coverage/overlap.ts';
import { trailRecorders } from '#src/domain/coverage/recorder.ts';
import { regionNames } from '../region-names.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-006',
  slug: 'duplicate-management-events',
  title: 'Management events are not paid for twice',
  severity: 'medium',
  pillars: ['security', 'cost-optimization'],
  aliases: {
    Conformity: ['CT-006'],
    CloudSploit: ['globalLoggingDuplicated'],
    ScoutSuite: ['cloudtrail-duplicated-global-services-logging'],
  },
  controls,
  asset: account,
  reads: { regions: true, trails: { configuration: true, status: true, eventSelectors: true } },
  settings: {
    acceptOrganizationAndAccountTrail: {
      default: true,
      description: 'Accept that one trail of the organisation and one of the account record the same events.',
    },
  },
  messages: {
    duplicate: 'Trails {trails} record the same management events in {regions}; every copy after the first is charged.',
  },
  evaluate({ id, regions, trails }, { pass, fail }, { settings }) {
    const recorders = trailRecorders(trails, id);
    const isOrganization = (index: number): boolean => trails[index]!.configuration.isOrganization;
    const isAccepted = ([left, right]: Pair): boolean =>
      settings.acceptOrganizationAndAccountTrail && isOrganization(left) !== isOrganization(right);

    const duplicates = select(pairs(trails.length), (pair) =>
      both(
        () => !isAccepted(pair),
        () => {
          const [left, right] = [recorders[pair[0]]!, recorders[pair[1]]!];
          return both(
            () => recordSameManagementEvents(left, right),
            () => some(regions, (region) => isDuplicatedIn(left, right, region)),
          );
        },
      ),
    );
    if (duplicates.matching.length > 0) {
      const involved = [...new Set(duplicates.matching.flat())].toSorted((one, other) => one - other);
      const affected = select(regions, (region) =>
        some(duplicates.matching, ([left, right]) => isDuplicatedIn(recorders[left]!, recorders[right]!, region)),
      );
      return fail('duplicate', {
        trails: listNames(namesOf(involved.map((index) => trails[index]!))),
        regions: regionNames(affected.matching, regions.length),
      });
    }
    if (duplicates.pending) throw duplicates.pending;
    // A hole in the list may stand for any number of trails, and those may repeat each other.
    for (const { name } of trails) void name;
    return pass();
  },
});

/** A name is unique in its home region and account only: trails that share theirs are told by their ARNs. */
function namesOf(trails: readonly { readonly id: string; readonly name: string }[]): string[] {
  const isShared = (name: string): boolean => trails.filter((trail) => trail.name === name).length > 1;
  return trails.map(({ id, name }) => (isShared(name) ? id : name));
}

type Pair = readonly [left: number, right: number];

function pairs(count: number): Pair[] {
  const found: Pair[] = [];
  for (let left = 0; left < count; left++) {
    for (let right = left + 1; right < count; right++) found.push([left, right]);
  }
  return found;
}
