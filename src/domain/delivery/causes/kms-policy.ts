import { attempt } from '../../../core/three-valued.ts';
import { Unknown, UnknownRead } from '../../../core/unknown.ts';
import { parseArn } from '../../aws/arn.ts';
import { type CauseDefinition, none } from '../cause.ts';
import type { Gap } from '../check.ts';
import { conditionKey, denyFound, gapFound, refusals, unmentioned } from '../explain.ts';
import { encryptCheck, trailKey, trailKeyCheck } from '../key-checks.ts';
import { resourceControlChecks } from '../organization-policies.ts';
import { trailKeyRequest } from '../requests.ts';
import { ownBucket } from '../s3-checks.ts';

const common = {
  area: 'KMS',
  channels: ['s3', 'digest'],
  // A refusal by the key policy reaches the trail's status as plain AccessDenied, as far as is known.
  symptoms: ['AccessDenied', 'KMS.AccessDeniedException', 'InsufficientEncryptionPolicyException'],
  confidence: 'certain',
  blocks: true,
} as const;

const CONTEXT = 'kms:encryptioncontext:';
const isContext = (gap: Gap): boolean => conditionKey(gap)?.startsWith(CONTEXT) ?? false;

export const noEncryptStatement: CauseDefinition = {
  ...common,
  id: 'KMS-POLICY-GDK',
  title: 'No statement of the key policy lets CloudTrail encrypt',
  repair:
    'Add the statement AllowCloudTrailEncryptLogs: Allow kms:GenerateDataKey* to cloudtrail.amazonaws.com for this trail.',
  find(site) {
    const checks = encryptCheck(site);
    return [...unmentioned(checks, true), ...gapFound(checks, ({ part }) => part.kind === 'resource')];
  },
};

export const encryptionContext: CauseDefinition = {
  ...common,
  id: 'KMS-POLICY-EC',
  title: 'The key policy asks for another encryption context than CloudTrail sends',
  repair:
    "Let kms:EncryptionContext:aws:cloudtrail:arn match arn:PARTITION:cloudtrail:*:ACCOUNT:trail/* with the owner's account; for an organisation's trail that is the management account.",
  find: (site) => gapFound(encryptCheck(site), isContext),
};

export const keySourceArn: CauseDefinition = {
  ...common,
  id: 'KMS-POLICY-SOURCEARN',
  title: 'The key policy lets CloudTrail encrypt for another trail only',
  repair: "Put the trail's ARN, with its home region and its owner's account, into aws:SourceArn of the key policy.",
  find: (site) => gapFound(encryptCheck(site), (gap) => conditionKey(gap) === 'aws:sourcearn'),
};

export const viaService: CauseDefinition = {
  ...common,
  id: 'KMS-VIASERVICE',
  title: 'The key policy lets CloudTrail encrypt through a named service only',
  confidence: 'likely',
  repair: 'Leave kms:ViaService out of the statement for CloudTrail: aws:SourceArn narrows it already.',
  find: (site) => gapFound(encryptCheck(site), (gap) => conditionKey(gap) === 'kms:viaservice'),
};

const named = new Set(['aws:sourcearn', 'kms:viaservice']);

export const keyCondition: CauseDefinition = {
  ...common,
  id: 'KMS-CONDITION',
  title: 'The key policy lets CloudTrail encrypt under a condition that it does not meet',
  repair: 'Take the condition out of the statement for CloudTrail, or give it the value that CloudTrail sends.',
  find: (site) =>
    gapFound(encryptCheck(site), (gap) => {
      const key = conditionKey(gap);
      return key !== undefined && !named.has(key) && !isContext(gap);
    }),
};

export const keyDeny: CauseDefinition = {
  ...common,
  id: 'KMS-POLICY-DENY',
  title: 'A Deny of the key policy matches CloudTrail',
  repair:
    'Leave services out of the Deny ("Bool": {"aws:PrincipalIsAWSService": "false"} as a further condition), or delete it.',
  find: (site) => denyFound(encryptCheck(site)),
};

export const keyResourceControl: CauseDefinition = {
  ...common,
  id: 'KMS-RCP',
  title: "A resource control policy of the organisation denies CloudTrail the trail's key",
  repair: 'Ask whoever administers the organisation to leave AWS services out of the Deny (aws:PrincipalIsAWSService).',
  find(site) {
    const key = trailKey(site);
    if (key === undefined || site.trail.organization === undefined) return none;
    const request = () => trailKeyRequest(site, 'kms:GenerateDataKey', key.metadata.arn);
    return denyFound(resourceControlChecks(site, key.account, request, `use key ${key.id}`));
  },
};

/** Needed when a key is given to a trail, not for each delivery. */
export const noDescribe: CauseDefinition = {
  ...common,
  id: 'KMS-POLICY-DESCRIBE',
  title: 'The key policy does not let CloudTrail look at the key',
  blocks: false,
  repair: 'Add the statement AllowCloudTrailDescribeKey: the next change of the trail is refused without it.',
  find(site) {
    const checks = trailKeyCheck(site, 'kms:DescribeKey', 'look at the key, as it must when the trail is changed');
    const [first] = refusals(checks);
    return first === undefined ? none : [first];
  },
};

export const noDecrypt: CauseDefinition = {
  ...common,
  id: 'KMS-POLICY-DECRYPT',
  title: 'The bucket uses a bucket key, and the key policy does not let CloudTrail decrypt',
  blocks: false,
  repair:
    'Add the statement AllowCloudTrailDecryptTrail (kms:Decrypt): a trail with a bucket key cannot be created or changed without it.',
  find(site) {
    if (site.trail.configuration.kmsKeyId === undefined || ownBucket(site)?.encryption?.bucketKey !== true) return none;
    const checks = trailKeyCheck(site, 'kms:Decrypt', 'decrypt, as it must when a trail with a bucket key is changed');
    const [first] = refusals(checks);
    return first === undefined ? none : [first];
  },
};

/**
 * Not a fault: a key of another account works, but `GetKeyPolicy` answers its own account only. What it says must be asked there.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export const foreignKey: CauseDefinition = {
  ...common,
  id: 'KMS-XACCT',
  title: "The key belongs to another account, and its policy cannot be read from the trail's",
  confidence: 'likely',
  blocks: false,
  repair: 'Scan the account of the key as well (--account), or let its owner check the key policy.',
  find(site) {
    const { kmsKeyId } = site.trail.configuration;
    const owner = parseArn(kmsKeyId ?? '')?.account;
    if (owner === undefined || owner === site.trail.account) return none;
    const policy = attempt(() => trailKey(site)?.policy);
    if (!(policy instanceof UnknownRead)) return none;
    // An account of the scan was asked: what it answered is a hole in the scan.
    if (policy.unknown.reason !== 'other-account') throw policy;
    const detail = `the key policy can be read in account ${owner} only, which this scan could not`;
    // A permission is missing only where that account was asked and refused.
    throw new UnknownRead(policy.path, new Unknown('other-account', detail, policy.unknown.action));
  },
};
