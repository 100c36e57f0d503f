import { dnsSuffix, partitionOf } from '#src/domain/aws/partition.ts';
import type { StorePlace } from '../ports.ts';
import { encodePath } from './sign.ts';

export interface Address {
  /** With the port, where it is not the usual one. */
  readonly host: string;
  readonly hostname: string;
  /** Empty: the usual one. */
  readonly port: string;
  readonly path: string;
}

type Place = Pick<Extract<StorePlace, { kind: 's3' }>, 'endpoint' | 'useFipsEndpoint' | 'useDualstackEndpoint'>;

/**
 * Where an object of a bucket is asked for, and a bucket itself with an empty key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function createAddressing(place: Place): (bucket: string, region: string, key: string) => Address {
  if (place.endpoint !== undefined) return onOneHost(new URL(place.endpoint));
  const name = place.useFipsEndpoint === true ? 's3-fips' : 's3';
  const service = place.useDualstackEndpoint === true ? `${name}.dualstack` : name;
  return (bucket, region, key) => {
    const host = `${service}.${region}.${dnsSuffix(partitionOf(region))}`;
    // A dot in the bucket's name does not fit the certificate of the name before the service's.
    return bucket.includes('.')
      ? { host, hostname: host, port: '', path: `/${bucket}/${encodePath(key)}` }
      : { host: `${bucket}.${host}`, hostname: `${bucket}.${host}`, port: '', path: `/${encodePath(key)}` };
  };
}

function onOneHost({ host, hostname, port, pathname }: URL): (bucket: string, region: string, key: string) => Address {
  const base = pathname.replace(/\/$/, '');
  return (bucket, _, key) => ({ host, hostname, port, path: `${base}/${bucket}/${encodePath(key)}` });
}
