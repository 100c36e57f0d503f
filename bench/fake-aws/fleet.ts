/** The shape of the made-up organisation that the fake endpoint answers for. */
export interface Fleet {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Trails of its own in each account, besides the organisation's; the first writes to CloudWatch Logs. */
  readonly trails: number;
  /** Metric filters on an account's log group, each with an alarm. */
  readonly filters: number;
  /** Further trails of the last account, at home in all regions in turn, all to the bucket of its first one. */
  readonly more: number;
}

export const HOME = 'us-east-1';
export const ROLE = 'Scanner';

export function makeFleet(accounts: number, regions: readonly string[], more = 0): Fleet {
  const ids = Array.from({ length: accounts }, (_, index) => String(300_000_000_000 + index));
  return { accounts: ids, regions: regions.toSorted(), trails: 2, filters: 15, more };
}

/** The account that owns the organisation's trail and everything behind it. */
export const managementOf = ({ accounts }: Fleet): string => accounts[0]!;

export interface Trail {
  readonly account: string;
  readonly name: string;
  readonly home: string;
  readonly arn: string;
  readonly kind: 'organization' | 'own' | 'further';
}

const trail = (account: string, name: string, kind: Trail['kind'], home = HOME): Trail => ({
  account,
  name,
  home,
  arn: `arn:aws:cloudtrail:${home}:${account}:trail/${name}`,
  kind,
});

/** The trails that an account sees in every region: the organisation's and its own, all of many regions. */
export function trailsOf(account: string, fleet: Fleet): Trail[] {
  return [trail(managementOf(fleet), 'organisation', 'organization'), ...mainTrails(account, fleet), ...furtherTrails(account, fleet)]; // prettier-ignore
}

const mainTrails = (account: string, { trails }: Fleet): Trail[] =>
  Array.from({ length: trails }, (_, index) => trail(account, `trail-${index}`, 'own'));

function furtherTrails(account: string, { accounts, regions, more }: Fleet): Trail[] {
  if (account !== accounts.at(-1)) return [];
  return Array.from({ length: more }, (_, index) =>
    trail(account, `further-${index}`, 'further', regions[index % regions.length]),
  );
}

/** Everything behind a trail is named after it. */
export const behind = ({ account, name }: Trail) => ({
  bucket: `logs-${account}-${name}`,
  key: `arn:aws:kms:${HOME}:${account}:key/${keyId(account, name)}`,
  topic: `arn:aws:sns:${HOME}:${account}:notices-${name}`,
  logGroup: `events-${name}`,
  logGroupArn: `arn:aws:logs:${HOME}:${account}:log-group:events-${name}`,
  role: `to-logs-${name}`,
  roleArn: `arn:aws:iam::${account}:role/to-logs-${name}`,
});

const keyId = (account: string, name: string): string =>
  `${name.length.toString(16).padStart(8, '0')}-${name
    .charCodeAt(name.length - 1)
    .toString(16)
    .padStart(4, '0')}-4000-8000-${account}`;

/** The trails whose own account this is and that have something behind them: buckets, keys and topics. */
export function ownTrails(account: string, fleet: Fleet): Trail[] {
  return trailsOf(account, fleet).filter((one) => one.account === account && one.kind !== 'further');
}
