import { accountFolder, organizationFolder, type Location } from '#src/domain/digest/object-key.ts';
import type { Problem } from '#src/domain/digest/problem.ts';
import { isLogName } from './log-listing.ts';
import { StoreError, type ObjectStore, type TrailTarget } from './ports.ts';

const mostStray = 1000;

export interface Discovered {
  readonly locations: readonly Location[];
  readonly problems: readonly Problem[];
}

export interface DiscoverFilter {
  readonly accounts: readonly string[] | undefined;
  readonly regions: readonly string[] | undefined;
}

/**
 * The accounts and regions of a trail: those that it covers by its settings, and those that have a folder in the
 * bucket: a member that left the organisation, a region that was disabled, a trail of which nothing else is known.
 */
export async function discoverLocations(
  store: ObjectStore,
  target: TrailTarget,
  filter: DiscoverFilter,
): Promise<Discovered> {
  const problems: Problem[] = [];
  const locations: Location[] = [];
  const look = lookInto(store, target, problems);
  for (const organization of await organizations(target, look)) {
    const place = { prefix: target.prefix, organization };
    // Of an account's own trail the account is known.
    const own = organization === undefined ? target.accounts : undefined;
    const inBucket = own ?? (await look(organizationFolder(place))).folders.filter((name) => /^\d{12}$/.test(name));
    // A member of whom nothing is there is looked for too: all that it had may have been deleted.
    const members = organization === undefined ? [] : (target.members?.keys() ?? []);
    const accounts = new Set([...(target.accounts ?? []), ...members, ...inBucket]);
    for (const account of accounts) {
      if (filter.accounts?.includes(account) === false) {
        continue;
      }
      const home = accountFolder({ ...place, account });
      const chain = `${target.bucket}/${home}`.replace(/\/$/, '');
      const [digests, logs] = await Promise.all([look(`${home}CloudTrail-Digest/`), look(`${home}CloudTrail/`)]);
      const there = new Set([...digests.folders, ...logs.folders]);
      const isKnown =
        inBucket.includes(account) || target.organization === undefined || target.members?.has(account) === true;
      const { covered, unsure } = isKnown ? coveredRegions(target, account, there) : { covered: [], unsure: [] };
      problems.push(...strays(chain, target.bucket, home, logs));
      if (unsure.length > 0) {
        problems.push({ kind: 'regions-unknown', chain, bucket: target.bucket, detail: unsure.join(', ') });
      }
      for (const region of new Set([...covered, ...there])) {
        if (isRegionName(region) && filter.regions?.includes(region) !== false) {
          locations.push({ ...place, account, region });
        }
      }
    }
  }
  return { locations, problems };
}

/** What lies directly in a folder of the bucket. */
interface Contents {
  /** Their names. */
  readonly folders: readonly string[];
  /** Keys of what looks like log files, a thousand at most. */
  readonly logs: readonly string[];
}

type Look = (folder: string) => Promise<Contents>;

/** Lists folders of a trail's bucket; one that cannot be listed to its end is a problem, and what was seen of it counts. */
function lookInto(store: ObjectStore, target: TrailTarget, problems: Problem[]): Look {
  return async (folder) => {
    const folders: string[] = [];
    const logs: string[] = [];
    try {
      for await (const key of store.children(target.bucket, folder)) {
        if (key.endsWith('/')) {
          folders.push(key.slice(folder.length, -1));
        } else if (isLogName(key) && logs.length < mostStray) {
          logs.push(key);
        }
      }
    } catch (error) {
      if (!(error instanceof StoreError)) {
        throw error;
      }
      const chain = target.arn ?? target.bucket;
      problems.push({ kind: 'listing-incomplete', chain, bucket: target.bucket, key: folder, detail: error.message });
    }
    return { folders, logs };
  };
}

/**
 * The regions that a trail covers in an account. Unsure are those that each account enables for itself, where nobody
 * knows whether this one did and nothing of it is there.
 */
function coveredRegions(
  { regions = [], enabled, optIn }: TrailTarget,
  account: string,
  there: ReadonlySet<string>,
): { readonly covered: readonly string[]; readonly unsure: readonly string[] } {
  const own = enabled?.get(account);
  if (own !== undefined) {
    return { covered: regions.filter((region) => own.includes(region)), unsure: [] };
  }
  const isUnsure = (region: string): boolean => optIn?.has(region) === true && !there.has(region);
  return { covered: regions.filter((region) => !isUnsure(region)), unsure: regions.filter(isUnsure) };
}

const isRegionName = (name: string): boolean => /^[a-z0-9-]{4,40}$/.test(name);

/** Log files and folders beside those of the regions: what reads the account's folder for log files reads these too. */
function strays(chain: string, bucket: string, home: string, { folders, logs }: Contents): Problem[] {
  const kind = 'log-unreferenced';
  const strange = folders.filter((name) => !isRegionName(name)).map((name) => `${home}CloudTrail/${name}/`);
  return [
    ...logs.map((key): Problem => ({ kind, chain, bucket, key, detail: 'it is of no region' })),
    ...strange.map((key): Problem => ({ kind, chain, bucket, key, detail: 'the folder is that of no region' })),
  ];
}

async function organizations(target: TrailTarget, look: Look): Promise<readonly (string | undefined)[]> {
  if (target.organization !== undefined) {
    return [target.organization];
  }
  if (target.arn !== undefined && target.accounts !== undefined) {
    return [undefined];
  }
  // Only a place is known: an organisation's trail has one more folder than an account's.
  const found = await look(organizationFolder({ prefix: target.prefix, organization: undefined }));
  return [...found.folders.filter((name) => /^o-[a-z0-9]{4,32}$/.test(name)), undefined];
}
