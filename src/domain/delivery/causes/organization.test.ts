import { ACCOUNT, denied, healthy, member, organization, organizationTrail, OTHER, TRAIL } from '../testing/sites.ts';
import { testCause } from '../testing/test-cause.ts';
import { optInHome, serviceLinkedRole, trustedAccess } from './organization.ts';

const status = healthy.status[ACCOUNT]['eu-west-1'];
const distrusted = {
  ...organizationTrail,
  organization: { ...organization, trustedServices: ['config.amazonaws.com'] },
};

testCause(trustedAccess, {
  present: {
    'CloudTrail is not among the trusted': { trail: distrusted, ...member, wanted: 'cloudtrail.amazonaws.com' },
  },
  absent: { 'CloudTrail is among the trusted': { trail: organizationTrail, ...member } },
  lookAlike: {
    'an account trail in the same organisation': { trail: { organization: distrusted.organization }, ...member },
    'the management account itself goes on': { trail: distrusted },
  },
  unknown: {
    'the trusted services were denied': {
      trail: { ...organizationTrail, organization: { ...organization, trustedServices: denied } },
      ...member,
    },
  },
});

testCause(serviceLinkedRole, {
  present: {
    'the role is missing': { trail: { ...organizationTrail, serviceRole: undefined } },
    'the role is missing in China, which is a partition of its own': {
      trail: { ...organizationTrail, id: TRAIL.replace('arn:aws:', 'arn:aws-cn:'), serviceRole: undefined },
      document: `arn:aws-cn:iam::${ACCOUNT}:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail`,
    },
  },
  absent: { 'the role is there': { trail: organizationTrail } },
  lookAlike: { 'an account trail needs none': { trail: { serviceRole: undefined } } },
  unknown: { 'the role was denied': { trail: { ...organizationTrail, serviceRole: denied } } },
});

const inMilan = (regions: Record<string, unknown>) => ({
  ...organizationTrail,
  configuration: { isOrganization: true, homeRegion: 'eu-south-1' },
  status: { [OTHER]: regions },
});
testCause(optInHome, {
  present: {
    'the member has not enabled the home region': {
      trail: inMilan({ 'eu-west-1': status }),
      ...member,
      element: 'region',
    },
  },
  absent: { 'the member has enabled it': { trail: inMilan({ 'eu-south-1': status }), ...member } },
  lookAlike: {
    'the home region is one that every account has': { trail: organizationTrail, ...member },
    'the management account itself': { trail: inMilan({ 'eu-west-1': status }) },
  },
  unknown: {
    'the status in the member was denied': { trail: { ...inMilan({}), status: { [OTHER]: denied } }, ...member },
  },
});
