import { z } from 'zod';
import { rawState } from '#src/assets/organization/operations.ts';
import { defineOperation } from '#src/core/operation.ts';

/** Reads that only the verification of logs makes. */

export const describeRegions = defineOperation({
  service: 'ec2',
  name: 'DescribeRegions',
  output: z.object({ Regions: z.array(z.object({ RegionName: z.string(), OptInStatus: z.string().optional() })) }),
});

export const listPublicKeys = defineOperation({
  service: 'cloudtrail',
  name: 'ListPublicKeys',
  output: z.object({
    PublicKeyList: z.array(z.object({ Value: z.instanceof(Uint8Array), Fingerprint: z.string() })).default([]),
    NextToken: z.string().optional(),
  }),
});

export const lookupEvents = defineOperation({
  service: 'cloudtrail',
  name: 'LookupEvents',
  output: z.object({
    Events: z
      .array(z.object({ EventTime: z.date(), Username: z.string().optional(), CloudTrailEvent: z.string().optional() }))
      .default([]),
    NextToken: z.string().optional(),
  }),
});

export const listMembers = defineOperation({
  service: 'organizations',
  name: 'ListAccounts',
  output: z.object({
    Accounts: z.array(z.object({ Id: z.string(), ...rawState, JoinedTimestamp: z.date().optional() })).default([]),
    NextToken: z.string().optional(),
  }),
});
