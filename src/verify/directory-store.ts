import {
  closeSync,
  constants,
  type Dirent,
  createReadStream,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { StoreError, type ObjectStore, type StorePlace } from './ports.ts';

const whole = 16 * 1024 * 1024;
const largestSidecar = 64 * 1024;

/**
 * Files that were copied to disk, the bucket's keys as paths. The bucket's name does not matter: one directory is one
 * bucket. A key that leaves the directory, by `..`, by a link or by being absolute, is refused.
 *
 * S3 metadata does not survive a plain copy. A signature is looked for in `FILE.metadata.json`, the answer of
 * `aws s3api head-object`.
 */
export function createDirectoryStore(place: Extract<StorePlace, { kind: 'directory' }>): ObjectStore {
  const root = realpathSync.native(place.root);
  const under = place.under ?? '';
  const parents = new Map<string, boolean>();

  function locate(key: string): string {
    if (!key.startsWith(under)) {
      throw new StoreError('refused', `${JSON.stringify(key.slice(0, 200))} is not in the part that was copied`);
    }
    const parts = key.slice(under.length).split('/');
    if (
      key.length > 1024 ||
      key.includes('\0') ||
      key.includes('\\') ||
      parts.some((part) => part === '' || part === '.' || part === '..')
    ) {
      throw new StoreError('refused', `${JSON.stringify(key.slice(0, 200))} is no path inside the directory`);
    }
    const path = join(root, ...parts);
    const parent = dirname(path);
    let inside = parents.get(parent);
    if (inside === undefined) {
      inside = isInside(parent);
      // Bounded: a year has 366 days, and what is not remembered is looked up again.
      if (parents.size > 4096) {
        parents.clear();
      }
      parents.set(parent, inside);
    }
    if (!inside) {
      throw new StoreError('refused', `${JSON.stringify(key.slice(0, 200))} leads out of the directory`);
    }
    return path;
  }

  function within(key: string): string {
    return key.startsWith(under) ? key.slice(under.length) : '';
  }

  function isInside(parent: string): boolean {
    let real: string;
    try {
      real = realpathSync.native(parent);
    } catch (error) {
      throw storeError(error);
    }
    return real === root || real.startsWith(root === sep ? root : root + sep);
  }

  function open(key: string): number {
    try {
      // The last element may not be a link, and a pipe may not hold the reader up.
      return openSync(locate(key), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      throw storeError(error);
    }
  }

  function entriesOf(prefix: string): readonly Dirent[] {
    try {
      const path = prefix === under ? root : locate(prefix.replace(/\/$/, ''));
      return readdirSync(path, { withFileTypes: true });
    } catch (error) {
      const failed = storeError(error);
      if (failed.reason === 'missing') {
        return [];
      }
      throw failed;
    }
  }

  function* walk(path: string, key: string, prefix: string, after: string): Generator<string> {
    // What reads log files follows a link among them: it is listed, and refused when it is read here.
    const entries = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isFile() || key.includes('/CloudTrail/'))
      .map((entry) => ({ name: entry.isDirectory() ? `${entry.name}/` : entry.name, folder: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, folder } of entries) {
      const full = key + name;
      const touches = full.startsWith(prefix) || (folder && prefix.startsWith(full));
      // A folder that sorts wholly before the start has nothing to give.
      if (!touches || (folder ? full < after && !after.startsWith(full) : full <= after)) {
        continue;
      }
      if (folder) {
        yield* walk(join(path, name), full, prefix, after);
      } else if (!name.endsWith('.metadata.json') || !key.includes('/CloudTrail-Digest/')) {
        yield full;
      }
    }
  }

  return {
    place,
    async *list(_bucket, prefix, startAfter = '') {
      try {
        for (const key of walk(root, '', within(prefix), within(startAfter))) {
          yield under + key;
        }
      } catch (error) {
        throw storeError(error);
      }
    },
    async *children(_bucket, folder) {
      yield* entriesOf(folder)
        .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
        .sort();
    },
    async get(_bucket, key) {
      const file = open(key);
      const status = fstatSync(file);
      if (status.isDirectory()) {
        closeSync(file);
        throw new StoreError('missing', 'a folder is there, and no file');
      }
      if (!status.isFile()) {
        closeSync(file);
        throw new StoreError('refused', `${key} is no file`);
      }
      const metadata = key.includes('/CloudTrail-Digest/') ? sidecar(key) : {};
      if (status.size > whole) {
        return { body: createReadStream('', { fd: file, highWaterMark: 256 * 1024 }), metadata };
      }
      try {
        return { body: readAll(file, status.size), metadata };
      } catch (error) {
        throw storeError(error);
      } finally {
        closeSync(file);
      }
    },
    close() {},
  };

  function sidecar(key: string): Record<string, string> {
    let file: number;
    try {
      file = open(`${key}.metadata.json`);
    } catch (error) {
      if (error instanceof StoreError && error.reason === 'missing') {
        return {};
      }
      throw error;
    }
    try {
      return fstatSync(file).size > largestSidecar ? {} : metadataOf(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return {};
    } finally {
      closeSync(file);
    }
  }
}

function metadataOf(json: unknown): Record<string, string> {
  const body = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const metadata = body['Metadata'] ?? body;
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata as Record<string, unknown>)) {
    if (typeof value === 'string') {
      found[name.toLowerCase().replace(/^x-amz-meta-/, '')] = value;
    }
  }
  return found;
}

function readAll(file: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  let at = 0;
  while (at < size) {
    const count = readSync(file, buffer, at, size - at, at);
    if (count === 0) {
      break;
    }
    at += count;
  }
  return at === size ? buffer : buffer.subarray(0, at);
}

function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) {
    return error;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new StoreError('missing', 'no such file');
  }
  if (code === 'ELOOP') {
    return new StoreError('refused', 'a link, which is not followed');
  }
  return code === 'EACCES' || code === 'EPERM' ? new StoreError('denied', message) : new StoreError('network', message);
}
