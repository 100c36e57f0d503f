import type { World } from '#src/core/world.ts';
import type { Place } from './places.ts';
import { questionsAbout } from './questions.ts';
import { type Said, saidOf, stateOf } from './said.ts';

/** What a hole did that it may not do, one sentence each. */

const isDefinite = (state: string): boolean => state !== 'unknown' && state !== 'silent';

/** A hole turns an answer into `unknown`, and into nothing else; nothing falls silent; what is unknown says what is missing. */
export function changedAnswers(place: Place, sound: Said, holed: Said): string[] {
  const silent = [...sound.keys()].filter((name) => stateOf(holed, name) === 'silent' && !mayFallSilent(name));
  const changed = [...holed].flatMap(([name, { state, text }]) => {
    const before = sound.get(name)?.state;
    if (state === before) return [];
    if (state !== 'unknown') return [`${name} was ${before ?? 'not said'} and is ${state}: ${text}`];
    return names(text) ? [] : [`${name} is unknown and does not say what is missing: ${text}`];
  });
  return [...silent.map((name) => `${name} fell silent`), ...changed].map((text) => `hole in ${place.name}: ${text}`);
}

/** What the unknowns of this check say of themselves. */
const names = (text: string): boolean => text.includes('nobody may read') && text.includes('test:Read');

/** Types of resources that are seen nowhere have no column. */
const mayFallSilent = (name: string): boolean => / (data|network)-?.*:AWS::/.test(name);

/** An answer that is certain despite the hole holds whatever the hole hides. */
export function refutedAnswers(place: Place, holed: Said, known: readonly World[]): string[] {
  const refuted = new Map<string, string>();
  const asked = questionsAbout(place);
  for (const world of known) {
    const said = saidOf(world, asked);
    for (const [name, { state }] of holed) {
      const really = stateOf(said, name);
      if (!isDefinite(state) || !isDefinite(really) || really === state || refuted.has(name)) continue;
      refuted.set(name, `hole in ${place.name}: ${name} is ${state}, and would be ${really}: ${said.get(name)!.text}`);
    }
  }
  return [...refuted.values()];
}

/** Who knows less is not more certain. */
export function bolderAnswers(places: readonly [Place, Place], alone: readonly [Said, Said], both: Said): string[] {
  return [...both].flatMap(([name, { state }]) => {
    const before = alone.map((said) => stateOf(said, name));
    if (!isDefinite(state) || before.every((one) => one === state)) return [];
    return [`holes in ${places.map((one) => one.name).join(' and ')}: ${name} is ${state}, was ${before.join(', ')}`];
  });
}
