import { Unknown } from '../../core/unknown.ts';
import { splitArn } from './arn.ts';
import { Context, type ContextKeys, type ContextValue, type Values } from './context.ts';

/** Who makes the request. */
export type RequestPrincipal =
  /** An AWS service acting for itself: `cloudtrail.amazonaws.com`. */
  | { readonly type: 'service'; readonly id: string }
  | {
      readonly type: 'aws';
      /** ARN of the account root, user, role, assumed-role session or federated-user session. */
      readonly arn: string;
      /** Twelve digits. */
      readonly account: string;
      /** For a session: ARN of the role with its path, which the session's own ARN does not tell. */
      readonly role?: string;
      /** The account's S3 canonical user id, when known. */
      readonly canonicalId?: string;
    }
  /** A web identity or SAML provider, in the request to assume a role. */
  | { readonly type: 'federated'; readonly id: string }
  | { readonly type: 'canonical'; readonly id: string }
  | { readonly type: 'anonymous' };

export interface Request {
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN, or `*` for actions that know no resource. */
  readonly resource: string | Unknown;
  readonly principal: RequestPrincipal | Unknown;
  readonly context: ContextKeys | Context;
  /** What a key that is not in `context` is. Default `absent`. */
  readonly unlisted?: 'absent' | 'unknown';
}

/** A request made ready for matching many statements. */
export interface PreparedRequest {
  readonly source: Request;
  readonly action: string;
  readonly resource: string | Unknown;
  readonly resourceParts: readonly string[];
  readonly principal: RequestPrincipal | Unknown;
  readonly context: Context;
  readonly unlisted: Unknown | undefined;
}

export function prepareRequest(source: Request): PreparedRequest {
  const context = source.context instanceof Context ? source.context : new Context(source.context);
  const { resource } = source;
  return {
    source,
    action: source.action.toLowerCase(),
    resource,
    resourceParts: resource instanceof Unknown ? [] : splitArn(resource),
    principal: source.principal,
    context,
    unlisted:
      source.unlisted === 'unknown'
        ? new Unknown('unresolved-reference', 'the request may or may not carry this key')
        : undefined,
  };
}

/** The values of a key: undefined when it is absent. */
export function lookup(request: PreparedRequest, lowerKey: string): Values | undefined | Unknown {
  const values = request.context.get(lowerKey);
  if (values === undefined) return request.unlisted;
  if (values instanceof Unknown) return values;
  return values.length === 0 ? undefined : values;
}

/** The value that a policy variable gets: multivalued keys cannot be used as variables. */
export function lookupVariable(request: PreparedRequest, key: string): string | undefined | Unknown {
  const values = lookup(request, key.toLowerCase());
  if (values === undefined || values instanceof Unknown) return values;
  return values.length === 1 ? values[0] : undefined;
}

/**
 * The condition keys that an encryption context gives a KMS request.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
export function encryptionContextKeys(
  encryptionContext: Readonly<Record<string, string | Unknown>>,
): Record<string, ContextValue> {
  const keys: Record<string, ContextValue> = { 'kms:EncryptionContextKeys': Object.keys(encryptionContext) };
  for (const [name, value] of Object.entries(encryptionContext)) keys[`kms:EncryptionContext:${name}`] = [value];
  return keys;
}
