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
  const folders = async (prefix: string): Promise<readonly string[]> => {
    try {
      return (await store.folders(target.bucket, prefix)).map((name) => name.replace(/\/$/, ''));
    } catch (error) {
      if (!(error instanceof StoreError)) {
        throw error;
      }
      const chain = target.arn ?? target.bucket;
      problems.push({ kind: 'listing-incomplete', chain, bucket: target.bucket, key: prefix, detail: error.message });
      return [];
    }
  };
  for (const organization of await organizations(target, folders)) {
    const place = { prefix: target.prefix, organization };
    // Of an account's own trail the account is known.
    const own = organization === undefined ? target.accounts : undefined;
    const inBucket = own ?? (await folders(organizationFolder(place))).filter((name) => /^\d{12}$/.test(name));
    // A member of whom nothing is there is looked for too: all that it had may have been deleted.
    const members = organization === undefined ? [] : (target.members?.keys() ?? []);
    const accounts = new Set([...(target.accounts ?? []), ...members, ...inBucket]);
    for (const account of accounts) {
      if (filter.accounts?.includes(account) === false) {
        continue;
      }
      const home = accountFolder({ ...place, account });
      const [digests, logs, stray] = await Promise.all([
        folders(`${home}CloudTrail-Digest/`),
        folders(`${home}CloudTrail/`),
        strayLogs(store, target, home),
      ]);
      problems.push(...stray);
      const known =
        inBucket.includes(account) || target.organization === undefined || target.members?.has(account) === true;
      const there = new Set([...digests, ...logs]);
      const enabled = target.enabled?.get(account);
      const covered = (known ? (target.regions ?? []) : []).filter((region) => enabled?.includes(region) !== false);
      const unsure = covered.filter((region) => {
        return enabled === undefined && target.optIn?.has(region) === true && !there.has(region);
      });
      if (unsure.length > 0) {
        const chain = `${target.bucket}/${home}`.replace(/\/$/, '');
        problems.push({ kind: 'regions-unknown', chain, bucket: target.bucket, detail: unsure.join(', ') });
      }
      const regions = new Set([...covered.filter((region) => !unsure.includes(region)), ...there]);
      for (const region of regions) {
        if (!/^[a-z0-9-]{4,40}$/.test(region)) {
          const key = `${home}CloudTrail/${region}/`;
          const detail = 'the folder is that of no region';
          if (logs.includes(region)) {
            problems.push({
              kind: 'log-unreferenced',
              chain: `${target.bucket}/${home}`.replace(/\/$/, ''),
              bucket: target.bucket,
              key,
              detail,
            });
          }
        } else if (filter.regions?.includes(region) !== false) {
          locations.push({ ...place, account, region });
        }
      }
    }
  }
  return { locations, problems };
}

/** Log files beside the folders of the regions: what reads the account's folder for log files reads these too. */
async function strayLogs(store: ObjectStore, target: TrailTarget, home: string): Promise<readonly Problem[]> {
  const chain = `${target.bucket}/${home}`.replace(/\/$/, '');
  const found: Problem[] = [];
  try {
    for await (const key of store.files(target.bucket, `${home}CloudTrail/`)) {
      if (isLogName(key) && found.length < mostStray) {
        found.push({ kind: 'log-unreferenced', chain, bucket: target.bucket, key, detail: 'it is of no region' });
      }
    }
  } catch (error) {
    if (!(error instanceof StoreError)) {
      throw error;
    }
    const key = `${home}CloudTrail/`;
    found.push({ kind: 'listing-incomplete', chain, bucket: target.bucket, key, detail: error.message });
  }
  return found;
}

async function organizations(
  target: TrailTarget,
  folders: (prefix: string) => Promise<readonly string[]>,
): Promise<readonly (string | undefined)[]> {
  if (target.organization !== undefined) {
    return [target.organization];
  }
  if (target.arn !== undefined && target.accounts !== undefined) {
    return [undefined];
  }
  // Only a place is known: an organisation's trail has one more folder than an account's.
  const found = await folders(organizationFolder({ prefix: target.prefix, organization: undefined }));
  return [...found.filter((name) => /^o-[a-z0-9]{4,32}$/.test(name)), undefined];
}
