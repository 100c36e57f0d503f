import { Unknown, UnknownRead } from '../../core/unknown.ts';
import type { ParsedPolicy } from '../policy/document.ts';
import type { Request } from '../policy/request.ts';
import { checkPolicy } from './check.ts';
import type { NamedCheck } from './explain.ts';
import type { OrganizationInput, PolicyLevels } from './inputs.ts';
import { documentOf, type Site } from './site.ts';

type Field = 'resourceControlPolicies' | 'serviceControlPolicies';

/** The policies of the organisation that hold for an account; none for the management account, which they do not bind. */
export function levelsFor(organization: OrganizationInput | undefined, account: string, field: Field): PolicyLevels {
  if (organization === undefined || organization.account === account) return [];
  const byAccount = organization[field];
  if (byAccount === undefined) return [];
  const levels = byAccount[account];
  if (levels !== undefined) return levels;
  const detail = `which policies of the organisation hold for account ${account} was not asked`;
  throw new UnknownRead(`organization.${field}.${account}`, new Unknown('other-account', detail));
}

/** A resource control policy, and where it stands in the view. */
interface Control {
  readonly policy: ParsedPolicy;
  readonly path: string;
  readonly document: string;
}

/** Every resource control policy on the way to an account, read once a trail. */
function controlsOf(site: Site, account: string): readonly Control[] {
  return site.once(`resource controls of ${account}`, () => {
    const levels = levelsFor(site.trail.organization, account, 'resourceControlPolicies');
    const controls: Control[] = [];
    for (let level = 0; level < levels.length; level++) {
      const documents = levels[level]!;
      for (let index = 0; index < documents.length; index++) {
        const { name, document } = documents[index]!;
        const path = `organization.resourceControlPolicies.${account}[${level}][${index}].document`;
        controls.push({ policy: documentOf(site, document, path), path, document: `resource control policy ${name}` });
      }
    }
    return controls;
  });
}

/**
 * A request held against every resource control policy on the way to the account of the resource: only their Deny matters, for
 * the policy that AWS attaches to all allows everything.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function resourceControlChecks(
  site: Site,
  account: string,
  request: () => Request,
  purpose: string,
): NamedCheck[] {
  const controls = controlsOf(site, account);
  if (controls.length === 0) return [];
  const asked = request();
  return controls.map(({ policy, path, document }) => ({ ...checkPolicy(policy, asked, path), document, purpose }));
}
