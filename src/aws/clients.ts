import { StandardRetryStrategy } from '@smithy/core/retry';
import { redirectOneCall } from './redirect.ts';
import type { SdkClient } from './sdk-client.ts';
import { signForSessions } from './signing.ts';
import { customUserAgent, shareUserAgent } from './user-agent.ts';

interface Sdk {
  readonly load: () => Promise<object>;
  readonly client: string;
}

/** Loaded when first called: importing all clients takes longer than a scan of a small snapshot. */
const sdks: Readonly<Record<string, Sdk>> = {
  cloudtrail: { load: () => import('@aws-sdk/client-cloudtrail'), client: 'CloudTrailClient' },
  cloudwatch: { load: () => import('@aws-sdk/client-cloudwatch'), client: 'CloudWatchClient' },
  'cloudwatch-logs': { load: () => import('@aws-sdk/client-cloudwatch-logs'), client: 'CloudWatchLogsClient' },
  ec2: { load: () => import('@aws-sdk/client-ec2'), client: 'EC2Client' },
  eventbridge: { load: () => import('@aws-sdk/client-eventbridge'), client: 'EventBridgeClient' },
  iam: { load: () => import('@aws-sdk/client-iam'), client: 'IAMClient' },
  kms: { load: () => import('@aws-sdk/client-kms'), client: 'KMSClient' },
  organizations: { load: () => import('@aws-sdk/client-organizations'), client: 'OrganizationsClient' },
  s3: { load: () => import('@aws-sdk/client-s3'), client: 'S3Client' },
  's3-control': { load: () => import('@aws-sdk/client-s3-control'), client: 'S3ControlClient' },
  sns: { load: () => import('@aws-sdk/client-sns'), client: 'SNSClient' },
};

export type Constructor = new (input: object) => SdkClient;

/** As Node keeps loaded modules. A bundle makes the list of a package's exports anew at each import: thousands for EC2. */
const loaded = new Map<string, Promise<object>>();

function load(service: string, sdk: Sdk): Promise<object> {
  const known = loaded.get(service) ?? sdk.load();
  loaded.set(service, known);
  return known;
}

/** The constructor that a service's SDK package exports under a name. */
async function exported(service: string, name: (sdk: Sdk) => string): Promise<Constructor> {
  const sdk = sdks[service];
  if (sdk === undefined) throw new Error(`no SDK client for service "${service}"`);
  const module = (await load(service, sdk)) as Record<string, Constructor | undefined>;
  const found = module[name(sdk)];
  if (found === undefined) throw new Error(`the SDK client of "${service}" has no ${name(sdk)}`);
  return found;
}

/** Makes the command of an operation, for `client.send`. */
export async function createCommand(service: string, operation: string, input: object): Promise<unknown> {
  const Command = await exported(service, () => `${operation}Command`);
  return new Command(input);
}

/** Set by the SDK after the constructor: the endpoint that environment or profile name for the service. */
const ENDPOINT = 'serviceConfiguredEndpoint';

export interface ClientOptions {
  /** Sends the requests of all clients. */
  readonly requestHandler: unknown;
  readonly maxAttempts: number;
  /** Headers that say who asks, by service, filled by the first request of a service. */
  readonly userAgents: Map<string, Record<string, string>>;
}

/** What a client wants to have and never signs with: whose call it is comes with each (`call.ts`). */
const NOBODY = { accessKeyId: '', secretAccessKey: '' };

/** Makes a client for one service and region, for the calls of all accounts. */
export async function createClient(service: string, region: string, options: ClientOptions): Promise<SdkClient> {
  const Client = await exported(service, (sdk) => sdk.client);
  const client = new Client({
    region,
    credentials: NOBODY,
    requestHandler: options.requestHandler,
    maxAttempts: options.maxAttempts,
    retryMode: 'standard',
    customUserAgent,
    // Only in S3 does where a call goes depend on its input, so that calls of one operation cannot share how they are made.
    cacheMiddleware: service !== 's3' && service !== 's3-control',
    followRegionRedirects: service === 's3',
    // A session for directory buckets would be one account's, and trails write to none.
    disableS3ExpressSessionAuth: true,
  });
  shareUserAgent(client, options.userAgents, service);
  signForSessions(client, region);
  const config = client.config as Record<string, unknown>;
  // A strategy has a store of attempts that failing calls use up: one account's are not to be taken from another's.
  config['retryStrategy'] = () => Promise.resolve(new StandardRetryStrategy(options.maxAttempts));
  if (service === 's3') redirectOneCall(client);
  if (service === 's3' || service === 's3-control') Object.assign(config, await oneHost(service, config));
  return client;
}

/** Where an endpoint is named, it answers on one host, with no bucket and no account in front of its name. */
async function oneHost(service: 's3' | 's3-control', config: Readonly<Record<string, unknown>>): Promise<object> {
  const endpoint = await (config[ENDPOINT] as (() => Promise<string | undefined>) | undefined)?.();
  if (endpoint === undefined) return {};
  // The endpoint rules of S3 Control put the account before any host; `disableHostPrefix` does not keep them from it.
  return service === 's3' ? { forcePathStyle: true } : { endpointProvider: () => ({ url: new URL(endpoint) }) };
}
