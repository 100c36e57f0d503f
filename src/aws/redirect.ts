/** The little of a client of S3 that is needed. */
interface Redirecting {
  readonly config: object;
  readonly middlewareStack: { remove(name: string): boolean };
}

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
export function redirectOneCall({ config, middlewareStack }: Redirecting): void {
  middlewareStack.remove('regionRedirectEndpointMiddleware');
  const s3 = config as S3Config;
  const { endpointProvider } = s3;
  s3.endpointProvider = (params, context) => {
    const elsewhere = context?.__s3RegionRedirect;
    return endpointProvider(elsewhere === undefined ? params : { ...params, Region: elsewhere }, context);
  };
}
