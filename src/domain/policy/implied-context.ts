import { Unknown } from '../../core/unknown.ts';
import type { ContextValue } from './context.ts';
import type { RequestPrincipal } from './request.ts';

function notGiven(key: string): ContextValue {
  return [new Unknown('unresolved-reference', `every request carries ${key}, and the question does not give it`)];
}

function mayBe(key: string): ContextValue {
  return new Unknown('unresolved-reference', `a request may carry ${key}, and the question does not give it`);
}

/**
 * The condition keys that follow from who asks. Keys that every request carries are present with an unknown value; keys that some carry
 * are unknown; all others stay absent. On a call by a service principal the keys about an IAM principal are absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function impliedContext(principal: RequestPrincipal): Record<string, ContextValue> {
  const context: Record<string, ContextValue> = { 'aws:SecureTransport': 'true' };
  for (const key of ['aws:CurrentTime', 'aws:EpochTime', 'aws:RequestedRegion']) context[key] = notGiven(key);
  for (const key of ['aws:SourceIp', 'aws:UserAgent']) context[key] = mayBe(key);
  if (principal.type === 'service') {
    context['aws:PrincipalIsAWSService'] = 'true';
    context['aws:PrincipalServiceName'] = principal.id;
    context['aws:PrincipalServiceNamesList'] = [
      principal.id,
      new Unknown('unresolved-reference', 'services carry further names'),
    ];
    return context;
  }
  context['aws:PrincipalIsAWSService'] = 'false';
  if (principal.type !== 'aws') return context;
  context['aws:PrincipalArn'] = principalArn(principal);
  context['aws:PrincipalAccount'] = principal.account;
  context['aws:PrincipalType'] = principalType(principal.arn);
  context['aws:userid'] = notGiven('aws:userid');
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(principal.arn);
  if (user !== null) context['aws:username'] = user[1]!;
  const some = [
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:MultiFactorAuthPresent',
    'aws:MultiFactorAuthAge',
    'aws:TokenIssueTime',
  ];
  for (const key of [...some, 'aws:SourceVpc', 'aws:SourceVpce', 'aws:VpcSourceIp', 'aws:ViaAWSService'])
    context[key] = mayBe(key);
  return context;
}

/** For a session aws:PrincipalArn is the role's ARN, whose path the session does not tell. */
function principalArn(principal: Extract<RequestPrincipal, { type: 'aws' }>): ContextValue {
  if (principal.role !== undefined) return principal.role;
  if (!principal.arn.includes(':assumed-role/')) return principal.arn;
  return [new Unknown('unresolved-reference', 'the ARN of the role behind the session is not given')];
}

function principalType(arn: string): string {
  if (arn.endsWith(':root')) return 'Account';
  if (arn.includes(':federated-user/')) return 'FederatedUser';
  return arn.includes(':user/') ? 'User' : 'AssumedRole';
}
