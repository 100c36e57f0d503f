import { UserError } from '#src/core/user-error.ts';

/** The proxies of an environment, as Node's agents take them. */
export interface ProxySettings {
  readonly HTTP_PROXY?: string;
  readonly HTTPS_PROXY?: string;
  /** Hosts that are reached without one, with commas between. */
  readonly NO_PROXY: string;
}

/** An emulator on this machine: no proxy knows it. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/**
 * The proxies that an environment names, in the ways that curl and the AWS CLI read; undefined where it names none. Node
 * reads fewer, and passes over in silence what it does not understand.
 *
 * @throws UserError when one is no address of an HTTP proxy
 */
export function proxySettings(environment: NodeJS.ProcessEnv): ProxySettings | undefined {
  const read = (name: string): string | undefined => {
    const key = [name.toLowerCase(), name].find((one) => (environment[one] ?? '') !== '');
    return key === undefined ? undefined : addressOf(key, environment[key]!);
  };
  const every = read('ALL_PROXY');
  const http = read('HTTP_PROXY') ?? every;
  const https = read('HTTPS_PROXY') ?? every;
  if (http === undefined && https === undefined) return undefined;
  const named = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  return {
    ...(http === undefined ? {} : { HTTP_PROXY: http }),
    ...(https === undefined ? {} : { HTTPS_PROXY: https }),
    NO_PROXY: named === '' ? LOOPBACK : `${named},${LOOPBACK}`,
  };
}

function addressOf(name: string, value: string): string {
  const address = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '') return address;
  throw new UserError(
    'PROXY_INVALID',
    `${name} is no address of a proxy that can be used`,
    'Write it as http://proxy.example.com:3128; proxies of other kinds, such as SOCKS, are not supported.',
  );
}
