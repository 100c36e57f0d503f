/** What moto does not keep about services other than CloudTrail. */
export interface ServiceState {
  readonly buckets: Map<string, { readonly account: string; readonly region: string }>;
  /** Accounts that may read another account's bucket configuration, by bucket. */
  readonly bucketReaders: Map<string, Set<string>>;
  readonly bucketSettings: Map<string, { readonly mfaDelete?: string; readonly payer?: string }>;
  /** Account-wide S3 Block Public Access, as the XML that was put. */
  readonly accountPublicAccess: Map<string, string>;
  /** By log group ARN without `:*`. */
  readonly logGroups: Map<string, { kmsKeyId?: string; logGroupClass?: string }>;
  /** Fields of a metric filter that moto drops, by log group ARN and filter name. */
  readonly metricFilters: Map<
    string,
    { readonly applyOnTransformedLogs?: boolean; readonly fieldSelectionCriteria?: string }
  >;
  /** Roles that cannot be assumed: always, or without this external id. */
  readonly refusedRoles: Map<string, { readonly externalId?: string }>;
  /** Organisation of an account, as moto told it; emptied by every write. */
  readonly organizations: Map<string, OrganizationView | undefined>;
  readonly delegatedAdministrators: DelegatedAdministrator[];
}

export interface OrganizationView {
  readonly id: string;
  readonly managementAccount: string;
}

export interface DelegatedAdministrator {
  readonly managementAccount: string;
  readonly account: string;
  readonly servicePrincipal: string;
  readonly at: Date;
}

export function createServiceState(): ServiceState {
  return {
    buckets: new Map(),
    bucketReaders: new Map(),
    bucketSettings: new Map(),
    accountPublicAccess: new Map(),
    logGroups: new Map(),
    metricFilters: new Map(),
    refusedRoles: new Map(),
    organizations: new Map(),
    delegatedAdministrators: [],
  };
}
