import type { Buckets } from '#lab/digest-maker/bucket.ts';
import { escapeXml } from '#lab/proxy/xml.ts';
import type { HttpReply } from './support/http-server.ts';
import { xml } from './support/xml.ts';

/** Answers ListObjects of both versions, from keys that are sorted once for each size of the bucket. */
export function createLister(
  buckets: Buckets,
  pageSize: number,
): (bucket: string, query: URLSearchParams) => HttpReply {
  const sorted = new Map<string, readonly string[]>();
  return (bucket, query) => {
    const id = `${bucket}/${buckets.objects.get(bucket)?.size ?? 0}`;
    const keys = sorted.get(id) ?? buckets.keys(bucket);
    sorted.set(id, keys);
    const most = Math.min(pageSize, Number(query.get('max-keys') ?? 1000));
    return listing(bucket, query, most, pageOf(keys, query, most));
  };
}

interface Page {
  readonly contents: readonly string[];
  readonly folders: readonly string[];
  /** Where the next page goes on; undefined at the end. */
  readonly last: string | undefined;
}

function pageOf(keys: readonly string[], query: URLSearchParams, most: number): Page {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? query.get('marker') ?? '';
  const delimiter = query.get('delimiter');
  const contents: string[] = [];
  const folders = new Set<string>();
  let last = '';
  for (let index = lowerBound(keys, prefix > after ? prefix : after); index < keys.length; index += 1) {
    const key = keys[index]!;
    if (!key.startsWith(prefix)) {
      break;
    }
    const cut = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    const folder = cut < 0 ? undefined : key.slice(0, cut + 1);
    const isTold = key === after || (folder !== undefined && (folders.has(folder) || after.startsWith(folder)));
    if (!isTold) {
      if (contents.length + folders.size >= most) {
        return { contents, folders: [...folders], last };
      }
      if (folder === undefined) contents.push(key);
      else folders.add(folder);
    }
    last = key;
  }
  return { contents, folders: [...folders], last: undefined };
}

function listing(bucket: string, query: URLSearchParams, most: number, { contents, folders, last }: Page): HttpReply {
  const encode =
    query.get('encoding-type') === 'url'
      ? (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/')
      : escapeXml;
  const mark = query.get('list-type') === '2' ? 'NextContinuationToken' : 'NextMarker';
  const files = contents.map(
    (key) =>
      `<Contents><Key>${encode(key)}</Key><LastModified>2026-11-20T00:00:00.000Z</LastModified><ETag>&quot;0&quot;</ETag><Size>1</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return xml(
    `<ListBucketResult><Name>${bucket}</Name><Prefix>${encode(query.get('prefix') ?? '')}</Prefix><MaxKeys>${most}</MaxKeys>` +
      `<EncodingType>${query.get('encoding-type') ?? ''}</EncodingType><IsTruncated>${last !== undefined}</IsTruncated>` +
      (last === undefined ? '' : `<${mark}>${escapeXml(last)}</${mark}>`) +
      files.join('') +
      folders.map((folder) => `<CommonPrefixes><Prefix>${encode(folder)}</Prefix></CommonPrefixes>`).join('') +
      '</ListBucketResult>',
  );
}

/** The first of the sorted keys that is not before this one. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
