import { describe, expect, test } from 'vitest';
import type { World } from '#src/core/world.ts';
import { bolderAnswers, changedAnswers, refutedAnswers } from './testing/holes/broken.ts';
import { type Place, placesOf } from './testing/holes/places.ts';
import { questionsAbout } from './testing/holes/questions.ts';
import { saidOf } from './testing/holes/said.ts';
import { worlds } from './testing/holes/worlds.ts';

/**
 * Unknown is not false, for every place of a world where an unknown may stand, and for all rules, `coverage`, `alarms` and
 * `diagnose`: a hole makes an answer unknown, with what is missing, or leaves it as it is; it silences none; what stays
 * certain holds whatever known value the hole hides; and who knows less by two holes is not more certain than by either.
 *
 * Values and pairs are tried a few at a time; `HOLES=all` tries all values, which takes minutes.
 */
const FEW = process.env['HOLES'] === 'all' ? Infinity : 3;

/** As many of a list, evenly spread. */
function few<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  return list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

describe.each(Object.entries(worlds))('holes in a world: %s', (_, world) => {
  const places = placesOf(world);
  const sound = saidOf(world);

  test('make an answer unknown or leave it', () => {
    const broken = places.flatMap((place) => changedAnswers(place, sound, saidOf(place.hole(world))));
    expect(broken).toEqual([]);
  });

  test('leave certain what holds whatever they hide', () => {
    const broken = places.flatMap((place) => {
      const holed = saidOf(place.hole(world), questionsAbout(place));
      return refutedAnswers(place, holed, few(place.known(), FEW));
    });
    expect(broken).toEqual([]);
  });

  test('two of them leave no more certain than one', () => {
    const broken = few(pairsOf(places), 8).flatMap((pair) => bolder(world, pair));
    expect(broken).toEqual([]);
  });
});

/** Each place with one that stands far from it. */
function pairsOf(places: readonly Place[]): [Place, Place][] {
  return places.map((place, index) => [place, places[(index * 7 + 3) % places.length]!]);
}

function bolder(world: World, [first, second]: [Place, Place]): string[] {
  const one = first.hole(world);
  return bolderAnswers([first, second], [saidOf(one), saidOf(second.hole(world))], saidOf(second.hole(one)));
}
