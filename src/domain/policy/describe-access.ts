import type { AccessEvaluation, AccessLayer } from './access.ts';
import { describeDecision } from './describe.ts';
import { statementLabel } from './document.ts';

export const layerNames: Readonly<Record<AccessLayer, string>> = {
  resourceControl: 'resource control policies',
  serviceControl: 'service control policies',
  resource: 'resource policy',
  identity: 'identity policies',
  boundary: 'permission boundary',
  session: 'session policies',
};

/** The decision in one sentence, then a line per document. */
export function describeAccess(access: AccessEvaluation): string[] {
  const lines = [headline(access)];
  for (const { layer, level, documents } of access.layers) {
    const place = level === undefined ? layerNames[layer] : `${layerNames[layer]}, level ${level + 1}`;
    if (documents.length === 0) lines.push(`  ${place}: none attached`);
    for (const { name, evaluation } of documents) lines.push(`  ${place}, ${name}: ${describeDecision(evaluation)}`);
  }
  return lines;
}

function headline({ decision, deciding, missing, allowed }: AccessEvaluation): string {
  if (deciding !== undefined) {
    return `${decision === 'deny' ? 'Denied' : 'Allowed'} by ${statementLabel(deciding.statement)} of ${deciding.document} (${layerNames[deciding.layer]}).`;
  }
  const names = missing.map((layer) => layerNames[layer]).join(', ');
  if (decision === 'none') return `Not allowed: nothing allows it in ${names}.`;
  if (decision === 'allow') return 'Allowed: the account root user needs no policy.';
  const settled = allowed === 'no-match' ? ' Either way the request is not allowed.' : '';
  return names === ''
    ? `Unknown: a Deny may match.${settled}`
    : `Unknown: it cannot be told whether the request is allowed by ${names}.${settled}`;
}
