import type { UnknownDetail } from '#src/core/finding.ts';
import { listNames } from '#src/core/message.ts';
import type { Case, DiagnosedCause, Implied, Reported } from '#src/domain/delivery/diagnose.ts';
import type { Counts, Place, Verdict } from './report.ts';

/** How a verdict is called in one or two words. */
export const caseWords: Readonly<Record<Case, string>> = {
  explained: 'FAILING, explained',
  unexplained: 'FAILING, unexplained',
  predicted: 'WILL FAIL',
  unknown: 'UNKNOWN',
  well: 'well',
};

const impliedWords: Readonly<Record<Implied, string>> = {
  allowed: 'the next delivery is let through',
  refused: 'the next delivery is refused',
  'likely-refused': 'the next delivery is likely refused',
  unknown: 'cannot be told',
};

/** What the configuration says, and only of what could be read. */
export function impliedText({ implied, unknowns }: Pick<Verdict, 'implied' | 'unknowns'>): string {
  const paths = unknowns.map(({ path }) => path);
  return unknowns.length === 0 ? impliedWords[implied] : `${impliedWords[implied]}; not read: ${listNames(paths, 4)}`;
}

export function reportedText(reported: Reported): string {
  const last =
    'at' in reported && reported.at !== undefined ? `last delivery ${minute(reported.at)}` : 'no delivery told';
  switch (reported.state) {
    case 'error':
      return `error ${reported.error}, ${last}`;
    case 'silent':
      return `no error, and nothing arrives: ${last}`;
    case 'fine':
      return `no error, ${last}`;
    default:
      return unknownText(reported.unknown);
  }
}

/** What AWS reports in several places: one sentence, the latest time of all. */
export function reportedInPlaces(places: readonly Place[]): string {
  const [first] = places;
  if (first === undefined) return '';
  const latest = places.reduce((best, place) => (timeOf(place) > timeOf(best) ? place : best), first);
  return reportedText(latest.reported);
}

const timeOf = ({ reported }: Place): string => ('at' in reported ? (reported.at ?? '') : '');

export function unknownText({ path, reason, action, detail }: UnknownDetail): string {
  const why = `${reason.replaceAll('-', ' ')}${detail === '' ? '' : `: ${detail}`}`;
  return `${path} could not be read (${why})${action === undefined ? '' : `; missing permission: ${action}`}`;
}

/** `eu-west-1 and us-east-1`; with the accounts where they are others than the trail's owner. */
export function placesText(places: readonly Place[], owner: string): string {
  const accounts = [...new Set(places.map(({ account }) => account))];
  if (accounts.length === 1 && accounts[0] === owner) return regionsText(places);
  if (accounts.length > 2) return `${places.length} regions of ${accounts.length} accounts`;
  const each = accounts.map(
    (account) => `${regionsText(places.filter((place) => place.account === account))} of ${account}`,
  );
  return listNames(each);
}

function regionsText(places: readonly Place[]): string {
  return places.length > 4 ? `${places.length} regions` : listNames(places.map(({ region }) => region));
}

export function strengthText({ confidence, blocks, fits }: DiagnosedCause): string {
  const alone = blocks ? 'alone stops deliveries' : 'stops no delivery';
  return `${confidence}, ${alone}${fits ? '' : ", not what AWS's code points at"}`;
}

export function summaryText(trails: number, counts: Counts): string {
  const parts: string[] = [];
  const add = (count: number, word: string): void => {
    if (count > 0) parts.push(`${count} ${word}`);
  };
  add(counts.explained, 'failing and explained');
  add(counts.unexplained, 'failing and unexplained');
  add(counts.predicted, 'will fail');
  add(counts.unknown, 'unknown');
  add(counts.well, 'well');
  const told = parts.length === 0 ? 'nothing is delivered' : parts.join(', ');
  return `${trails} ${trails === 1 ? 'trail' : 'trails'}; deliveries by region and channel: ${told}.`;
}

const minute = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;
