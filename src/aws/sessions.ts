import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { byText } from '#src/core/order.ts';
import { shellWord } from '#src/core/shell-word.ts';
import { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import { parseArn } from '#src/domain/aws/arn.ts';
import type { Patience } from './caller.ts';
import { answersOnly } from './answer.ts';
import { trustCaBundle } from './ca-bundle.ts';
import { classify, isClockWrong, isExpired } from './classify.ts';
import { createHttpHandler } from './http.ts';
import type { Credentials, Session } from './session.ts';
import { readSharedSettings } from './shared-settings.ts';
import { customUserAgent } from './user-agent.ts';

/** A way into an account that the user asked for. */
export interface AccountRequest {
  /** Absent: whatever account the role belongs to. */
  readonly id?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
}

export interface SessionOptions extends Patience {
  readonly profile?: string;
  /** The region for calls that no region is right for; default: the profile's or environment's. */
  readonly region?: string;
  readonly accounts: readonly AccountRequest[];
  /** Role to assume in accounts that name none. */
  readonly roleName?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  /** Ends what is still asked. */
  readonly signal?: AbortSignal;
}

export interface Sessions {
  readonly sessions: readonly Session[];
  /** Accounts that could not be entered, and why: the others go on. */
  readonly refused: ReadonlyMap<string, Unknown>;
}

/** Finds credentials as the AWS tools do (environment, profile, SSO, instance role) and enters each account. */
export async function openSessions(options: SessionOptions): Promise<Sessions> {
  const [{ fromNodeProviderChain }, { caBundle }] = await Promise.all([
    import('@aws-sdk/credential-providers'),
    readSharedSettings(),
  ]);
  trustCaBundle(caBundle);
  const { profile } = options;
  const waiting = await patience(options);
  // A profile may ask SSO, or STS for a role: by the same way as all else.
  const inner = { clientConfig: waiting };
  const base = memoize(fromNodeProviderChain(profile === undefined ? inner : { ...inner, profile, logger: silent }));
  const region = options.region ?? (await configuredRegion(profile)) ?? 'us-east-1';
  const own = await identify(base, region, waiting, profile);
  const sessions = new Map<string, Session>();
  const refused = new Map<string, Unknown>();
  const requests = options.accounts.length === 0 ? [{ id: own.account }] : options.accounts;
  await Promise.all(
    requests.map(async (request) => {
      const roleArn = request.roleArn ?? roleIn(request.id, own, options.roleName);
      const id = request.id ?? /^arn:[^:]*:iam::(\d{12}):role\//.exec(roleArn ?? '')?.[1];
      if (roleArn === undefined) {
        sessions.set(own.account, own);
        return;
      }
      if (id === undefined) {
        throw new UserError(
          'ROLE_INVALID',
          `"${roleArn}" is not the ARN of a role`,
          'It looks like arn:aws:iam::111122223333:role/Name',
        );
      }
      try {
        sessions.set(
          id,
          await assume(own, roleArn, request.externalId ?? options.externalId, options.sessionName, waiting),
        );
      } catch (error) {
        refused.set(id, refusal(roleArn, region, error));
      }
    }),
  );
  return { sessions: [...sessions.values()].toSorted((a, b) => byText(a.account, b.account)), refused };
}

/** The SDK warns where a profile is named beside keys in the environment: whoever gave --profile has chosen. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

function roleIn(id: string | undefined, own: Session, roleName: string | undefined): string | undefined {
  if (id === undefined || id === own.account) return undefined;
  if (roleName !== undefined) return `arn:${own.partition}:iam::${id}:role/${roleName}`;
  throw new UserError(
    'ROLE_MISSING',
    `The credentials belong to account ${own.account}; to enter ${id} a role is needed`,
    'Give --role-name NAME for a role of that name in every account, or --role-arn ARN.',
  );
}

type Waiting = Awaited<ReturnType<typeof patience>>;

/** How the clients of STS wait, through one handler for all: the SDK's own default is for ever. */
async function patience({ maxAttempts = 3, requestTimeout = 20_000, signal }: SessionOptions) {
  const requestHandler = await createHttpHandler(requestTimeout, undefined, signal);
  return { maxAttempts, customUserAgent, requestHandler };
}

async function identify(
  credentials: Credentials,
  region: string,
  waiting: Waiting,
  profile: string | undefined,
): Promise<Session> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ region, credentials, ...waiting });
  client.middlewareStack.add(answersOnly(() => undefined) as never, { step: 'deserialize', priority: 'low' });
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (Account === undefined || Arn === undefined) throw new SyntaxError('the answer names no account');
    return { account: Account, arn: Arn, partition: parseArn(Arn)?.partition ?? 'aws', region, credentials };
  } catch (error) {
    throw credentialsFault(error, profile ?? process.env['AWS_PROFILE']);
  } finally {
    client.destroy();
  }
}

/** What a connection was tried to, where the error tells. */
function whereOf(error: unknown): string {
  const { hostname, address, port } = error as { hostname?: string; address?: string; port?: number };
  const host = hostname ?? address ?? '';
  return host === '' || port === undefined ? host : `${host}:${port}`;
}

function credentialsFault(error: unknown, profile: string | undefined): UserError {
  const { name, message, code } = error as { name: string; message: string; code?: string };
  if (isExpired(error) && name !== 'CredentialsProviderError') {
    return new UserError(
      'CREDENTIALS_EXPIRED',
      'The AWS credentials have expired',
      'Sign in again, for example with `aws sso login`.',
    );
  }
  if (isClockWrong(error)) {
    return new UserError(
      'CLOCK_WRONG',
      `AWS refused the credentials, for the clock of this machine is wrong (it says ${new Date().toISOString()})`,
      'Set the clock right: AWS accepts signatures of the last and the next few minutes.',
    );
  }
  if (name === 'CredentialsProviderError' && profile !== undefined && profile !== '') {
    return new UserError(
      'CREDENTIALS_MISSING',
      `Profile "${profile}" gives no AWS credentials (${message.split('\n')[0]})`,
      `\`aws configure list-profiles\` lists the profiles there are; \`aws sso login --profile ${shellWord(profile)}\` signs in again. --profile names another.`,
    );
  }
  if (name === 'CredentialsProviderError') {
    return new UserError(
      'CREDENTIALS_MISSING',
      `No AWS credentials were found (${message.split('\n')[0]})`,
      'Set AWS_PROFILE or give --profile, sign in with `aws sso login`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Without an account: `surety scan --from examples/organization.snapshot`, `surety verify-logs --directory`.',
    );
  }
  if (code === 'ERR_INVALID_URL') {
    return new UserError(
      'ENDPOINT_INVALID',
      'The address that AWS_ENDPOINT_URL, or the profile, names for AWS is no URL',
      'It looks like http://localhost:5000. Without it AWS itself is asked.',
    );
  }
  if (code !== undefined || name === 'TimeoutError') {
    return new UserError(
      'AWS_UNREACHABLE',
      `AWS could not be reached (${[code ?? name, whereOf(error)].filter(Boolean).join(' at ')})`,
      'Check the network, the proxy and AWS_ENDPOINT_URL.',
    );
  }
  if (name === 'SyntaxError' || message.includes('Deserialization error')) {
    return new UserError(
      'AWS_UNREACHABLE',
      'AWS could not be reached (what answered does not speak as AWS does)',
      'Check the network, the proxy and AWS_ENDPOINT_URL.',
    );
  }
  return new UserError(
    'CREDENTIALS_REFUSED',
    `AWS refused the credentials (${name}: ${message})`,
    'Check that they are right and active.',
  );
}

async function assume(
  own: Session,
  roleArn: string,
  externalId: string | undefined,
  sessionName: string | undefined,
  waiting: Waiting,
): Promise<Session> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const credentials = memoize(
    fromTemporaryCredentials({
      masterCredentials: own.credentials,
      params: {
        RoleArn: roleArn,
        RoleSessionName: sessionName ?? 'surety',
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      },
      clientConfig: { region: own.region, ...waiting },
    }),
  );
  await credentials();
  const account = parseArn(roleArn)?.account ?? '';
  return { account, arn: roleArn, partition: own.partition, region: own.region, credentials };
}

const assumeRole = defineOperation({ service: 'sts', name: 'AssumeRole', output: z.unknown() });

/** Why a role could not be assumed: a permission is missing only where AWS says so. */
function refusal(roleArn: string, region: string, error: unknown): Unknown {
  const { reason = 'call-failed', action } = classify(error, assumeRole, region) ?? {};
  return new Unknown(
    reason,
    `role ${roleArn} could not be assumed: ${(error as Error).message.split('\n')[0]}`,
    action,
  );
}

const RENEW_BEFORE = 5 * 60 * 1000;
/** Credentials that live for less are not asked for at every call, nor those that cannot be renewed. */
const RENEW_EVERY = 10 * 1000;

/**
 * Many clients share one set of credentials: it is fetched once and again shortly before it expires. While it lasts, a
 * renewal that fails is no fault: it is tried again a little later.
 */
function memoize(provider: Credentials): Credentials {
  type Fetched = Awaited<ReturnType<Credentials>>;
  let last: Fetched | undefined;
  let current: Promise<Fetched> | undefined;
  let renewAt = Infinity;
  const expires = (): number => last?.expiration?.getTime() ?? Infinity;
  const fetchAgain = async (): Promise<Fetched> => {
    renewAt = Infinity;
    try {
      last = await provider();
      renewAt = Math.max(expires() - RENEW_BEFORE, Date.now() + RENEW_EVERY);
      return last;
    } catch (error) {
      if (last === undefined) throw error;
      if (expires() > Date.now()) {
        renewAt = Date.now() + RENEW_EVERY;
        return last;
      }
      // What AWS refused is the renewal: it says nothing about the call that the credentials were for.
      const message = `they could not be renewed: ${(error as Error).message}`;
      throw Object.assign(new Error(message, { cause: error }), { name: 'CredentialsProviderError' });
    }
  };
  return () => {
    if (current === undefined || Date.now() > renewAt) {
      current = fetchAgain();
      current.catch(() => (current = undefined));
    }
    return current;
  };
}

/** The region of the environment or of the profile, as the SDK finds it. */
async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  // The SDK throws where no region is set anywhere.
  return client.config.region().catch(() => undefined);
}
