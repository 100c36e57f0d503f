import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '#src/core/user-error.ts';
import { parseDigestKey } from '#src/domain/digest/object-key.ts';
import { defaultLimits, readDigest } from './check.ts';
import { createDirectoryStore } from './directory-store.ts';
import { StoreError } from './ports.ts';

/** A copy of a bucket, or of a part of it, on disk. */
export interface Copy {
  /** The folder that stands for the bucket. */
  readonly root: string;
  readonly bucket: string;
  readonly prefix: string;
  /** What the keys begin with before the path in the folder: the copy is that of a part of the bucket. */
  readonly under: string;
}

const deepest = 6;
const most = 1000;
/** So many digests are asked where they were written to. */
const asked = 15;

/**
 * Finds the AWSLogs folders under a directory. Their digests tell, in signed text, the bucket and the key that it
 * was written to, and by that how much of the path is the key: the directory may be the bucket, a part of it,
 * or hold several.
 *
 * @throws UserError when there are too many folders to look for copies in
 */
export async function findCopies(
  directory: string,
  bucket: string | undefined,
  prefix: string | undefined,
): Promise<readonly Copy[]> {
  const prefixes = prefix === undefined ? findPrefixes(directory) : [prefix.replace(/\/$/, '')];
  return await Promise.all(
    prefixes.map(async (found) => {
      const first = await typicalDigest(directory, found);
      const before =
        first === undefined || !first.listed.endsWith(first.key)
          ? ''
          : first.listed.slice(0, first.listed.length - first.key.length);
      const own = before.endsWith('/') && `${found}/`.startsWith(before) ? before : '';
      const listed = first?.listed.slice(own.length) ?? '';
      const under = first?.key.endsWith(`/${listed}`) === true ? first.key.slice(0, -listed.length) : '';
      return {
        root: join(directory, own),
        bucket: bucket ?? first?.bucket ?? '',
        prefix: `${under}${found.slice(Math.min(own.length, found.length))}`.replace(/\/$/, ''),
        under,
      };
    }),
  );
}

interface Place {
  /** Where it lies in the directory. */
  readonly listed: string;
  /** Where it says that it was written to. */
  readonly bucket: string;
  readonly key: string;
}

/**
 * What most of the first readable digests say of their place: one that was planted among them would make all others look moved.
 * Nothing is decided by it that their signatures will not prove.
 */
async function typicalDigest(directory: string, prefix: string): Promise<Place | undefined> {
  const alike = Map.groupBy(await firstDigests(directory, prefix), ({ listed, bucket, key }) => {
    // Copies differ by the bucket and by what stands before the part that file and key have in common.
    let same = 0;
    while (same < Math.min(listed.length, key.length) && listed.at(-1 - same) === key.at(-1 - same)) same += 1;
    return `${bucket}\n${listed.slice(0, -same || undefined)}\n${key.slice(0, -same || undefined)}`;
  });
  return [...alike.values()].toSorted((a, b) => b.length - a.length)[0]?.[0];
}

async function firstDigests(directory: string, prefix: string): Promise<readonly Place[]> {
  const store = createDirectoryStore({ kind: 'directory', id: directory, root: directory });
  const found: Place[] = [];
  let tried = 0;
  try {
    for await (const listed of store.list('', prefix === '' ? 'AWSLogs/' : `${prefix}/AWSLogs/`)) {
      if (parseDigestKey(listed) === undefined) {
        continue;
      }
      tried += 1;
      const outcome = await readDigest(store, { bucket: '', key: listed }, { ...defaultLimits, retries: 0 }, false);
      if (outcome.ok) {
        found.push({ listed, bucket: outcome.document.bucket, key: outcome.document.key });
      }
      if (found.length >= asked || tried > 20 + asked) {
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof StoreError)) {
      throw error;
    }
  }
  return found;
}

function findPrefixes(root: string): readonly string[] {
  const found: string[] = [];
  let looked = 0;
  const look = (path: string, prefix: string, depth: number): void => {
    looked += 1;
    if (looked > most) {
      // A copy that was not found would be one that nobody looked at.
      throw new UserError(
        'DIRECTORY_LARGE',
        `${root} holds more than ${most} folders in which copies of buckets may be`,
        'Name the folder that holds the AWSLogs folder, or say --prefix.',
      );
    }
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (!entry.isDirectory()) {
        continue;
      }
      if (entry.name === 'AWSLogs') {
        found.push(prefix);
      } else if (depth < deepest && !entry.name.startsWith('.')) {
        look(join(path, entry.name), prefix === '' ? entry.name : `${prefix}/${entry.name}`, depth + 1);
      }
    }
  };
  look(root, '', 0);
  return found.sort();
}
