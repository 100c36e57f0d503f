import { createCloudTrailState, type CloudTrailState } from './cloudtrail/state.ts';
import type { KeyHolder } from './keys.ts';
import { QUICK_REGIONS } from './regions.ts';
import { createServiceState, type ServiceState } from './services/state.ts';

/** All that the proxy remembers. One per lab; no module holds any of it. */
export interface State {
  regions: readonly string[];
  readonly regionsOfAccount: Map<string, readonly string[]>;
  /** Keys that AssumeRole issued. */
  readonly issuedKeys: Map<string, KeyHolder>;
  readonly expiredAccounts: Set<string>;
  readonly expiredKeys: Set<string>;
  readonly cloudtrail: CloudTrailState;
  readonly services: ServiceState;
}

export function createState(regions: readonly string[] = QUICK_REGIONS): State {
  return {
    regions,
    regionsOfAccount: new Map(),
    issuedKeys: new Map(),
    expiredAccounts: new Set(),
    expiredKeys: new Set(),
    cloudtrail: createCloudTrailState(),
    services: createServiceState(),
  };
}

export function enabledRegions(state: State, account: string): readonly string[] {
  return state.regionsOfAccount.get(account) ?? state.regions;
}
