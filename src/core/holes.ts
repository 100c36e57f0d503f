import { attempt } from './three-valued.ts';
import { UnknownRead } from './unknown.ts';

/**
 * Lists that are asked for region by region have a hole for each region that did not answer. Where such a hole can only
 * hide what bears on its own region, it says so, and questions about other regions do without it.
 */

/** Whether what an unknown hides may bear on a region. */
export function mayBearOn({ unknown }: UnknownRead, region: string): boolean {
  return unknown.region === undefined || unknown.region === region;
}

/** The positions of the elements that may bear on a region: all but holes that are about another one. */
export function bearingOn(items: readonly unknown[], region: string): number[] {
  const positions: number[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = attempt(() => items[index]);
    if (!(item instanceof UnknownRead) || mayBearOn(item, region)) positions.push(index);
  }
  return positions;
}
