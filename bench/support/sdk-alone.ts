import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AskedCall } from '../fake-aws/stats.ts';

/** Names of SDK packages that differ from the prefix of the service's IAM actions. */
const PACKAGE: Readonly<Record<string, string>> = { logs: 'cloudwatch-logs', events: 'eventbridge' };
const AT_ONCE = 128;

interface SdkClient {
  send(command: unknown): Promise<unknown>;
}
type Constructor = new (input: object) => SdkClient;
type Sdk = Readonly<Record<string, Constructor>>;

/**
 * Makes calls with the AWS SDK and nothing else: a client for each account, region and service, which need look for no
 * settings, no budgets, no judging. What that takes of a processor nobody can do without who uses the SDK. Prints
 * milliseconds of processor time, loading of the SDK left out.
 */
async function main(file: string, endpoint: string): Promise<void> {
  const calls = JSON.parse(readFileSync(file, 'utf8')) as readonly AskedCall[];
  const services = [...new Set(calls.map(({ service }) => service))];
  const load = async (service: string) => [service, (await import(`@aws-sdk/client-${PACKAGE[service] ?? service}`)) as Sdk] as const; // prettier-ignore
  const sdks = new Map(await Promise.all(services.map(load)));
  const handler = new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }) });
  const clients = new Map<string, SdkClient>();
  let failed = 0;

  const clientFor = ({ service, account, region }: AskedCall): SdkClient => {
    const key = `${service} ${account} ${region}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const Client = Object.entries(sdks.get(service)!).find(([name]) => /^[A-Z]\w+Client$/.test(name) && !name.startsWith('__'))![1]; // prettier-ignore
    const client = new Client({
      endpoint,
      region,
      credentials: { accessKeyId: `AKIABENCH${account}`, secretAccessKey: 'bench' },
      requestHandler: handler,
      maxAttempts: 1,
      retryMode: 'standard',
      defaultsMode: 'standard',
      authSchemePreference: [],
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
      userAgentAppId: 'bench',
      forcePathStyle: true,
      ...(service === 's3-control' ? { endpointProvider: () => ({ url: new URL(endpoint) }) } : {}),
    });
    clients.set(key, client);
    return client;
  };
  const send = async (call: AskedCall): Promise<void> => {
    const Command = sdks.get(call.service)![`${call.operation}Command`]!;
    try {
      await clientFor(call).send(new Command({ ...call.params, AccountId: call.account }));
    } catch (error) {
      // "There is none" is an answer.
      if (((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0) !== 404) failed++;
    }
  };
  const before = process.cpuUsage();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < calls.length) await send(calls[next++]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const { user, system } = process.cpuUsage(before);
  handler.destroy();
  console.log(JSON.stringify({ milliseconds: (user + system) / 1000, failed }));
}

await main(process.argv[2]!, process.argv[3]!);
