import type { DigestDocument } from './document.ts';

/**
 * The text that CloudTrail signs (RSASSA-PKCS1-v1_5 with SHA-256): four lines, a single line feed between them and
 * none at the end; a starting digest has the word `null` for the previous signature.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 *
 * @param hash hex SHA-256 of the inflated digest
 */
export function textToSign(
  digest: Pick<DigestDocument, 'endText' | 'bucket' | 'key' | 'previous'>,
  hash: string,
): string {
  return `${digest.endText}\n${digest.bucket}/${digest.key}\n${hash}\n${digest.previous?.signature ?? 'null'}`;
}
