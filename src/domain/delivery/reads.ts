const key = { metadata: true, policy: true } as const;

/** What decides whether a trail's log files arrive, as a rule's reads: whoever asks the diagnosis about them plans this. */
export const logFileReads = {
  configuration: true,
  status: true,
  insightSelectors: true,
  bucketOwner: true,
  bucket: { location: true, policy: true, encryption: true, requestPayer: true, key },
  key,
  organization: { trustedServices: true, cloudTrailAdministrators: true, resourceControlPolicies: true },
} as const;

/** What decides about all four channels. */
export const deliveryReads = {
  ...logFileReads,
  topic: { attributes: true, key },
  logGroup: { configuration: true, key },
  logRole: { trust: true, inlinePolicies: true, attachedPolicies: true, boundary: true },
} as const;
