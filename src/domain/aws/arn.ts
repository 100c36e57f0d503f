export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon, colons and slashes included. */
  readonly resource: string;
}

/** Splits an ARN; `undefined` when the text is none. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function parseArn(text: string): Arn | undefined {
  const [scheme, partition, service, region, account, ...resource] = text.split(':');
  if (scheme !== 'arn' || !partition || !service || region === undefined || account === undefined) return undefined;
  if (resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}

/** Puts an ARN together. */
export function formatArn({ partition, service, region, account, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** What stands behind the last colon or slash of an ARN: what people call the thing. */
export function resourceName(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}

/** The ARN of a bucket from its name. Bucket ARNs name neither account nor region. */
export function bucketArn(partition: string, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

/** The name in a bucket's ARN. */
export function bucketName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/**
 * The ARN form of a KMS key reference as services store it: key ARN, key id, alias ARN or alias name. Bare ids and names
 * mean the account and region of the resource that names them.
 */
export function keyArn(reference: string, site: { partition: string; region: string; account: string }): string {
  if (reference.startsWith('arn:')) return reference;
  const resource = reference.startsWith('alias/') ? reference : `key/${reference}`;
  return formatArn({ ...site, service: 'kms', resource });
}
