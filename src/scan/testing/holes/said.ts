import { alarms } from '#src/alarms/alarms.ts';
import { UNKNOWN_REGIONS } from '#src/core/unknown.ts';
import { ACCOUNT_KIND, type World } from '#src/core/world.ts';
import { coverage } from '#src/coverage/coverage.ts';
import { shown } from '#src/coverage/words.ts';
import { diagnoseWorld } from '#src/diagnose/diagnose-world.ts';
import { classId } from '#src/domain/coverage/event-class.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { NOW } from '#src/testing/healthy.ts';
import { evaluateWorld } from '../../evaluate.ts';
import { everything, type Questions } from './questions.ts';

/** One answer about one thing. */
export interface Answer {
  readonly state: string;
  /** What a person is told. */
  readonly text: string;
  /** Answers that this one stands for: an unknown on a whole speaks for its parts. */
  readonly standsFor?: (name: string) => boolean;
}

/** Everything that is said of a world, by what it is about. */
export type Said = ReadonlyMap<string, Answer>;

export function saidOf(world: World, asked: Questions = everything): Said {
  return new Map([
    ...byRules(world, asked),
    ...(asked.coverage ? byCoverage(world) : []),
    ...(asked.alarms ? byAlarms(world) : []),
    ...(asked.diagnose ? byDiagnose(world) : []),
  ]);
}

/** What is said of something of which another world tells: `silent` where nothing is. */
export function stateOf(said: Said, name: string): string {
  const own = said.get(name);
  if (own !== undefined) return own.state;
  return [...said.values()].some(({ standsFor }) => standsFor?.(name)) ? 'unknown' : 'silent';
}

function* byRules(world: World, { rules }: Questions): Generator<[string, Answer]> {
  const chosen = rules.map((rule) => {
    const settings = rule.id === 'CT-014' ? { designatedBuckets: ['trail-logs'] } : {};
    return { rule, severity: rule.severity, settings };
  });
  for (const { rule, asset, key, outcome, message } of evaluateWorld(world, chosen, NOW)) {
    const name = `${rule} ${asset.id}`;
    const isWhole = outcome === 'unknown' && key === undefined;
    const standsFor = (other: string): boolean =>
      other.startsWith(`${name} #`) ||
      (asset.kind === ACCOUNT_KIND && other.startsWith(`${rule} `) && other.includes(asset.id));
    const answer = { state: outcome, text: message, ...(isWhole && { standsFor }) };
    yield [key === undefined ? name : `${name} #${key}`, answer];
  }
}

function* byCoverage(world: World): Generator<[string, Answer]> {
  for (const { matrix } of coverage(world, options)) {
    const name = `coverage ${matrix.account}`;
    for (const row of matrix.rows) {
      const standsFor = (other: string): boolean => other.startsWith(`${name} `);
      for (const [index, cell] of row.cells.entries()) {
        const open = cell?.by.flatMap(({ recorder }) => row.deliveries[recorder]?.open ?? []) ?? [];
        const text = JSON.stringify(cell?.unknown ?? (open.length > 0 ? open : (cell?.detail ?? '')));
        // What is not known of a delivery stands beside what is recorded, and the command ends as for an unknown.
        const state = open.length > 0 && cell?.state !== 'none' ? 'unknown' : shown(cell, row);
        const answer = { state, text, ...(row.region === UNKNOWN_REGIONS && { standsFor }) };
        yield [`${name} ${row.region} ${classId(matrix.classes[index]!)}`, answer];
      }
    }
  }
}

function* byAlarms(world: World): Generator<[string, Answer]> {
  for (const { account, rows } of alarms(world, { now: NOW })) {
    for (const { rule, state, because } of rows) {
      yield [`alarms ${account} ${rule}`, { state, text: because.join(' ') }];
    }
  }
}

function* byDiagnose(world: World): Generator<[string, Answer]> {
  const { trails, unseen } = diagnoseWorld(world, options);
  for (const { id, verdicts, unknown } of trails) {
    const whole = (name: string) => (other: string) => other.startsWith(`${name} `);
    const name = `diagnose ${id}`;
    if (unknown) yield [name, { state: 'unknown', text: JSON.stringify(unknown), standsFor: whole(name) }];
    for (const { channel, case: which, places, unknowns } of verdicts) {
      for (const { account, region, reported } of places) {
        const about = `${name} ${channel} ${account}`;
        const isUnread = reported.state === 'unknown';
        const answer = {
          // What would be refused may be nothing, where the trail may be stopped: the answer says both.
          state: which === 'predicted' && isUnread ? 'unknown' : which,
          text: JSON.stringify([reported, unknowns]),
          ...(region === UNKNOWN_REGIONS && { standsFor: whole(about) }),
        };
        yield [`${about} ${region}`, answer];
      }
    }
  }
  for (const { account, unknown } of unseen) {
    const standsFor = (other: string): boolean => other.startsWith('diagnose ') && other.includes(account);
    yield [`diagnose ${account}`, { state: 'unknown', text: JSON.stringify(unknown), standsFor }];
  }
}

const options = { now: NOW, patience: defaultPatience };
