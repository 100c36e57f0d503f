import { type Call, text } from '../call.ts';
import type { Context } from '../context.ts';
import { AwsError } from '../errors.ts';
import { isDelegated, organizationOf } from '../organization.ts';
import { enabledRegions } from '../state.ts';
import type { Trail } from './state.ts';

/** Whether the account sees the trail: its own, or its organisation's. */
async function belongs(trail: Trail, account: string, context: Context): Promise<boolean> {
  if (trail.account === account) return true;
  if (!trail.isOrganization) return false;
  return (await organizationOf(context, account))?.managementAccount === trail.account;
}

/** Trails that the caller sees in the region of the call; `shadows` includes replicas from elsewhere. */
export async function visibleTrails(call: Call, context: Context, shadows: boolean): Promise<Trail[]> {
  const seen: Trail[] = [];
  for (const trail of context.state.cloudtrail.trails.values()) {
    const isShadow = trail.homeRegion !== call.region || trail.account !== call.account;
    if (isShadow && !(shadows && (trail.isMultiRegion || trail.homeRegion === call.region))) continue;
    if (await belongs(trail, call.account, context)) seen.push(trail);
  }
  return seen;
}

function notFound(call: Call, name: string): AwsError {
  return new AwsError('TrailNotFoundException', `Unknown trail: ${name} for the user: ${call.account}`);
}

/** A name means a trail of this account at home in this region; an ARN any trail that the account sees. */
export async function findTrail(call: Call, context: Context, parameter = 'Name'): Promise<Trail> {
  const name = text(call, parameter) ?? '';
  if (name.startsWith('arn:')) {
    const trail = context.state.cloudtrail.trails.get(name);
    if (trail !== undefined && (await belongs(trail, call.account, context))) return trail;
    throw notFound(call, name);
  }
  if (name.length < 3)
    throw new AwsError('InvalidTrailNameException', 'Trail name too short. Minimum allowed length: 3 characters.');
  const trails = [...context.state.cloudtrail.trails.values()];
  const trail = trails.find(
    (one) => one.name === name && one.account === call.account && one.homeRegion === call.region,
  );
  if (trail === undefined) throw notFound(call, name);
  return trail;
}

/** Like {@link findTrail}, for writes: only from the owner (or its delegated administrator), only in the home region. */
export async function findOwnTrail(call: Call, context: Context, parameter = 'Name'): Promise<Trail> {
  const trail = await findTrail(call, context, parameter);
  const mayWrite = trail.account === call.account || isDelegated(context, call.account, 'cloudtrail.amazonaws.com');
  if (!mayWrite) {
    throw new AwsError(
      'NotOrganizationMasterAccountException',
      'The organization trail can be changed only by the management account or a delegated administrator.',
    );
  }
  if (trail.homeRegion !== call.region) {
    throw new AwsError(
      'InvalidHomeRegionException',
      `The operation must be called in the trail's home Region ${trail.homeRegion}, not in ${call.region}.`,
    );
  }
  return trail;
}

/** Regions whose events the trail delivers, for that account. */
export function coveredRegions(trail: Trail, account: string, context: Context): readonly string[] {
  return trail.isMultiRegion ? enabledRegions(context.state, account) : [trail.homeRegion];
}
