import { randomUUID } from 'node:crypto';
import { account } from '#src/assets/account/model.ts';
import { createCaller } from '#src/aws/caller.ts';
import { openSessions } from '#src/aws/sessions.ts';
import { readSharedSettings } from '#src/aws/shared-settings.ts';
import { createUntilAborted } from '#src/aws/until-aborted.ts';
import { UserError } from '#src/core/user-error.ts';
import { ACCOUNT_KIND, type MutableWorld, type World } from '#src/core/world.ts';
import { collectors } from '#src/generated/collectors.ts';
import { kinds } from '#src/generated/kinds.ts';
import { VERSION } from '#src/version.ts';
import type { AcquireOptions } from './acquire.ts';
import { collectWorld } from './collect.ts';
import { type Need, planEverything, planReads } from './plan.ts';
import { SNAPSHOT_VERSION, type SnapshotHeader } from './snapshot/header.ts';
import type { Snapshot } from './snapshot/read.ts';

/** Enters the accounts and reads what the needs ask for. A stopped scan's snapshot is gone on from. */
export async function readAccounts(
  options: AcquireOptions,
  needs: readonly Need[],
  earlier: Snapshot | undefined,
): Promise<Snapshot> {
  const startedAt = new Date().toISOString();
  const { sessions, refused } = await enter(options);
  const [first] = sessions;
  if (first === undefined) {
    const reasons = [...refused.values()].map(({ detail }) => detail).join('\n');
    throw new UserError(
      'NO_ACCOUNT',
      `No account could be entered\n${reasons}`,
      'Check the trust policy of the roles and the external id.',
    );
  }
  const accounts = sessions.map((session) => session.account);
  checkSameAccounts(earlier, accounts);
  const caller = createCaller({ ...(await callerOptions(options)), sessions, settled: earlier?.calls ?? [] });
  try {
    const world = await collectWorld({
      plan: options.full ? planEverything(kinds) : planReads(needs, account),
      collectors,
      caller,
      accounts,
      partition: first.partition,
      defaultRegion: first.region,
      signal: options.signal,
      ...(options.regions === undefined ? {} : { selectedRegions: options.regions }),
      ...(earlier !== undefined && hasSameScope(earlier, accounts, options.regions) ? { earlier: earlier.world } : {}),
      onAsset: (found, done) =>
        options.onProgress?.({ accounts: accounts.length, found, done, calls: caller.counts.total, ...caller.counts }),
    });
    if (!options.signal.aborted) checkRegions(world, options.regions ?? []);
    addRefused(world as MutableWorld, refused);
    const { aborted } = options.signal;
    return {
      world,
      header: header(world, options.regions, startedAt, first.partition, aborted, caller.counts),
      // Only a stopped scan needs them: a finished one has said all of it in facts.
      calls: aborted ? [...caller.settled()] : [],
    };
  } finally {
    caller.close();
  }
}

/** Who is stopped while credentials are asked for, or a role, need not wait for them. */
async function enter(options: AcquireOptions): ReturnType<typeof openSessions> {
  try {
    return await createUntilAborted(options.signal)(openSessions(options));
  } catch (error) {
    if (!options.signal.aborted) throw error;
    throw new UserError(
      'STOPPED',
      'Stopped before any account was entered',
      'Nothing was read; run the command again.',
    );
  }
}

/** A region that no account has enabled is a slip of the pen: to answer it with an empty report would look like a pass. */
function checkRegions(world: World, selected: readonly string[]): void {
  const covered = coveredRegions(world);
  const wrong = selected.filter((region) => !covered.includes(region));
  if (wrong.length === 0) return;
  const others =
    covered.length === 0
      ? '`surety doctor` lists those that are.'
      : `Of those asked for, ${covered.join(', ')} ${covered.length === 1 ? 'is' : 'are'} enabled; \`surety doctor\` lists all.`;
  throw new UserError(
    'REGION_NOT_ENABLED',
    `Region ${wrong.join(' and ')} is not enabled in account ${[...world.accounts].join(', ')}`,
    `Check --region and the configuration. ${others}`,
  );
}

function coveredRegions(world: World): string[] {
  const regions = new Set<string>();
  for (const { facts } of world.ofKind(ACCOUNT_KIND)) {
    // A scan that was stopped early knows none.
    const known: unknown = facts['regions'];
    for (const region of Array.isArray(known) ? known : []) {
      if (typeof region === 'string') regions.add(region);
    }
  }
  return [...regions].toSorted();
}

async function callerOptions({ signal, maxAttempts, requestTimeout, pace }: AcquireOptions) {
  const attempts = maxAttempts ?? (await readSharedSettings()).maxAttempts;
  return {
    signal,
    ...(attempts === undefined ? {} : { maxAttempts: attempts }),
    ...(requestTimeout === undefined ? {} : { requestTimeout }),
    ...(pace === undefined ? {} : { pace }),
  };
}

/** An account that could not be entered is part of the answer: every rule about it is unknown. */
function addRefused(world: MutableWorld, refused: Awaited<ReturnType<typeof openSessions>>['refused']): void {
  for (const [id, why] of refused) {
    const identity = { id, name: id, account: id, region: 'global' };
    world.put({ ...identity, kind: ACCOUNT_KIND, unreadable: why, facts: {}, provenance: {} });
  }
}

function checkSameAccounts(earlier: Snapshot | undefined, accounts: readonly string[]): void {
  const before = earlier?.header.accounts;
  if (before === undefined || before.some((id) => accounts.includes(id))) return;
  throw new UserError(
    'RESUME_OTHER_ACCOUNT',
    `The snapshot to resume is of ${before.join(', ')}, the credentials are for ${accounts.join(', ')}`,
    'Use the credentials of the first scan, or scan anew without --resume.',
  );
}

/** Facts such as a trail's status depend on the accounts and regions that were asked: with others, only the calls hold. */
function hasSameScope(
  { header, world }: Snapshot,
  accounts: readonly string[],
  regions: readonly string[] | undefined,
): boolean {
  const entered = [...world.ofKind(ACCOUNT_KIND)].filter(({ unreadable }) => unreadable === undefined);
  const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
    a.toSorted().join(' ') === b.toSorted().join(' ');
  return (
    same(
      entered.map(({ id }) => id),
      accounts,
    ) && same(header.selectedRegions, regions)
  );
}

function header(
  world: World,
  selectedRegions: readonly string[] | undefined,
  startedAt: string,
  partition: string,
  aborted: boolean,
  calls: SnapshotHeader['calls'],
): SnapshotHeader {
  return {
    format: 'surety-snapshot',
    version: SNAPSHOT_VERSION,
    tool: `surety ${VERSION}`,
    scanId: randomUUID(),
    startedAt,
    finishedAt: new Date().toISOString(),
    accounts: [...world.accounts],
    refused: [...world.ofKind(ACCOUNT_KIND)].map(({ id }) => id).filter((id) => !world.accounts.has(id)),
    partition,
    regions: coveredRegions(world),
    ...(selectedRegions === undefined ? {} : { selectedRegions: [...selectedRegions] }),
    finished: !aborted,
    calls: { ...calls },
  };
}
