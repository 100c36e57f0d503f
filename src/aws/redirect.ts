import type { SdkClient } from './sdk-client.ts';

interface S3Config {
  endpointProvider: (
    params: { readonly Region?: string },
    context?: { readonly __s3RegionRedirect?: string },
  ) => object;
}

/**
 * A bucket of another region is asked there, once. To follow, the SDK changes the region of its client, with which other calls
 * are made meanwhile; two redirects at once would leave it changed.
 */
export function redirectOneCall({ config, middlewareStack }: SdkClient): void {
  middlewareStack.remove('regionRedirectEndpointMiddleware');
  const s3 = config as S3Config;
  const { endpointProvider } = s3;
  s3.endpointProvider = (params, context) => {
    const elsewhere = context?.__s3RegionRedirect;
    return endpointProvider(elsewhere === undefined ? params : { ...params, Region: elsewhere }, context);
  };
}
