import { trail } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { unguardedStatements } from '#src/domain/confused-deputy/confused-deputy.ts';
import { statementLabel } from '#src/domain/policy/document.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { readPolicy } from '../policy-text.ts';
import { controls } from './controls.ts';

const service = 'cloudtrail.amazonaws.com';

/**
 * What CloudTrail does with each resource. Decrypting is not among it: AWS's own key policy allows it without a
 * condition, S3 Bucket Keys need it, and what a stranger's trail could have decrypted is what it encrypted itself.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
const uses = {
  bucket: ['s3:getbucketacl', 's3:putobject'],
  topic: ['sns:publish'],
  key: ['kms:generatedatakey', 'kms:describekey'],
  role: ['sts:assumerole'],
};

export const rule = defineRule({
  id: 'CT-103',
  slug: 'confused-deputy',
  title: 'Policies let CloudTrail act for known trails only',
  severity: 'medium',
  pillars: ['security'],
  aliases: {},
  controls,
  asset: trail,
  reads: {
    status: true,
    configuration: true,
    bucket: { policy: true },
    topic: { attributes: true },
    key: { policy: true },
    logRole: { trust: true },
  },
  messages: {
    open: 'The {what} of {name} lets CloudTrail in without a condition that fixes aws:SourceArn, aws:SourceAccount or aws:SourceOrgID: {statements}.',
  },
  evaluate(asset, { part }) {
    const documents: readonly Document[] = [
      {
        key: 'bucket',
        what: 'bucket policy',
        path: 'bucket.policy',
        isNamed: () => true,
        read: () => asset.bucket && { name: asset.bucket.name, text: asset.bucket.policy },
      },
      {
        key: 'topic',
        what: 'topic policy',
        path: 'topic.attributes.policy',
        isNamed: () => asset.configuration.topicArn !== undefined,
        read: () => asset.topic && { name: asset.topic.name, text: asset.topic.attributes.policy },
      },
      {
        key: 'key',
        what: 'key policy',
        path: 'key.policy',
        isNamed: () => asset.configuration.kmsKeyId !== undefined,
        read: () => asset.key && { name: asset.key.name, text: asset.key.policy },
      },
      {
        key: 'role',
        what: 'trust policy',
        path: 'logRole.trust',
        isNamed: () => asset.configuration.logRoleArn !== undefined,
        read: () => asset.logRole && { name: asset.logRole.name, text: asset.logRole.trust },
      },
    ];
    for (const { key, what, path, isNamed, read } of documents) {
      part(key, ({ pass, fail, notApplicable }) => {
        if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
        if (!isNamed()) return notApplicable(`The trail names no ${key}.`);
        const document = read();
        if (!document) return notApplicable(`The ${key} does not exist; CT-102 reports that.`);
        const { name, text } = document;
        if (text === undefined) return notApplicable(`The ${key} has no policy.`);
        const { open, undecided } = unguardedStatements(readPolicy(text, path), { service, uses: uses[key] });
        if (open.length > 0) return fail('open', { what, name, statements: listNames(open.map(statementLabel)) });
        if (undecided[0] !== undefined) {
          const why = `it cannot be told whether ${statementLabel(undecided[0])} lets CloudTrail in`;
          throw new UnknownRead(path, new Unknown('invalid-document', why));
        }
        return pass(`No statement of the ${what} lets CloudTrail act for unknown sources.`);
      });
    }
  },
});

interface Document {
  /** The part's key, and what the trail names. */
  readonly key: keyof typeof uses;
  readonly what: string;
  readonly path: string;
  readonly isNamed: () => boolean;
  readonly read: () => { readonly name: string; readonly text: string | undefined } | undefined;
}
