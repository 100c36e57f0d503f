/** Who an access key belongs to. */
export interface KeyHolder {
  readonly account: string;
  readonly principal: string;
}

const PREFIX = 'AKIALAB0';

/** A long-lived key of an account: the account is in the key, so that nothing has to be issued first. */
export function accessKeyOf(account: string): string {
  return `${PREFIX}${account}`;
}

/** The holder of a key made by {@link accessKeyOf}. */
export function holderOfOwnKey(accessKeyId: string): KeyHolder | undefined {
  const account = accessKeyId.startsWith(PREFIX) ? accessKeyId.slice(PREFIX.length) : '';
  return /^\d{12}$/.test(account) ? { account, principal: `arn:aws:iam::${account}:user/lab` } : undefined;
}
