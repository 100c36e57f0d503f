import { StoreError, type ObjectStore, type ReadFailure } from '#src/verify/ports.ts';

export interface BucketObject {
  body: Uint8Array;
  metadata: Record<string, string>;
}

/** Buckets in memory, by name and key: what the maker fills, what tests tamper with, what the endpoint serves. */
export interface Buckets {
  readonly objects: Map<string, Map<string, BucketObject>>;
  put(bucket: string, key: string, object: BucketObject): void;
  get(bucket: string, key: string): BucketObject;
  delete(bucket: string, key: string): void;
  keys(bucket: string, prefix?: string): string[];
}

export function createBuckets(): Buckets {
  const objects = new Map<string, Map<string, BucketObject>>();
  return {
    objects,
    put(bucket, key, object) {
      const held = objects.get(bucket) ?? new Map<string, BucketObject>();
      objects.set(bucket, held);
      held.set(key, object);
    },
    get(bucket, key) {
      const object = objects.get(bucket)?.get(key);
      if (object === undefined) {
        throw new Error(`no object s3://${bucket}/${key}`);
      }
      return object;
    },
    delete(bucket, key) {
      objects.get(bucket)?.delete(key);
    },
    keys(bucket, prefix = '') {
      return [...(objects.get(bucket)?.keys() ?? [])].filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

/** What a store answers for one object instead of the object. */
export type Fault = ReadFailure | undefined;

/** The buckets as a store, read on the calling thread. */
export function bucketsStore(
  buckets: Buckets,
  fault: (bucket: string, key: string) => Fault = () => undefined,
): ObjectStore {
  const held = (bucket: string): Map<string, BucketObject> => {
    const found = buckets.objects.get(bucket);
    if (found === undefined) {
      throw new StoreError('missing', `NoSuchBucket ${bucket}`);
    }
    return found;
  };
  const check = (bucket: string, key: string): void => {
    const reason = fault(bucket, key);
    if (reason !== undefined) {
      throw new StoreError(reason, `${reason} by the test`);
    }
  };
  return {
    async *list(bucket, prefix, startAfter = '') {
      check(bucket, prefix);
      yield* [...held(bucket).keys()].filter((key) => key.startsWith(prefix) && key > startAfter).sort();
    },
    async *children(bucket, folder) {
      check(bucket, folder);
      const keys = [...held(bucket).keys()].filter((key) => key.startsWith(folder) && key !== folder);
      const children = keys.map((key) => {
        const slash = key.indexOf('/', folder.length);
        return slash < 0 ? key : key.slice(0, slash + 1);
      });
      yield* [...new Set(children)].sort();
    },
    async get(bucket, key) {
      check(bucket, key);
      const object = held(bucket).get(key);
      if (object === undefined) {
        throw new StoreError('missing', 'NoSuchKey');
      }
      return { ...object, body: Uint8Array.from(object.body) };
    },
    close() {},
  };
}
