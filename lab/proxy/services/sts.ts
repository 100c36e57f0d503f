import { type Answer, type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { xmlAnswer } from '../errors.ts';
import { denied } from '../refusals.ts';
import { escapeXml, firstElement } from '../xml.ts';

async function assumeRole(call: Call, context: Context): Promise<Answer> {
  const role = text(call, 'RoleArn') ?? '';
  const refused = context.state.services.refusedRoles.get(role);
  if (refused !== undefined && (refused.externalId === undefined || refused.externalId !== text(call, 'ExternalId'))) {
    // AWS says no more than this, so that an outsider cannot find out which roles exist.
    throw denied({ ...call, resource: role }, '');
  }
  const answer = await context.forward(call);
  const xml = answer.body.toString();
  const accessKeyId = firstElement(xml, 'AccessKeyId');
  const principal = firstElement(xml, 'Arn');
  if (answer.status === 200 && accessKeyId !== undefined && principal !== undefined) {
    context.state.issuedKeys.set(accessKeyId, { account: role.split(':')[4] ?? '', principal });
  }
  return answer;
}

function callerIdentity(call: Call): Answer {
  const result = `<Arn>${escapeXml(call.principal)}</Arn><UserId>AIDALAB</UserId><Account>${call.account}</Account>`;
  return xmlAnswer(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
}

export const sts: Handler = (call, context) => {
  if (call.operation === 'AssumeRole') return assumeRole(call, context);
  return call.operation === 'GetCallerIdentity' ? callerIdentity(call) : undefined;
};
