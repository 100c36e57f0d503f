import { parseTemplate, resourcesOf } from './cloudformation.ts';
import type { Block } from './read-page.ts';

/**
 * The faults of procedures that are published elsewhere, and that a page must not repeat. Each function gives one line
 * per fault found in a block.
 */
export function faultsOf(block: Block): string[] {
  return [
    ...hardCodedAccount(block),
    ...(block.use === 'cloudformation' ? templateFaults(block) : []),
    ...(block.use === 'terraform' ? terraformFaults(block.text) : []),
    ...(block.language === 'bash' ? scriptFaults(block.text) : []),
  ];
}

function hardCodedAccount({ text }: Block): string[] {
  const id = /(?<![\w-])\d{12}(?![\w-])/.exec(text);
  return id ? [`account id ${id[0]} is hard-coded`] : [];
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Every object in a value that looks like a policy statement. */
function* statementsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if ('Effect' in value && 'Principal' in value) yield value;
  for (const inner of Object.values(value)) yield* statementsIn(inner);
}

function isUnguarded(statement: Record<string, unknown>): boolean {
  const principal = statement['Principal'] as { Service?: unknown } | string;
  if (typeof principal === 'string' || !asList(principal.Service).includes('cloudtrail.amazonaws.com')) return false;
  // The keys of event data stores support no source condition.
  if (statement['Sid'] === 'AllowCloudTrailEventDataStore') return false;
  return !/aws:Source(Arn|Account|OrgID)/.test(JSON.stringify(statement['Condition'] ?? {}));
}

function templateFaults({ text }: Block): string[] {
  const template = parseTemplate(text);
  const resources = resourcesOf(template);
  const faults: string[] = [];
  if (/arn:aws[:-]/.test(text)) faults.push('the partition is hard-coded');
  for (const statement of statementsIn(template)) {
    if (isUnguarded(statement))
      faults.push(`a statement lets CloudTrail act without a source: ${JSON.stringify(statement)}`);
  }
  for (const [name, { Type, DependsOn, Properties = {} }] of Object.entries(resources)) {
    if (Type === 'AWS::S3::Bucket' && 'AccessControl' in Properties) faults.push(`${name} has a canned ACL`);
    if (Type === 'AWS::S3::Bucket' && !('PublicAccessBlockConfiguration' in Properties))
      faults.push(`${name} blocks no public access`);
    if (Type !== 'AWS::CloudTrail::Trail') continue;
    for (const property of [
      'IsLogging',
      'IsMultiRegionTrail',
      'IncludeGlobalServiceEvents',
      'EnableLogFileValidation',
    ]) {
      if (Properties[property] !== true) faults.push(`${name} lacks ${property}`);
    }
    for (const [policy, { Type: type }] of Object.entries(resources)) {
      const first = type === 'AWS::SNS::TopicPolicy' ? 'SnsTopicName' in Properties : policy === 'LogBucketPolicy';
      if (first && !asList(DependsOn).includes(policy)) faults.push(`${name} does not wait for ${policy}`);
    }
  }
  return faults;
}

function terraformFaults(text: string): string[] {
  const faults: string[] = [];
  if (text.includes('force_destroy')) faults.push('force_destroy on an audit bucket');
  if (/arn:aws[:-]/.test(text)) faults.push('the partition is hard-coded');
  if (/~>\s*\d/.test(text)) faults.push('the provider is pinned to an old major version');
  const resources = [...text.matchAll(/^resource "(\w+)" "(\w+)" \{\n([\s\S]*?)^\}/gm)];
  const has = (type: string): boolean => resources.some((match) => match[1] === type);
  for (const [, type, name, body = ''] of resources) {
    if (type === 'aws_s3_bucket' && /^ {2}(policy|acl) /m.test(body))
      faults.push(`${name} has an inline policy or ACL`);
    if (type !== 'aws_cloudtrail') continue;
    for (const argument of [
      'enable_logging',
      'is_multi_region_trail',
      'include_global_service_events',
      'enable_log_file_validation',
    ]) {
      if (!new RegExp(`^ {2}${argument} += true$`, 'm').test(body)) faults.push(`${name} lacks ${argument}`);
    }
    const depends = /depends_on = \[([^\]]*)\]/.exec(body)?.[1] ?? '';
    if (has('aws_s3_bucket_policy') && !depends.includes('aws_s3_bucket_policy.logs'))
      faults.push(`${name} does not wait for the bucket policy`);
  }
  if (has('aws_s3_bucket') && !has('aws_s3_bucket_public_access_block')) faults.push('no public access block');
  for (const [statement] of text.matchAll(
    /\{[^{}]*Principal += \{ Service = "cloudtrail\.amazonaws\.com" \}[\s\S]*?\n {4,6}\}/g,
  )) {
    if (statement.includes('AllowCloudTrailEventDataStore')) continue;
    if (!/aws:Source(Arn|Account)/.test(statement))
      faults.push(`a statement lets CloudTrail act without a source: ${statement}`);
  }
  return faults;
}

/** A write that replaces, and the read that must come before it. */
const READ_FIRST: readonly (readonly [write: RegExp, read: RegExp])[] = [
  [/cloudtrail update-trail\b/, /cloudtrail get-trail\b/],
  [/put-event-selectors\b/, /get-event-selectors\b/],
  [/put-insight-selectors\b/, /get-insight-selectors\b/],
  [/put-bucket-policy\b/, /get-bucket-policy\b|create-bucket\b/],
  [/put-bucket-logging\b/, /get-bucket-logging\b/],
  [/put-bucket-lifecycle-configuration\b/, /get-bucket-lifecycle-configuration\b/],
  [/put-object-lock-configuration\b/, /get-object-lock-configuration\b/],
  [/put-key-policy\b/, /get-key-policy\b/],
  [/set-topic-attributes\b/, /get-topic-attributes\b/],
  [/update-assume-role-policy\b/, /iam get-role\b/],
  [/update-event-data-store\b/, /get-event-data-store\b/],
];

function scriptFaults(text: string): string[] {
  const faults: string[] = [];
  const script = text.replaceAll(/\\\n\s*/g, ' ');
  for (const [write, read] of READ_FIRST) {
    const written = script.search(write);
    const wasRead = script.search(read);
    if (written !== -1 && (wasRead === -1 || wasRead > written)) faults.push(`${write.source} without reading first`);
  }
  // `read > before.json || echo '{}' > before.json`: a call that was denied counts as "there is nothing", and the write removes what is there.
  for (const [guess] of script.matchAll(/^.*\bget-\S+ .*> \S+\.json\b[^\n|]*\|\|\s*echo .*$/gm)) {
    faults.push(`an error of any kind is taken for an empty answer: ${guess.trim()}`);
  }
  const backups = [...script.matchAll(/\baws [^\n]*[^>]> (\S*before\.json)\b/g)].map(([, file]) => file!);
  const twice = backups.find((file, index) => backups.indexOf(file) !== index);
  if (twice !== undefined) faults.push(`${twice} is written twice: the way back is lost`);
  for (const line of script.split('\n').filter((command) => !command.trimStart().startsWith('#'))) {
    if (
      /aws cloudtrail (?!create-trail|describe-trails|lookup-events)\S+/.test(line) &&
      /--(trail-)?name (?!"\$(TRAIL_ARN|arn)")/.test(line)
    ) {
      faults.push(`a trail is named otherwise than by its ARN: ${line.trim()}`);
    }
    const isTrailCall = /aws cloudtrail (?!describe-trails)\S+/.test(line);
    if (isTrailCall && !line.includes('--region')) faults.push(`no region is given: ${line.trim()}`);
    if (/^\s*(echo )?.*arn:aws:(?!\S*REGION)/.test(line)) faults.push(`the partition is hard-coded: ${line.trim()}`);
    if (/update-trail/.test(line) && /--no-\S+/.test(line)) faults.push(`a protection is switched off: ${line.trim()}`);
  }
  const inOrder = (first: string, second: string): boolean =>
    !script.includes(second) || script.indexOf(first) < script.indexOf(second);
  if (script.includes('create-bucket ') && !script.includes('LocationConstraint='))
    faults.push('create-bucket without LocationConstraint');
  if (script.includes('create-bucket ') && !script.includes('put-public-access-block'))
    faults.push('a new bucket without public access block');
  if (script.includes('create-trail ')) {
    if (!script.includes('put-bucket-policy') || !inOrder('put-bucket-policy', 'create-trail '))
      faults.push('the trail comes before the bucket policy');
    if (!script.includes('start-logging')) faults.push('a new trail is not started');
  }
  if (script.includes('--is-multi-region-trail') && !script.includes('--include-global-service-events')) {
    faults.push('--is-multi-region-trail without --include-global-service-events');
  }
  if (script.includes('LatestDelivery') && !script.includes('IsLogging'))
    faults.push('a delivery error is read without IsLogging');
  for (const [statement] of script.matchAll(
    /\{[^{}]*"Principal": \{ "Service": "cloudtrail\.amazonaws\.com" \}[\s\S]*?\n {2,4}\}/g,
  )) {
    if (!statement.includes('AllowCloudTrailEventDataStore') && !/aws:Source(Arn|Account)/.test(statement)) {
      faults.push(`a statement lets CloudTrail act without a source: ${statement}`);
    }
  }
  return faults;
}
