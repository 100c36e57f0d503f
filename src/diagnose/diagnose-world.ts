import { account } from '#src/assets/account/model.ts';
import { trail as trailKind } from '#src/assets/trail/model.ts';
import { closest } from '#src/core/closest.ts';
import { listNames } from '#src/core/message.ts';
import { byText } from '#src/core/order.ts';
import { attempt } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { UserError } from '#src/core/user-error.ts';
import { guardedView } from '#src/core/view.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import { type Case, cases, type DiagnoseOptions, diagnoseTrail } from '#src/domain/delivery/diagnose.ts';
import { groupSites } from './group.ts';
import { diagnoseNeed } from './need.ts';
import type { DiagnosisReport, TrailDiagnosis } from './report.ts';

/**
 * Why each trail of a world delivers or does not.
 *
 * @param name a trail's name or ARN; all trails without it
 * @throws UserError when no trail bears the name
 */
export function diagnoseWorld(world: World, options: DiagnoseOptions, name?: string): DiagnosisReport {
  const trails = [...diagnoseTrails(world, options, name)].toSorted((a, b) => byText(a.id, b.id));
  const counts = Object.fromEntries(cases.map((one) => [one, 0])) as Record<Case, number>;
  for (const { verdicts, unknown } of trails) {
    if (unknown !== undefined) counts.unknown++;
    for (const verdict of verdicts) counts[verdict.case] += verdict.places.length;
  }
  return { trails, unseen: [...unseenAccounts(world)], counts };
}

function* diagnoseTrails(world: World, options: DiagnoseOptions, name: string | undefined): Generator<TrailDiagnosis> {
  for (const record of chooseTrails(world, name)) yield diagnoseRecord(world, record, options);
}

/** One trail of a world. What its view does not tell is unknown inside the answer. */
export function diagnoseRecord(world: World, record: AssetRecord, options: DiagnoseOptions): TrailDiagnosis {
  const view = guardedView(world, trailKind, record, diagnoseNeed.reads);
  const { id, name, account: owner, region } = record;
  const identity = { id, name, account: owner, region };
  const sites = attempt(() => diagnoseTrail(view, options));
  if (sites instanceof UnknownRead) return { ...identity, verdicts: [], unknown: unknownDetail(sites) };
  return { ...identity, verdicts: groupSites(sites) };
}

function chooseTrails(world: World, name: string | undefined): AssetRecord[] {
  const all = [...world.ofKind(trailKind.name)].filter(({ missing }) => !missing);
  if (name === undefined) return all;
  const found = all.filter((record) => record.id === name || record.name === name);
  if (found.length > 0) return found;
  throw new UserError('TRAIL_UNKNOWN', `There is no trail "${name}"`, hintFor(name, all));
}

function hintFor(name: string, trails: readonly AssetRecord[]): string {
  if (trails.length === 0) return 'This world holds no trail at all.';
  const near = closest(
    name,
    trails.flatMap((trail) => [trail.name, trail.id]),
  );
  if (near !== undefined) return `Did you mean ${near}?`;
  const names = trails.map((trail) => trail.name);
  return `Trails: ${listNames(names)}.`;
}

/** Accounts whose trails could not be listed, wholly or in part. */
function* unseenAccounts(world: World): Generator<DiagnosisReport['unseen'][number]> {
  for (const { id, facts, unreadable } of world.ofKind(account.name)) {
    const arns = facts['trailArns'];
    // A world that was read for another question may hold accounts whose trails nobody listed.
    const listed = 'trailArns' in facts ? arns : new Unknown('not-available', 'this source does not list the trails');
    const hole = unreadable ?? (Array.isArray(listed) ? listed.find((arn) => arn instanceof Unknown) : listed);
    if (hole instanceof Unknown) yield { account: id, unknown: unknownDetail({ path: 'trailArns', unknown: hole }) };
  }
}
