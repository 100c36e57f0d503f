import { type AnyKind, type Link, targetKind } from '#src/core/asset.ts';
import { describeUnknown } from '#src/core/evaluate.ts';
import type { Evidence, Finding, UnknownDetail } from '#src/core/finding.ts';
import { evidenceOfUnknown } from '#src/core/evidence.ts';
import { findingId } from '#src/core/identity.ts';
import { Unknown } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { ACCOUNT_KIND, type AssetRecord, isLinkTold, linkTargets, type World } from '#src/core/world.ts';
import type { EvaluationContext } from '#src/core/evaluate.ts';
import type { Rule } from '#src/core/rule.ts';

/** The account's links by which assets of a kind are found. */
export function listingLinks(account: AnyKind, kind: AnyKind): [name: string, link: Link][] {
  return Object.entries(account.links as Record<string, Link>).filter(
    ([, link]) => link.to !== 'self' && link.lists !== false && targetKind(account, link) === kind,
  );
}

/**
 * A rule says nothing about an asset that nobody could list, and silence looks like a pass: where an account's list of
 * them has a hole, the account itself gets the finding, with every reason and missing permission.
 */
export function* unlistedAssets(
  rule: Rule,
  account: AnyKind,
  world: World,
  context: EvaluationContext,
): Generator<Finding> {
  const links = listingLinks(account, rule.asset);
  if (links.length === 0) return;
  for (const record of world.ofKind(ACCOUNT_KIND)) {
    if (record.missing) continue;
    const holes = links.flatMap(([name, link]) => holesOf(world, record, name, link));
    const evidence = holes.map((hole) => evidenceOfUnknown(world, account, record, hole));
    if (holes.length > 0) yield finding(rule, record, context, holes, evidence);
  }
}

function holesOf(world: World, record: AssetRecord, name: string, link: Link): UnknownDetail[] {
  if (record.unreadable !== undefined) return [unknownDetail({ path: name, unknown: record.unreadable })];
  if (!isLinkTold(world, record, link)) return [unknownDetail({ path: name, unknown: NOT_TOLD })];
  return linkTargets(world, record, link).flatMap((target) =>
    target instanceof Unknown ? [unknownDetail({ path: name, unknown: target })] : [],
  );
}

const NOT_TOLD = new Unknown('not-available', 'this source does not list them');

function finding(
  rule: Rule,
  record: AssetRecord,
  context: EvaluationContext,
  holes: readonly UnknownDetail[],
  evidence: readonly Evidence[],
): Finding {
  const { id, name, account, region, kind } = record;
  const [first] = holes as [UnknownDetail];
  const others = holes.length === 1 ? '' : ` And ${holes.length - 1} more such answers are missing.`;
  const asset = { kind, id, name, account, region };
  const common = {
    id: findingId(rule.id, account, id, undefined),
    rule: rule.id,
    slug: rule.slug,
    title: rule.title,
    severity: context.severity,
    asset,
    evidence,
    ...(context.controls === undefined || context.controls.length === 0 ? {} : { controls: context.controls }),
  };
  if (holes.every(({ reason }) => reason === 'not-available')) {
    return { ...common, outcome: 'unsupported-source', message: `This source does not list the ${first.path}.` };
  }
  return { ...common, outcome: 'unknown', message: `${describeUnknown(first)}${others}`, unknowns: holes };
}
