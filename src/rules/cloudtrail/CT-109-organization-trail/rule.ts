import { account } from '#src/assets/account/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { both, either, select, some } from '#src/core/three-valued.ts';
import { isOptInRegion } from '#src/domain/aws/opt-in.ts';
import { isTrailRecording } from '#src/domain/coverage/recorder.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-109',
  slug: 'organization-trail',
  title: 'An active trail of the organisation reaches all its accounts',
  severity: 'medium',
  pillars: ['security'],
  aliases: { 'SRA-verify': ['SRA-CLOUDTRAIL-01', 'SRA-CLOUDTRAIL-12', 'SRA-CLOUDTRAIL-13'] },
  controls,
  asset: account,
  reads: {
    membership: true,
    organization: { accounts: true, cloudTrailAdministrators: true },
    members: { regions: true },
    trails: { configuration: true, status: true },
  },
  messages: {
    none: 'The organisation has no active trail of its own: an account that joins it is not recorded.',
    optInRegion:
      'Trail {trail} of the organisation lives in {region}, which accounts have to enable, and {accounts} did not: their events are not recorded.',
  },
  evaluate({ id, membership, organization, members, trails }, { pass, fail, notApplicable }) {
    if (membership === undefined) return notApplicable('The account belongs to no organisation.');
    const isActive = (trail: (typeof trails)[number]): boolean =>
      both(
        () => trail.configuration.isOrganization,
        () => isTrailRecording(trail, id, trail.configuration.homeRegion),
      );
    const lacks = (region: string) => (member: (typeof members)[number]) =>
      !some(member.regions, (name) => name === region);
    const reachesAll = (region: string): boolean =>
      either(
        () => !isOptInRegion(region),
        () => !some(members, lacks(region)),
      );
    const hasGoodTrail = some(trails, (trail) =>
      both(
        () => isActive(trail),
        () => reachesAll(trail.configuration.homeRegion),
      ),
    );
    if (hasGoodTrail) return pass();

    const isResponsible = either(
      () => membership.managementAccount === id,
      () => some(organization?.cloudTrailAdministrators ?? [], (administrator) => administrator === id),
    );
    if (!isResponsible) {
      return notApplicable(
        'The management account and the administrators of CloudTrail answer for the trail of the organisation.',
      );
    }
    const [trail] = select(trails, isActive).matching;
    if (trail === undefined) return fail('none');
    const region = trail.configuration.homeRegion;
    const accounts = listNames(select(members, lacks(region)).matching.map((member) => member.id));
    return fail('optInRegion', { trail: trail.name, region, accounts });
  },
});
