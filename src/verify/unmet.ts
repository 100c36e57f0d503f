import { acceptsOf, type PlaceOptions } from './places.ts';
import type { Recorder } from './recorder.ts';
import type { ChainSummary } from './result.ts';

/** What was asked for by name and has no chain: what was proven of others says nothing about it. */
export function reportUnmet(asked: PlaceOptions, chains: readonly ChainSummary[], recorder: Recorder): void {
  const lacking = (names: readonly string[] = [], is: (chain: ChainSummary, name: string) => boolean) =>
    names.filter((name) => !chains.some((chain) => is(chain, name)));
  const unmet = [
    ...lacking(asked.trails, (chain, name) => acceptsOf([name])(chain.trail, chain.homeRegion, undefined)),
    ...lacking(asked.accounts, ({ account }, name) => account === name),
    ...lacking(asked.regions, ({ region }, name) => region === name),
  ];
  for (const chain of unmet) {
    recorder.report({ kind: 'nothing-found', chain });
  }
}
