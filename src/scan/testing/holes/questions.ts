import { type AnyKind, type AnyReads, type Link, targetKind } from '#src/core/asset.ts';
import { ACCOUNT_KIND } from '#src/core/world.ts';
import { coverageNeed } from '#src/coverage/reads.ts';
import { diagnoseNeed } from '#src/diagnose/need.ts';
import { rules } from '#src/generated/rules.ts';
import type { Need } from '../../plan.ts';
import type { Place } from './places.ts';

/** What is asked of a world, as far as a hole in one place can bear on it: all else reads nothing there. */
export interface Questions {
  readonly rules: typeof rules;
  readonly coverage: boolean;
  readonly alarms: boolean;
  readonly diagnose: boolean;
}

/** Rules on intents differ in the events that they are about: these stand for all, and `alarms` asks about each. */
const intents = new Set(['CWL-003', 'CWL-016', 'CWL-101']);

const isChosen = ({ id, reads }: (typeof rules)[number]): boolean => !('eventRules' in reads) || intents.has(id);

export const everything: Questions = { rules: rules.filter(isChosen), coverage: true, alarms: true, diagnose: true };

/** Without `alarms`, where the rules on intents have to do. */
export function questionsAbout(place: Place): Questions {
  return {
    rules: everything.rules.filter((rule) => readsAt(rule, place)),
    coverage: readsAt(coverageNeed, place),
    alarms: false,
    diagnose: readsAt(diagnoseNeed, place),
  };
}

/** Accounts bear on everything: they list what is judged. */
function readsAt({ asset, reads }: Need, { kind, fact }: Place): boolean {
  return kind === ACCOUNT_KIND || reaches(asset, reads, kind, fact);
}

function reaches(at: AnyKind, reads: AnyReads, kind: string, fact: string | undefined): boolean {
  if (at.name === kind && fact === undefined) return true;
  return Object.entries(reads).some(([name, deeper]) => {
    const link = at.links[name] as Link | undefined;
    if (at.name === kind && (link === undefined ? name === fact : link.from.includes(fact ?? ''))) return true;
    return link !== undefined && reaches(targetKind(at, link), typeof deeper === 'object' ? deeper : {}, kind, fact);
  });
}
