import type { RegionStatus } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { select } from '#src/core/three-valued.ts';

/** One region of one account that sees the trail. */
export interface RegionView {
  readonly account: string;
  readonly region: string;
  /** What the trail does there. Reading it may meet an unknown, so it is read inside `some`, `select` and the like. */
  readonly status: () => RegionStatus;
}

/** A trail has a status in each account that sees it and in each region there: one trail, many views. */
export function regionViews(status: Readonly<Record<string, Readonly<Record<string, RegionStatus>>>>): RegionView[] {
  const accounts = Object.keys(status);
  const readable = select(accounts, (account) => status[account] !== undefined).matching;
  return accounts.flatMap((account): RegionView[] => {
    const view = (region: string): RegionView => ({ account, region, status: () => status[account]![region]! });
    // An account whose regions could not be read stands as one view that nobody can read, so that it is not forgotten.
    return readable.includes(account) ? Object.keys(status[account]!).map(view) : [view('')];
  });
}

/** `eu-west-1 and us-east-1`; with the accounts where several see the trail: `eu-west-1 of 222222222222`. */
export function viewNames(views: readonly RegionView[], all: readonly RegionView[]): string {
  const severalAccounts = new Set(all.map(({ account }) => account)).size > 1;
  return listNames(views.map(({ account, region }) => (severalAccounts ? `${region} of ${account}` : region)));
}
