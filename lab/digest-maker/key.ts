import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key pair as CloudTrail has one per region and some weeks. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** PKCS#1 DER. */
  readonly der: Buffer;
  readonly fingerprint: string;
}

export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ format: 'der', type: 'pkcs1' });
  return { privateKey, der, fingerprint: createHash('md5').update(der).digest('hex') };
}

export function signText(key: SigningKey, text: string): string {
  return sign('sha256', Buffer.from(text), key.privateKey).toString('hex');
}
