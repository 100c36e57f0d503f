import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { proxySettings } from './proxy.ts';
import { openSessions } from './sessions.ts';

test.each([
  ['none', {}, undefined],
  ['an empty one', { HTTPS_PROXY: '', http_proxy: '' }, undefined],
  ['hosts without one alone', { NO_PROXY: 'localhost' }, undefined],
  ['one for HTTPS', { HTTPS_PROXY: 'http://p:3128' }, { HTTPS_PROXY: 'http://p:3128' }],
  ['one without a scheme', { HTTPS_PROXY: 'p:3128' }, { HTTPS_PROXY: 'http://p:3128' }],
  ['small letters before large ones', { https_proxy: 'http://a', HTTPS_PROXY: 'http://b' }, { HTTPS_PROXY: 'http://a' }],
  ['one for all', { ALL_PROXY: 'http://p' }, { HTTP_PROXY: 'http://p', HTTPS_PROXY: 'http://p' }],
  ['one for all and another for HTTPS', { all_proxy: 'http://p', https_proxy: 'https://u:s@q' }, { HTTP_PROXY: 'http://p', HTTPS_PROXY: 'https://u:s@q' }],
  ['hosts without one', { HTTP_PROXY: 'http://p', no_proxy: '*.local' }, { HTTP_PROXY: 'http://p' }],
] as const)('an environment that names %s', (_, environment, settings) => {
  const NO_PROXY = ['no_proxy' in environment ? environment.no_proxy : undefined, 'localhost,127.0.0.1,[::1]'].filter(Boolean).join(',');
  expect(proxySettings(environment)).toEqual(settings && { NO_PROXY, ...settings });
}); // prettier-ignore

test.each(['socks5://p:1080', 'http://', 'http://a b', '://x'])('%s is no proxy, and the error tells no password', (address) => {
  expect(() => proxySettings({ HTTPS_PROXY: address })).toThrow(
    expect.objectContaining({ code: 'PROXY_INVALID', message: expect.not.stringContaining(address) }),
  );
}); // prettier-ignore

const opened: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<string> {
  opened.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function environment(settings: Readonly<Record<string, string>>): void {
  const isolated = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-west-1', AWS_CONFIG_FILE: '/nonexistent' }; // prettier-ignore
  for (const [name, value] of Object.entries({ ...isolated, ...settings })) vi.stubEnv(name, value);
}

test('AWS is asked by way of the proxy, through a tunnel', async () => {
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    tunnels.push(`${request.url} ${request.headers['proxy-authorization']}`);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  environment({ HTTPS_PROXY: `http://user:secret@${await listen(proxy)}` });
  const fault = await openSessions({ accounts: [], maxAttempts: 1 }).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: 'AWS_UNREACHABLE' });
  expect((fault as Error).message).not.toContain('secret');
  expect(tunnels).toEqual([`sts.eu-west-1.amazonaws.com:443 Basic ${btoa('user:secret')}`]);
});

test('an endpoint of one’s own is asked by way of the proxy too, one on this machine is not', async () => {
  const asked: (string | undefined)[] = [];
  const answer = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/a</Arn><UserId>A</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const both = createServer((request, response) => {
    asked.push(request.url);
    response.end(answer);
  });
  const here = await listen(both);
  environment({ HTTP_PROXY: `http://${here}`, AWS_ENDPOINT_URL: 'http://aws.test' });
  await openSessions({ accounts: [] });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://${here}`);
  const { sessions } = await openSessions({ accounts: [] });
  expect(sessions.map(({ account }) => account)).toEqual(['111122223333']);
  expect(asked).toEqual(['http://aws.test/', '/']);
});
