import { type Moto, preparePython, startMoto } from './moto.ts';
import { addEventDataStore } from './proxy/cloudtrail/event-data-stores.ts';
import type { CloudTrailRecord, EventDataStore, PublicKey, StatusSetting } from './proxy/cloudtrail/state.ts';
import { createFaults, type FaultRegistry } from './proxy/faults.ts';
import { accessKeyOf } from './proxy/keys.ts';
import type { LoggedCall } from './proxy/log.ts';
import { createState, type State } from './proxy/state.ts';
import { type Proxy, startProxy } from './proxy.ts';

export type { StatusSetting, StatusValues } from './proxy/cloudtrail/state.ts';
export type { Fault, FaultKind, FaultMatch } from './proxy/faults.ts';
export type { LoggedCall } from './proxy/log.ts';
export { DEFAULT_ON_REGIONS, QUICK_REGIONS } from './proxy/regions.ts';

export interface LabOptions {
  /** Regions that every account has enabled. Default: three, so that scans in tests are quick. */
  readonly regions?: readonly string[];
  /** The time that the lab believes it is. Default: the clock. */
  readonly now?: () => Date;
  /** Default: a free port. */
  readonly port?: number;
  /** The Python that {@link labAvailable} found, so that it is not searched again. */
  readonly python?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Lab {
  readonly url: string;
  readonly moto: string;
  /** The time that the lab believes it is. */
  readonly now: () => Date;
  /** Keys of an account; any 12 digits will do, accounts come to life when they are used. */
  readonly credentials: (account: string) => Credentials;
  /** Environment of a child process that shall see that account of the lab and none of this machine's own AWS settings; take `AWS_PROFILE` out of what it inherits. */
  readonly env: (account: string, region?: string) => Record<string, string>;
  /** What a scan asked, in order of the answers. */
  readonly calls: () => readonly LoggedCall[];
  readonly clearCalls: () => void;
  readonly faults: Pick<FaultRegistry, 'add' | 'clear'>;
  readonly status: { readonly set: (setting: StatusSetting) => void; readonly clear: () => void };
  /** Regions of one account, where they differ from those of the lab. */
  readonly setRegions: (account: string, regions: readonly string[]) => void;
  readonly setPublicKeys: (region: string, keys: readonly PublicKey[]) => void;
  readonly addEvent: (account: string, region: string, event: CloudTrailRecord) => void;
  readonly addEventDataStore: (
    account: string,
    region: string,
    values: Readonly<Record<string, unknown>>,
  ) => EventDataStore;
  /** Lets another account read the configuration of a bucket. */
  readonly shareBucket: (bucket: string, account: string) => void;
  /** The role cannot be assumed: by nobody, or only with that external id. */
  readonly refuseRole: (roleArn: string, unless?: { readonly externalId: string }) => void;
  /** All credentials of the account have ended from now on. */
  readonly expireCredentials: (account: string) => void;
  /** Whether members may read the event selectors of their organisation's trail (in AWS they may not). */
  readonly letMembersReadSelectors: (allowed: boolean) => void;
  /** Empties the emulator, the proxy's memory, the faults and the log. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export type LabAvailability =
  | { readonly ok: true; readonly python: string }
  | { readonly ok: false; readonly reason: string };

/** Whether a lab can be started here; may install moto in the user's cache folder. The reason is one line to print. */
export function labAvailable(): LabAvailability {
  return preparePython();
}

/** The seed makes the ids that moto invents (accounts, keys) the same in every run. */
async function post(moto: string, path: string): Promise<void> {
  const answer = await fetch(`${moto}/moto-api/${path}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`moto refused ${path}: ${answer.status}`);
}

function environment(url: string, credentials: Credentials, region: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent/surety-lab/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/surety-lab/credentials',
  };
}

function controls(
  state: State,
  proxy: Proxy,
): Pick<
  Lab,
  | 'status'
  | 'setRegions'
  | 'setPublicKeys'
  | 'addEvent'
  | 'addEventDataStore'
  | 'shareBucket'
  | 'refuseRole'
  | 'expireCredentials'
  | 'letMembersReadSelectors'
> {
  const { cloudtrail, services } = state;
  return {
    status: {
      set: (setting) => {
        cloudtrail.statuses.push(setting);
      },
      clear: () => {
        cloudtrail.statuses.length = 0;
      },
    },
    setRegions: (account, regions) => {
      state.regionsOfAccount.set(account, regions);
    },
    setPublicKeys: (region, keys) => {
      cloudtrail.publicKeys.set(region, keys);
    },
    addEvent: (account, region, event) => {
      cloudtrail.events.push({ account, region, event });
    },
    addEventDataStore: (account, region, values) => addEventDataStore(proxy.context, account, region, values),
    shareBucket: (bucket, account) => {
      services.bucketReaders.set(bucket, new Set([...(services.bucketReaders.get(bucket) ?? []), account]));
    },
    refuseRole: (roleArn, unless) => {
      services.refusedRoles.set(roleArn, { externalId: unless?.externalId });
    },
    expireCredentials: (account) => {
      state.expiredAccounts.add(account);
    },
    letMembersReadSelectors: (allowed) => {
      cloudtrail.membersReadSelectors = allowed;
    },
  };
}

function forget(state: State): void {
  const fresh = createState(state.regions);
  for (const part of [state, state.cloudtrail, state.services]) {
    for (const value of Object.values(part) as unknown[]) {
      if (value instanceof Map || value instanceof Set) value.clear();
      else if (Array.isArray(value) && value !== state.regions) value.length = 0;
    }
  }
  state.cloudtrail.membersReadSelectors = fresh.cloudtrail.membersReadSelectors;
}

async function compose(moto: Moto, options: LabOptions): Promise<Lab> {
  const state = createState(options.regions);
  const now = options.now ?? ((): Date => new Date());
  const faults = createFaults();
  const calls: LoggedCall[] = [];
  const proxy = await startProxy({
    moto: moto.url,
    state,
    faults,
    log: (call) => calls.push(call),
    now,
    port: options.port,
  });
  await post(moto.url, 'seed?a=20131101');
  const credentials = (account: string): Credentials => ({ accessKeyId: accessKeyOf(account), secretAccessKey: 'lab' });
  const clearCalls = (): void => {
    calls.length = 0;
  };
  return {
    url: proxy.url,
    moto: moto.url,
    now,
    credentials,
    env: (account, region = 'us-east-1') => environment(proxy.url, credentials(account), region),
    calls: () => [...calls],
    clearCalls,
    faults,
    ...controls(state, proxy),
    reset: async () => {
      await post(moto.url, 'reset');
      await post(moto.url, 'seed?a=20131101');
      forget(state);
      faults.clear();
      clearCalls();
    },
    stop: async () => {
      await proxy.stop();
      await moto.stop();
    },
  };
}

/**
 * Starts an AWS of its own: moto behind the proxy, both on free loopback ports, so that several labs run side by side.
 * Throws one line that says what to do when moto cannot be had; ask {@link labAvailable} first in tests.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const found = options.python === undefined ? preparePython() : { ok: true as const, python: options.python };
  if (!found.ok) throw new Error(found.reason);
  const moto = await startMoto(found.python);
  try {
    return await compose(moto, options);
  } catch (error) {
    await moto.stop();
    throw error;
  }
}
