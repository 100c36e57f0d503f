import { some } from '../../../core/three-valued.ts';
import { isOptInRegion } from '../../aws/opt-in.ts';
import { type CauseDefinition, none } from '../cause.ts';
import { channels } from '../channel.ts';
import { CLOUDTRAIL } from '../requests.ts';
import type { Site } from '../site.ts';

const common = { area: 'Organisation', channels, symptoms: [], blocks: true } as const;

/** A site of a member account: what the owner does not need, members do. */
const isMember = ({ trail, account }: Site): boolean => trail.configuration.isOrganization && account !== trail.account;

export const trustedAccess: CauseDefinition = {
  ...common,
  id: 'ORG-TRUST',
  title: 'The organisation does not trust CloudTrail any more',
  confidence: 'certain',
  repair: 'Enable trusted access for CloudTrail in AWS Organizations.',
  find(site) {
    if (!isMember(site)) return none;
    const services = site.trail.organization?.trustedServices;
    if (services === undefined || some(services, (service) => service === CLOUDTRAIL)) return none;
    return [
      {
        message: `Trusted access for CloudTrail is off in organisation ${site.trail.organization!.id}: the trail records the management account alone.`,
        document: `trusted services of ${site.trail.organization!.id}`,
        element: 'ServicePrincipal',
        wanted: CLOUDTRAIL,
      },
    ];
  },
};

export const serviceLinkedRole: CauseDefinition = {
  ...common,
  id: 'ORG-SLR',
  symptoms: ['NoManagementAccountSLRExistsException', 'InsufficientDependencyServiceAccessPermissionException'],
  title: "The service-linked role that an organisation's trail needs is missing",
  confidence: 'likely',
  repair: 'Create the service-linked role AWSServiceRoleForCloudTrail in the management account.',
  find({ trail, partition }) {
    if (!trail.configuration.isOrganization || !('serviceRole' in trail) || trail.serviceRole !== undefined)
      return none;
    return [
      {
        message: `Account ${trail.account} has no role AWSServiceRoleForCloudTrail.`,
        document: `arn:${partition}:iam::${trail.account}:role/aws-service-role/${CLOUDTRAIL}/AWSServiceRoleForCloudTrail`,
      },
    ];
  },
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html */
export const optInHome: CauseDefinition = {
  ...common,
  id: 'ORG-OPTIN-HOME',
  title: "The trail's home is a region that the member has not enabled",
  // A scan may leave regions out: that the home region is not among those asked is a hint, no proof.
  confidence: 'likely',
  repair:
    'Enable the home region of the trail in the member account, or move the trail to a region that every account has.',
  find(site) {
    const { homeRegion } = site.trail.configuration;
    if (!isMember(site) || !isOptInRegion(homeRegion)) return none;
    const regions = site.trail.status[site.account];
    if (regions === undefined || Object.keys(regions).includes(homeRegion)) return none;
    return [
      {
        message: `The trail's home ${homeRegion} has to be enabled by each account, and account ${site.account} was not seen to have it: such a member sends nothing.`,
        element: 'region',
        value: homeRegion,
      },
    ];
  },
};
