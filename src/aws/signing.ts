import { SignatureV4 } from '@smithy/signature-v4';
import { callOf } from './call.ts';
import type { SdkClient } from './sdk-client.ts';
import type { Session } from './session.ts';
import { Sha256 } from './sha256.ts';

interface Args {
  readonly input: object;
  readonly request: object;
}
type Next = (args: Args) => Promise<unknown>;
type Sign = SignatureV4['sign'];

/** What a client's configuration says of signatures. */
interface Config {
  /** The service's name in a signature. */
  readonly defaultSigningName: string;
  /** Whether a path is escaped once more: everywhere but in S3. */
  readonly signingEscapePath: boolean;
  /** Asked for each request, with what the endpoint's rules say of its signature: IAM is signed for one region wherever it is asked. */
  signer: (scheme?: Scheme) => Promise<{ sign: Sign }>;
}

interface Scheme {
  readonly signingRegion?: string;
  readonly signingName?: string;
}

/** Has a client sign each call in the name of its session (`call.ts`): the SDK has a client for each set of credentials. */
export function signForSessions({ config, middlewareStack }: SdkClient, region: string): void {
  const { defaultSigningName: service, signingEscapePath: uriEscapePath } = config as Config;
  const sessions = new WeakMap<object, Session>();
  const signers = new Map<Session, SignatureV4>();
  const signerOf = (session: Session): SignatureV4 => {
    const { credentials } = session;
    const signer =
      signers.get(session) ?? new SignatureV4({ credentials, region, service, sha256: Sha256, uriEscapePath });
    signers.set(session, signer);
    return signer;
  };
  (config as Config).signer = ({ signingRegion, signingName } = {}) => {
    // Of calls that share a chain of middleware, one may find the options of another that is not as far yet.
    const sign = (request: Parameters<Sign>[0], options: Parameters<Sign>[1] = {}): ReturnType<Sign> =>
      signerOf(sessions.get(request)!).sign(request, {
        ...options,
        signingRegion: options.signingRegion ?? signingRegion,
        signingService: options.signingService ?? signingName,
      });
    return Promise.resolve({ sign: sign as Sign });
  };
  // A signer is told the request, and not the call.
  const remember =
    (next: Next): Next =>
    (args) => {
      sessions.set(args.request, callOf(args.input).session);
      return next(args);
    };
  middlewareStack.addRelativeTo(remember, { relation: 'before', toMiddleware: 'httpSigningMiddleware', name: 'remember' }); // prettier-ignore
}
