import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * Finds the AWSLogs folders under a directory. A digest in them tells, in signed text, the bucket and the key that it
 * was written to, and by that how much of the path is the key: the directory may be the bucket, a part of it,
 * or hold several.
 */
export async function findCopies(
  directory: string,
  bucket: string | undefined,
  prefix: string | undefined,
): Promise<readonly Copy[]> {
  const prefixes = prefix === undefined ? findPrefixes(directory) : [prefix.replace(/\/$/, '')];
  return await Promise.all(
    prefixes.map(async (found) => {
      const first = await firstDigest(directory, found);
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

/** What the first readable digest says of its place. Nothing is decided by it that its signature will not prove. */
async function firstDigest(
  directory: string,
  prefix: string,
): Promise<{ listed: string; bucket: string; key: string } | undefined> {
  const store = createDirectoryStore({ kind: 'directory', id: directory, root: directory });
  let tried = 0;
  try {
    for await (const listed of store.list('', prefix === '' ? 'AWSLogs/' : `${prefix}/AWSLogs/`)) {
      if (parseDigestKey(listed) === undefined) {
        continue;
      }
      tried += 1;
      const outcome = await readDigest(store, { bucket: '', key: listed }, { ...defaultLimits, retries: 0 }, false);
      if (outcome.ok) {
        return { listed, bucket: outcome.document.bucket, key: outcome.document.key };
      }
      if (tried > 20) {
        return undefined;
      }
    }
  } catch (error) {
    if (!(error instanceof StoreError)) {
      throw error;
    }
  }
  return undefined;
}

function findPrefixes(root: string): readonly string[] {
  const found: string[] = [];
  let looked = 0;
  const look = (path: string, prefix: string, depth: number): void => {
    looked += 1;
    if (looked > most) {
      return;
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
