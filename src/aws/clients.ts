import type { Session } from './session.ts';

/** The little that the caller needs of an SDK client. */
export interface SdkClient {
  send(command: unknown, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
  destroy(): void;
  middlewareStack: { add(middleware: unknown, options: object): void };
}

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

/** Makes a client for one service, account and region. Sockets are shared through `requestHandler`. */
export async function createClient(
  service: string,
  session: Session,
  region: string,
  options: { requestHandler: unknown; maxAttempts: number; endpoint: string | undefined },
): Promise<SdkClient> {
  const Client = await exported(service, (sdk) => sdk.client);
  return new Client({
    region,
    credentials: session.credentials,
    requestHandler: options.requestHandler,
    maxAttempts: options.maxAttempts,
    retryMode: 'standard',
    followRegionRedirects: service === 's3',
    ...(options.endpoint === undefined ? {} : oneHost(service, options.endpoint)),
  });
}

/** Emulators answer on one host, with no bucket and no account in front of its name. */
function oneHost(service: string, endpoint: string): object {
  if (service === 's3') return { forcePathStyle: true };
  // The endpoint rules of S3 Control put the account before any host; `disableHostPrefix` does not keep them from it.
  return service === 's3-control' ? { endpointProvider: () => ({ url: new URL(endpoint) }) } : {};
}

/** How often the environment says that a call is tried, as the SDK reads it; absent where it says nothing of use. */
export function attemptsOf(environment: NodeJS.ProcessEnv): number | undefined {
  const attempts = Number(environment['AWS_MAX_ATTEMPTS']);
  return Number.isInteger(attempts) && attempts > 0 ? attempts : undefined;
}

/** The endpoint that the environment names for a service or for all, as the SDK reads it. */
export function customEndpoint(environment: NodeJS.ProcessEnv): string | undefined {
  return (
    environment['AWS_ENDPOINT_URL_S3_CONTROL'] ?? environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL']
  );
}
