/**
 * What the diagnosis needs to see of a trail and of what it leans on. Views of assets have this shape; a view may be
 * guarded, so that reading what is unknown throws `UnknownRead`. `undefined` where a link leads to says that AWS knows no such thing.
 */
export interface TrailInput {
  readonly id: string;
  readonly name: string;
  /** The owner; for an organisation's trail its management account. */
  readonly account: string;
  readonly configuration: {
    readonly bucketName: string;
    readonly keyPrefix?: string | undefined;
    readonly topicArn?: string | undefined;
    readonly isMultiRegion: boolean;
    readonly homeRegion: string;
    readonly logFileValidation: boolean;
    readonly logGroupArn?: string | undefined;
    readonly logRoleArn?: string | undefined;
    readonly kmsKeyId?: string | undefined;
    readonly isOrganization: boolean;
  };
  /** By account that sees the trail, then by region. */
  readonly status: Readonly<Record<string, Readonly<Record<string, StatusInput>>>>;
  readonly insightSelectors: readonly { readonly type: string }[];
  readonly bucketOwner: {
    readonly standing: 'in-scan' | 'in-organisation' | 'stranger' | 'missing';
    readonly account?: string | undefined;
  };
  readonly bucket: BucketInput | undefined;
  readonly key: KeyInput | undefined;
  readonly topic: TopicInput | undefined;
  readonly logGroup: LogGroupInput | undefined;
  readonly logRole: RoleInput | undefined;
  /** Of the owner; `undefined` outside an organisation. */
  readonly organization: OrganizationInput | undefined;
  /** `AWSServiceRoleForCloudTrail` of the owner; asked for organisation trails only. A missing name: nobody asks. */
  readonly serviceRole?: object | undefined;
}

/** As much of a trail as decides about its log files: no other destination is looked at. */
export type LogFileInput = Omit<TrailInput, 'topic' | 'logGroup' | 'logRole'>;

/** What `GetTrailStatus` tells in one region. Times are ISO 8601. */
export interface StatusInput {
  readonly isLogging: boolean;
  readonly startLoggingTime?: string | undefined;
  readonly latestDeliveryTime?: string | undefined;
  readonly latestDeliveryError?: string | undefined;
  readonly latestDigestDeliveryTime?: string | undefined;
  readonly latestDigestDeliveryError?: string | undefined;
  readonly latestCloudWatchLogsDeliveryTime?: string | undefined;
  readonly latestCloudWatchLogsDeliveryError?: string | undefined;
  readonly latestNotificationTime?: string | undefined;
  readonly latestNotificationError?: string | undefined;
}

export interface BucketInput {
  readonly id: string;
  readonly account: string;
  /** Region. */
  readonly location: string;
  readonly policy: string | undefined;
  readonly encryption:
    | { readonly algorithm: string; readonly keyId?: string | undefined; readonly bucketKey: boolean }
    | undefined;
  readonly requestPayer: 'BucketOwner' | 'Requester';
  /** Bears on remarks only: may be left out where nobody asks for them. */
  readonly lifecycle?:
    | {
        readonly rules: readonly {
          readonly enabled: boolean;
          readonly prefix: string;
          readonly narrowed: boolean;
          readonly expirationDays?: number | undefined;
          readonly transitions: readonly { readonly storageClass: string; readonly days?: number | undefined }[];
        }[];
      }
    | undefined;
  /** Of the default encryption. */
  readonly key: KeyInput | undefined;
}

export interface KeyInput {
  /** ARN of the key, or of the alias that names it. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly metadata: {
    readonly arn: string;
    readonly state: string;
    readonly manager: string;
    readonly spec: string;
    readonly usage: string;
  };
  readonly policy: string;
}

export interface TopicInput {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly attributes: {
    readonly policy?: string | undefined;
    readonly kmsKeyId?: string | undefined;
    readonly fifo: boolean;
  };
  /** Bears on remarks only. */
  readonly subscriptions?: readonly { readonly confirmed: boolean }[];
  readonly key: KeyInput | undefined;
}

export interface LogGroupInput {
  /** ARN without the `:*`. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly configuration: {
    readonly name: string;
    readonly retentionDays?: number | undefined;
    readonly logGroupClass: string;
    readonly kmsKeyId?: string | undefined;
  };
  readonly key: KeyInput | undefined;
}

export interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

export interface RoleInput {
  readonly id: string;
  readonly account: string;
  readonly trust: string;
  readonly inlinePolicies: readonly NamedDocument[];
  readonly attachedPolicies: readonly NamedDocument[];
  readonly boundary: NamedDocument | undefined;
}

/** Policies from the root down to the account, one list a level. */
export type PolicyLevels = readonly (readonly NamedDocument[])[];

export interface OrganizationInput {
  readonly id: string;
  /** The management account. */
  readonly account: string;
  readonly cloudTrailAdministrators: readonly string[];
  readonly trustedServices: readonly string[];
  /** By account. They only explain errors: that they bind CloudTrail is not documented. May be left out. */
  readonly serviceControlPolicies?: Readonly<Record<string, PolicyLevels>>;
  /** By account. */
  readonly resourceControlPolicies: Readonly<Record<string, PolicyLevels>>;
}
