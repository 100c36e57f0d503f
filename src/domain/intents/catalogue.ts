import { bucketPolicyChanges } from './bucket-policy-changes.ts';
import { configChanges } from './config-changes.ts';
import { gatewayChanges } from './gateway-changes.ts';
import { iamPolicyChanges } from './iam-policy-changes.ts';
import { instanceChanges } from './instance-changes.ts';
import { keyChanges } from './key-changes.ts';
import { largeInstanceChanges } from './large-instance-changes.ts';
import type { Intent } from './model.ts';
import { networkAclChanges } from './network-acl-changes.ts';
import { organizationChanges } from './organization-changes.ts';
import { rootUsage } from './root-usage.ts';
import { routeTableChanges } from './route-table-changes.ts';
import { securityGroupChanges } from './security-group-changes.ts';
import { signInFailures } from './sign-in-failures.ts';
import { signInWithoutMfa } from './sign-in-without-mfa.ts';
import { trailChanges } from './trail-changes.ts';
import { trailWeakening } from './trail-weakening.ts';
import { unauthorizedCalls } from './unauthorized-calls.ts';
import { vpcChanges } from './vpc-changes.ts';

/** Every intent on CloudTrail events, in the order of their rules. */
export const intents: readonly Intent[] = [
  signInFailures,
  unauthorizedCalls,
  trailChanges,
  securityGroupChanges,
  networkAclChanges,
  gatewayChanges,
  vpcChanges,
  instanceChanges,
  largeInstanceChanges,
  iamPolicyChanges,
  configChanges,
  bucketPolicyChanges,
  routeTableChanges,
  rootUsage,
  keyChanges,
  organizationChanges,
  signInWithoutMfa,
  trailWeakening,
];
