import { parseArn } from '#src/domain/aws/arn.ts';
import { parseChainName } from '#src/domain/digest/object-key.ts';
import { acceptsOf } from './asked-trails.ts';
import type { PlaceOptions, PlaceRun } from './places.ts';
import type { Recorder } from './recorder.ts';
import type { ChainSummary } from './result.ts';

/** What was asked for by name and has no chain: what was proven of others says nothing about it. */
export function reportUnmet(
  asked: PlaceOptions,
  places: readonly PlaceRun[],
  chains: readonly ChainSummary[],
  recorder: Recorder,
): void {
  const arns = new Set(places.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
  // Trails of two accounts may have one name. Where only places are known, nobody says whose trail it is.
  const isThere = (trail: string): boolean => parseArn(trail) === undefined || arns.has(trail) || arns.has(undefined);
  const lacking = (names: readonly string[] = [], is: (chain: ChainSummary, name: string) => boolean) =>
    names.filter((name) => !chains.some((chain) => is(chain, name)));
  const unmet = [
    ...lacking(
      asked.trails,
      (chain, name) => isThere(name) && acceptsOf([name])(chain.trail, chain.homeRegion, undefined),
    ),
    ...lacking(asked.accounts, ({ account }, name) => account === name),
    ...lacking(asked.regions, ({ region }, name) => region === name),
  ];
  for (const chain of unmet) {
    recorder.report({ kind: 'nothing-found', chain });
  }
}

/**
 * Chains that an earlier run knew, of the accounts whose trails were asked for, and that no trail leads to any more:
 * whoever deletes a trail must not have its records forgotten, too.
 *
 * @param accounts whose trails were listed; undefined where a place was named instead
 */
export function unvisited(
  asked: PlaceOptions,
  accounts: readonly string[] | undefined,
  chains: readonly ChainSummary[],
): readonly string[] {
  const visited = new Set(chains.map(({ id }) => id));
  const accepts = acceptsOf(asked.trails);
  return [...(asked.anchors?.keys() ?? [])].filter((id) => {
    const name = parseChainName(id);
    return (
      name !== undefined &&
      !visited.has(id) &&
      // A member that is asked for by name may have been that of an organisation whose trail is gone.
      accounts !== undefined &&
      (asked.accounts ?? accounts).includes(name.account) &&
      asked.regions?.includes(name.region) !== false &&
      accepts(name.trail, name.homeRegion, undefined)
    );
  });
}
