import { text } from '../call.ts';
import type { Handler } from '../context.ts';
import { AwsError, xmlAnswer } from '../errors.ts';

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** Account-wide Block Public Access. Clients must not put the account in front of the host: see lab/README.md. */
export const s3Control: Handler = (call, context) => {
  const account = text(call, 'AccountId') ?? '';
  const settings = context.state.services.accountPublicAccess;
  if (account !== call.account) throw new AwsError('AccessDenied', 'Access Denied', 403);
  switch (call.operation) {
    case 'GetPublicAccessBlock': {
      const xml = settings.get(account);
      if (xml !== undefined) return xmlAnswer(xml);
      throw new AwsError(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
        404,
      );
    }
    case 'PutPublicAccessBlock': {
      const body = call.http.body.toString();
      const flags = FLAGS.map((flag) => `<${flag}>${body.includes(`<${flag}>true</${flag}>`)}</${flag}>`).join('');
      settings.set(account, `<PublicAccessBlockConfiguration>${flags}</PublicAccessBlockConfiguration>`);
      return xmlAnswer('', 201);
    }
    case 'DeletePublicAccessBlock': {
      settings.delete(account);
      return xmlAnswer('', 204);
    }
    default: {
      return undefined;
    }
  }
};
