import { Unknown } from '../../core/unknown.ts';
import { accountOf } from './arn.ts';
import { type Decision, allowedOf, decisionOf, matchWithoutActionAndPrincipal } from './decide.ts';
import type { Policy, StatementReference } from './document.ts';
import { type Evaluation, evaluatePolicy, tally } from './evaluate.ts';
import { type Match, and, either, every, or, some } from './kleene.ts';
import { type Reach, matchPrincipalBy } from './match-principal.ts';
import { matchAction } from './match-target.ts';
import { type Request, prepareRequest } from './request.ts';

export interface NamedPolicy {
  /** How a person knows it: `bucket policy of arn:aws:s3:::logs`, `AdministratorAccess`. */
  readonly name: string;
  /** `Unknown` when it could not be read. */
  readonly policy: Policy;
}

export type AccessLayer = 'resourceControl' | 'serviceControl' | 'resource' | 'identity' | 'boundary' | 'session';

/** All policies that bear on one request. A layer that is left out does not apply; one that could not be read holds `Unknown`. */
export interface AccessPolicies {
  /** Inline and attached policies of the user or role, and of the user's groups. */
  readonly identity?: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Session policies given when the role was assumed. */
  readonly session?: readonly NamedPolicy[];
  readonly resource?: NamedPolicy;
  /**
   * Service control policies, one list per level: root, each unit, account. Leave out for the management account and
   * for service-linked roles, which they do not bind.
   */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[];
  /** Resource control policies of the resource's account, level by level; leave out in the same cases. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
  /** Owner of the resource; read from its ARN when left out. S3 ARNs do not tell it. */
  readonly resourceAccount?: string | Unknown;
  /** A KMS key or a role to assume: identity policies help only where the key policy or trust policy lets them. Default `other`. */
  readonly resourceKind?: 'key' | 'role' | 'other';
}

export interface LayerEvaluation {
  readonly layer: AccessLayer;
  /** Place in `serviceControl` or `resourceControl`. */
  readonly level?: number;
  readonly allow: Match;
  readonly deny: Match;
  readonly documents: readonly { readonly name: string; readonly evaluation: Evaluation }[];
}

export interface AccessReference {
  readonly layer: AccessLayer;
  readonly document: string;
  readonly statement: StatementReference;
}

export interface AccessEvaluation {
  readonly decision: Decision;
  /** Does the request get through? */
  readonly allowed: Match;
  /** The statement that denies, or else one that allows. */
  readonly deciding?: AccessReference;
  /** For `none` and `unknown`: the layers whose allow is needed and is not certain. */
  readonly missing: readonly AccessLayer[];
  readonly layers: readonly LayerEvaluation[];
}

/**
 * Combines all layers as AWS does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateAccess(policies: AccessPolicies, request: Request): AccessEvaluation {
  const layers = evaluateLayers(policies, request);
  const deny = some(layers, (layer) => layer.deny);
  const { granted, missing } = grant(policies, request, layers);
  const decision = decisionOf(granted, deny);
  const deciding = decidingOf(layers, decision);
  return {
    decision,
    allowed: allowedOf(granted, deny),
    ...(deciding === undefined ? {} : { deciding }),
    missing: decision === 'none' || decision === 'unknown' ? missing : [],
    layers,
  };
}

/** In AWS's order. What binds IAM principals only is left out for services, federated and anonymous callers. */
function evaluateLayers(policies: AccessPolicies, request: Request): LayerEvaluation[] {
  const one = (layer: AccessLayer, documents: readonly NamedPolicy[], level?: number): LayerEvaluation => {
    const evaluated = documents.map(({ name, policy }) => ({ name, evaluation: evaluatePolicy(policy, request) }));
    const counts = evaluated.map(({ evaluation }) =>
      evaluation.unreadable === undefined && evaluation.problems.length === 0
        ? tally(evaluation.statements)
        : { allow: 'unknown' as const, deny: 'unknown' as const },
    );
    const allow = some(counts, (count) => count.allow);
    const deny = some(counts, (count) => count.deny);
    return { layer, ...(level === undefined ? {} : { level }), allow, deny, documents: evaluated };
  };
  const layers = (policies.resourceControl ?? []).map((documents, level) => one('resourceControl', documents, level));
  if (policies.resource !== undefined) layers.push(one('resource', [policies.resource]));
  const { principal } = request;
  if (!(principal instanceof Unknown) && principal.type !== 'aws') return layers;
  layers.push(...(policies.serviceControl ?? []).map((documents, level) => one('serviceControl', documents, level)));
  if (policies.identity !== undefined) layers.push(one('identity', policies.identity));
  if (policies.boundary !== undefined) layers.push(one('boundary', [policies.boundary]));
  if (policies.session !== undefined) layers.push(one('session', policies.session));
  return layers;
}

interface Grant {
  readonly granted: Match;
  readonly missing: readonly AccessLayer[];
}

function grant(policies: AccessPolicies, request: Request, layers: readonly LayerEvaluation[]): Grant {
  const { principal } = request;
  const resource = layers.find(({ layer }) => layer === 'resource')?.allow ?? 'no-match';
  if (principal instanceof Unknown) return { granted: 'unknown', missing: ['resource', 'identity'] };
  // No identity policy speaks for a service or an anonymous caller: the resource policy must allow.
  if (principal.type !== 'aws') return { granted: resource, missing: resource === 'match' ? [] : ['resource'] };

  const allowOf = (layer: AccessLayer, without: Match): Match =>
    layers.find((one) => one.layer === layer)?.allow ?? without;
  // The root user needs no identity policy, and none can be attached to it.
  const identity = principal.arn.endsWith(':root') ? 'match' : allowOf('identity', 'no-match');
  const boundary = allowOf('boundary', 'match');
  const session = allowOf('session', 'match');
  const limits = and(boundary, session);
  const chain = and(identity, limits);
  const serviceControl = every(
    layers.filter(({ layer }) => layer === 'serviceControl'),
    ({ allow }) => allow,
  );
  const reach = (by: Reach): Match => reachAllows(policies.resource, request, by);

  // Named itself, a user or session is not held back by a boundary's silence; a named role is. For "*" AWS does not say.
  const direct = or(
    or(reach('itself'), and(reach('role'), limits)),
    and(reach('anyone'), limits === 'match' ? 'match' : 'unknown'),
  );
  const needsResource = policies.resourceKind === 'key' || policies.resourceKind === 'role';
  const within = or(direct, needsResource ? and(reach('account'), chain) : chain);
  const across = and(resource, chain);
  const owner =
    policies.resourceAccount ?? (request.resource instanceof Unknown ? request.resource : accountOf(request.resource));
  const unknownOwner = owner === undefined || owner instanceof Unknown;
  const basis = unknownOwner ? either(within, across) : owner === principal.account ? within : across;

  const missing: AccessLayer[] = [];
  if (serviceControl !== 'match') missing.push('serviceControl');
  if (basis !== 'match') {
    const resourceMatters = needsResource || unknownOwner || owner !== principal.account;
    if (resourceMatters && resource !== 'match') missing.push('resource');
    if (identity !== 'match') missing.push('identity');
    if (boundary !== 'match') missing.push('boundary');
    if (session !== 'match') missing.push('session');
  }
  return { granted: and(basis, serviceControl), missing };
}

/** Does the resource policy allow the request by naming the principal in this way? */
function reachAllows(named: NamedPolicy | undefined, request: Request, by: Reach): Match {
  if (named === undefined) return 'no-match';
  const { policy } = named;
  if (policy instanceof Unknown || !policy.valid) return 'unknown';
  const prepared = prepareRequest(request);
  return some(policy.statements, (statement) => {
    if (statement.effect === 'Deny') return 'no-match';
    const who = and(matchAction(statement.action, prepared), matchPrincipalBy(statement, prepared, by));
    if (who === 'no-match') return 'no-match';
    const match = and(who, matchWithoutActionAndPrincipal(statement, prepared));
    return statement.effect === 'Allow' ? match : and(match, 'unknown');
  });
}

function decidingOf(layers: readonly LayerEvaluation[], decision: Decision): AccessReference | undefined {
  if (decision !== 'deny' && decision !== 'allow') return undefined;
  const effect = decision === 'deny' ? 'Deny' : 'Allow';
  const order: readonly AccessLayer[] =
    decision === 'deny'
      ? ['resourceControl', 'serviceControl', 'resource', 'identity', 'boundary', 'session']
      : ['resource', 'identity'];
  for (const wanted of order) {
    for (const { layer, documents } of layers) {
      if (layer !== wanted) continue;
      for (const { name, evaluation } of documents) {
        const found = evaluation.statements.find((trace) => trace.effect === effect && trace.result === 'match');
        if (found === undefined) continue;
        const statement = {
          index: found.index,
          ...(found.sid === undefined ? {} : { sid: found.sid }),
          effect,
        } as const;
        return { layer, document: name, statement };
      }
    }
  }
  return undefined;
}
