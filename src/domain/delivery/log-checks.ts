import { evaluateAccess, type NamedPolicy } from '../policy/access.ts';
import { checkPolicy, type Check } from './check.ts';
import type { NamedCheck } from './explain.ts';
import type { LogGroupInput, NamedDocument, RoleInput } from './inputs.ts';
import { levelsFor } from './organization-policies.ts';
import { assumeRoleRequest, logEventsRequest } from './requests.ts';
import { documentOf, type Site } from './site.ts';

export const logActions = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** The ARN of the trail's log group as IAM writes it, without the `:*` that CloudTrail puts behind it. */
export function logGroupArnOf({ trail }: Site): string | undefined {
  return trail.configuration.logGroupArn?.replace(/:\*$/, '');
}

export function logGroupOf({ trail }: Site): LogGroupInput | undefined {
  return trail.configuration.logGroupArn === undefined ? undefined : trail.logGroup;
}

export function logRoleOf({ trail }: Site): RoleInput | undefined {
  return trail.configuration.logRoleArn === undefined ? undefined : trail.logRole;
}

/** Whether the trust policy of the role lets CloudTrail in. */
export function trustChecks(site: Site): readonly NamedCheck[] {
  const role = logRoleOf(site);
  if (role === undefined) return [];
  return site.once('trust', () => {
    const policy = documentOf(site, role.trust, 'logRole.trust');
    const check = checkPolicy(policy, assumeRoleRequest(site, role.id), 'logRole.trust');
    return [{ ...check, document: `trust policy of ${role.id}`, purpose: 'assume the role' }];
  });
}

function named(site: Site, documents: readonly NamedDocument[], path: string): NamedPolicy[] {
  const policies: NamedPolicy[] = [];
  for (let index = 0; index < documents.length; index++) {
    const { name, document } = documents[index]!;
    policies.push({ name, policy: documentOf(site, document, `${path}[${index}].document`) });
  }
  return policies;
}

/** What the role's own policies say to the two calls that deliver events, in each document. */
export interface RoleCheck {
  readonly action: string;
  /** Some policy of the role allows it, and its boundary too. */
  readonly allowed: boolean;
  readonly inBoundary: boolean;
  readonly policies: readonly NamedCheck[];
  readonly boundary: readonly NamedCheck[];
}

export function roleChecks(site: Site): readonly RoleCheck[] {
  const role = logRoleOf(site);
  const group = logGroupArnOf(site);
  if (role === undefined || group === undefined) return [];
  return site.once(`role ${site.account}`, () => {
    const own = [
      ...named(site, role.inlinePolicies, 'logRole.inlinePolicies'),
      ...named(site, role.attachedPolicies, 'logRole.attachedPolicies'),
    ];
    const boundary = role.boundary === undefined ? undefined : named(site, [role.boundary], 'logRole.boundary')[0]!;
    return logActions.map((action): RoleCheck => {
      const request = logEventsRequest(site, action, role, group);
      const purpose = `call ${action} on the stream`;
      const check = (policy: NamedPolicy, what: string): NamedCheck => ({
        ...oneDocument(policy, request, `logRole (${policy.name})`),
        document: `${what} ${policy.name} of ${role.id}`,
        purpose,
        who: 'the role',
      });
      const access = evaluateAccess(
        { identity: own, ...(boundary === undefined ? {} : { boundary }), resourceAccount: role.account },
        request,
      );
      const limits = boundary === undefined ? [] : [check(boundary, 'permission boundary')];
      return {
        action,
        allowed: access.decision === 'allow',
        inBoundary: limits.every(({ allowed, denies }) => allowed === 'yes' && denies.length === 0),
        policies: own.map((policy) => check(policy, 'policy')),
        boundary: limits,
      };
    });
  });
}

function oneDocument({ policy }: NamedPolicy, request: Check['request'], path: string): Check {
  if (!('valid' in policy) || !policy.valid) throw new Error('documents are read before they are checked');
  return checkPolicy(policy, request, path);
}

/** The same two calls held against the service control policies of the role's account, level by level. */
export function serviceControlChecks(
  site: Site,
): readonly { readonly allowed: boolean; readonly checks: readonly NamedCheck[] }[] {
  const role = logRoleOf(site);
  const group = logGroupArnOf(site);
  if (role === undefined || group === undefined) return [];
  const levels = levelsFor(site.trail.organization, role.account, 'serviceControlPolicies');
  const results: { allowed: boolean; checks: NamedCheck[] }[] = [];
  for (let level = 0; level < levels.length; level++) {
    const path = `organization.serviceControlPolicies.${role.account}[${level}]`;
    const policies = named(site, levels[level]!, path);
    for (const action of logActions) {
      const request = logEventsRequest(site, action, role, group);
      const checks = policies.map((policy): NamedCheck => ({
        ...oneDocument(policy, request, path),
        document: `service control policy ${policy.name}`,
        purpose: `call ${action} on the stream`,
        who: 'the role',
      }));
      results.push({ allowed: checks.some(({ allowed }) => allowed !== 'no'), checks });
    }
  }
  return results;
}
