import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { classify } from './classify.ts';
import { openSessions, type SessionOptions } from './sessions.ts';

const OWN = '111111111111';
const OTHER = '222222222222';
const THIRD = '333333333333';
const roleIn = (account: string, partition = 'aws'): string => `arn:${partition}:iam::${account}:role/path/audit`;

/** What AWS's token service is asked, and how it answers: the little of it that ways into accounts need. */
interface Sts {
  readonly asked: { action: string; params: URLSearchParams; region: string }[];
  identity: { account: string; partition: string } | { status: number; code: string };
  /** Roles that are not given, and the message; a code before it where it is not a missing permission. */
  refuses: ReadonlyMap<string, string>;
  /** Milliseconds that assumed credentials live. */
  life: number;
}

const sts: Sts = { asked: [], identity: { account: OWN, partition: 'aws' }, refuses: new Map(), life: 3_600_000 };

const errorXml = (code: string, message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

function answer(params: URLSearchParams): { status: number; body: string } {
  if (params.get('Action') === 'GetCallerIdentity') {
    const { identity } = sts;
    if ('code' in identity && identity.code === 'page')
      return { status: identity.status, body: '<html><p>Blocked</p></html>' };
    if ('code' in identity) return { status: identity.status, body: errorXml(identity.code, 'no') };
    const arn = `arn:${identity.partition}:iam::${identity.account}:user/someone`;
    const body = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>U</UserId><Account>${identity.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
    return { status: 200, body };
  }
  const role = params.get('RoleArn') ?? '';
  const refusal = sts.refuses.get(role);
  if (refusal !== undefined) {
    const [, code = 'AccessDenied', message = ''] = /^(?:(\w+): )?(.*)$/.exec(refusal) ?? [];
    return { status: code === 'AccessDenied' ? 403 : 400, body: errorXml(code, message) };
  }
  const count = sts.asked.filter(({ action }) => action === 'AssumeRole').length;
  const expiration = new Date(Date.now() + sts.life).toISOString();
  const body = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA${count}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  return { status: 200, body };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

let server: Server;
beforeAll(async () => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const params = new URLSearchParams(await bodyOf(request));
    const region = /Credential=[^/]*\/[^/]*\/([^/]*)\/sts/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    sts.asked.push({ action: params.get('Action') ?? '', params, region });
    const { status, body } = answer(params);
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  };
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

beforeEach(() => {
  Object.assign(sts, { identity: { account: OWN, partition: 'aws' }, refuses: new Map(), life: 3_600_000 });
  sts.asked.length = 0;
  const { port } = server.address() as AddressInfo;
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'AKIAOWN',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const open = (options: Partial<SessionOptions> = {}) => openSessions({ accounts: [], maxAttempts: 1, ...options });
const assumed = () => sts.asked.filter(({ action }) => action === 'AssumeRole').map(({ params }) => params);

describe('which accounts are entered', () => {
  test('without any named, the one of the credentials, with no role', async () => {
    const { sessions, refused } = await open();
    expect(sessions).toMatchObject([{ account: OWN, partition: 'aws', region: 'eu-central-1', arn: `arn:aws:iam::${OWN}:user/someone` }]);
    expect([refused.size, assumed()]).toEqual([0, []]);
  }); // prettier-ignore

  test('those named, by a role of one name; the own one without a role; in order of their ids', async () => {
    const { sessions } = await open({ accounts: [{ id: THIRD }, { id: OWN }, { id: OTHER }], roleName: 'audit' });
    expect(sessions.map(({ account }) => account)).toEqual([OWN, OTHER, THIRD]);
    expect(
      assumed()
        .map((params) => String(params.get('RoleArn')))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([`arn:aws:iam::${OTHER}:role/audit`, `arn:aws:iam::${THIRD}:role/audit`]);
    const [own, other] = await Promise.all(sessions.slice(0, 2).map(({ credentials }) => credentials()));
    expect([own!.accessKeyId, other!.accessKeyId.slice(0, 4), other!.sessionToken]).toEqual(['AKIAOWN', 'ASIA', 't']);
  });

  test("a role's own ARN wins over the name for all, and tells the account", async () => {
    const { sessions } = await open({ accounts: [{ roleArn: roleIn(OTHER) }], roleName: 'audit' });
    expect(sessions).toMatchObject([{ account: OTHER, arn: roleIn(OTHER) }]);
    expect(assumed()[0]!.get('RoleArn')).toBe(roleIn(OTHER));
  });

  test('roles are in the partition of the credentials', async () => {
    sts.identity = { account: OWN, partition: 'aws-us-gov' };
    const { sessions } = await open({ accounts: [{ id: OTHER }], roleName: 'audit' });
    expect(sessions).toMatchObject([{ partition: 'aws-us-gov', arn: `arn:aws-us-gov:iam::${OTHER}:role/audit` }]);
  });

  test.for<[string, Partial<SessionOptions>, string | null]>([
    ['the one for all', { accounts: [{ roleArn: roleIn(OTHER) }], externalId: 'all' }, 'all'],
    ["the account's own before the one for all", { accounts: [{ roleArn: roleIn(OTHER), externalId: 'own' }], externalId: 'all' }, 'own'],
    ['none where none is given', { accounts: [{ roleArn: roleIn(OTHER) }] }, null],
  ])('external id: %s', async ([, options, sent]) => {
    await open(options);
    expect(assumed()[0]!.get('ExternalId')).toBe(sent);
  }); // prettier-ignore

  test.for<[string, Partial<SessionOptions>, string]>([
    ['named surety', {}, 'surety'],
    ['named as asked for', { sessionName: 'audit-2026' }, 'audit-2026'],
  ])('a session is %s in the trail of the account', async ([, options, name]) => {
    await open({ accounts: [{ roleArn: roleIn(OTHER) }], ...options });
    expect(assumed()[0]!.get('RoleSessionName')).toBe(name);
  });

  test('a role that is refused leaves the others, and says what to ask for', async () => {
    sts.refuses = new Map([[roleIn(OTHER), 'x is not authorized']]);
    const { sessions, refused } = await open({ accounts: [{ roleArn: roleIn(OTHER) }, { roleArn: roleIn(THIRD) }] });
    expect(sessions.map(({ account }) => account)).toEqual([THIRD]);
    expect(refused.get(OTHER)).toMatchObject({
      reason: 'access-denied',
      action: 'sts:AssumeRole',
      detail: `role ${roleIn(OTHER)} could not be assumed: x is not authorized`,
    });
  });
});

test.for([
  ['Throttling', 'throttled'],
  ['InternalFailure', 'call-failed'],
])('a role that could not be had for another reason (%s) lacks no permission', async ([code, reason]) => {
  sts.refuses = new Map([[roleIn(OTHER), `${code}: wait`]]);
  const { refused } = await open({ accounts: [{ roleArn: roleIn(OTHER) }] });
  expect(refused.get(OTHER)).toMatchObject({ reason, action: undefined });
});

describe('the region of calls that no region is right for', () => {
  test.for<[string, Partial<SessionOptions>, string | undefined, string]>([
    ['the one asked for', { region: 'eu-west-3' }, 'eu-central-1', 'eu-west-3'],
    ["the environment's", {}, 'eu-central-1', 'eu-central-1'],
    ['us-east-1 where nobody names one', {}, undefined, 'us-east-1'],
  ])('%s', async ([, options, configured, region]) => {
    vi.stubEnv('AWS_REGION', configured);
    vi.stubEnv('AWS_DEFAULT_REGION', undefined);
    const { sessions } = await open({ ...options, accounts: [{ id: OWN }, { roleArn: roleIn(OTHER) }] });
    expect(sessions.map((session) => session.region)).toEqual([region, region]);
    expect(new Set(sts.asked.map((call) => call.region))).toEqual(new Set([region]));
  });
});

describe('what cannot begin ends with one error that says what to do', () => {
  test.for<[string, () => void, Partial<SessionOptions>, string, RegExp]>([
    ['no credentials anywhere', () => { vi.stubEnv('AWS_ACCESS_KEY_ID', undefined); vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined); }, {}, 'CREDENTIALS_MISSING', /AWS_PROFILE/],
    ['a profile that is not there', () => vi.stubEnv('AWS_ACCESS_KEY_ID', undefined), { profile: 'nobody' }, 'CREDENTIALS_MISSING', /list-profiles.*--profile nobody/],
    ['credentials that expired', () => { sts.identity = { status: 403, code: 'ExpiredToken' }; }, {}, 'CREDENTIALS_EXPIRED', /Sign in again/],
    ['credentials that AWS does not know', () => { sts.identity = { status: 403, code: 'InvalidClientTokenId' }; }, {}, 'CREDENTIALS_REFUSED', /active/],
    ['a clock that is wrong', () => { sts.identity = { status: 403, code: 'RequestTimeTooSkewed' }; }, {}, 'CLOCK_WRONG', /clock right/],
    ['a proxy that shows a page', () => { sts.identity = { status: 403, code: 'page' }; }, {}, 'AWS_UNREACHABLE', /proxy/],
    ['an address where nobody is', () => vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9'), {}, 'AWS_UNREACHABLE', /network/],
    ['another account without a role', () => undefined, { accounts: [{ id: OTHER }] }, 'ROLE_MISSING', /--role-name/],
    ['what is no ARN of a role', () => undefined, { accounts: [{ roleArn: 'audit' }] }, 'ROLE_INVALID', /arn:aws:iam::/],
  ])('%s', async ([, prepare, options, code, hint]) => {
    prepare();
    await expect(open(options)).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) as string });
  }); // prettier-ignore
});

test('a profile that is asked for beside keys in the environment is no reason to warn', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  await expect(open({ profile: 'nobody' })).rejects.toThrow('Profile "nobody" gives no AWS credentials');
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

describe('credentials of a role', () => {
  test('are fetched once while they last, and again shortly before they end', async () => {
    const { sessions } = await open({ accounts: [{ roleArn: roleIn(OTHER) }] });
    const { credentials } = sessions[0]!;
    const first = await Promise.all([credentials(), credentials()]);
    expect(first.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA1', 'ASIA1']);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 - 5 * 60_000 - 1_000 });
    expect((await credentials()).accessKeyId).toBe('ASIA1');
    vi.setSystemTime(Date.now() + 2_000);
    const renewed = await Promise.all([credentials(), credentials()]);
    expect(renewed.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA2', 'ASIA2']);
  });

  test('that could not be renewed are asked for again at the next call', async () => {
    const { sessions } = await open({ accounts: [{ roleArn: roleIn(OTHER) }] });
    const { credentials } = sessions[0]!;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    sts.refuses = new Map([[roleIn(OTHER), 'not now']]);
    await expect(credentials()).rejects.toThrow('not now');
    sts.refuses = new Map();
    expect((await credentials()).sessionToken).toBe('t');
  });

  test('are used to their end where they cannot be renewed, without asking at every call', async () => {
    const { sessions } = await open({ accounts: [{ roleArn: roleIn(OTHER) }] });
    const { credentials } = sessions[0]!;
    sts.refuses = new Map([[roleIn(OTHER), 'not now']]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 - 60_000 });
    const asked = assumed().length;
    for (let call = 0; call < 5; call++) expect((await credentials()).accessKeyId).toBe('ASIA1');
    expect(assumed().length - asked).toBe(1);
    vi.setSystemTime(Date.now() + 11_000);
    sts.refuses = new Map();
    expect((await credentials()).accessKeyId).not.toBe('ASIA1');
  });

  test('that live for less than the time they are renewed before are not asked for at every call', async () => {
    sts.life = 120_000;
    const { sessions } = await open({ accounts: [{ roleArn: roleIn(OTHER) }] });
    for (let call = 0; call < 5; call++) await sessions[0]!.credentials();
    expect(assumed()).toHaveLength(1);
  });

  test('that cannot be renewed any more are no missing permission of the call that they were for', async () => {
    const { sessions } = await open({ accounts: [{ roleArn: roleIn(OTHER) }] });
    sts.refuses = new Map([[roleIn(OTHER), 'x is not authorized']]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_001 });
    const error: unknown = await sessions[0]!.credentials().catch((reason: unknown) => reason);
    const operation = defineOperation({ service: 's3', name: 'GetBucketPolicy', output: z.unknown() });
    expect(classify(error, operation, 'eu-west-1')).toMatchObject({
      reason: 'call-failed',
      action: undefined,
      detail: expect.stringMatching(/no credentials could be had \(they could not be renewed: x is not/) as string,
    });
  });
});
