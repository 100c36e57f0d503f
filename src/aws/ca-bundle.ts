import { realpathSync } from 'node:fs';
import { readBounded } from '#src/config/read-bounded.ts';
import { UserError } from '#src/core/user-error.ts';

/** Files that this thread trusts already: reading all of Node's authorities to add to them takes long. */
const trusted = new Set<string>();

/** Bytes. The authorities that Mozilla trusts are a fifth of a megabyte. */
const LARGEST = 16 * 1024 * 1024;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Has this thread trust the authorities in the file that `AWS_CA_BUNDLE` or `ca_bundle` names, besides those that Node
 * trusts: what the AWS CLI is told of a proxy that looks inside, and what the SDK does not read.
 *
 * @throws UserError when the file cannot be read or has no certificate
 */
export function trustCaBundle(file: string | undefined): void {
  if (file === undefined || trusted.has(file)) return;
  const certificates = readCertificates(file);
  if (!isTrustedByNode(file)) trustBesides(file, certificates);
  trusted.add(file);
}

function trustBesides(file: string, certificates: readonly string[]): void {
  const { getCACertificates, setDefaultCACertificates } = process.getBuiltinModule('node:tls');
  try {
    setDefaultCACertificates([...getCACertificates('default'), ...certificates]);
  } catch (error) {
    throw unusable(`${file} has a certificate that cannot be read`, error);
  }
}

/** Whoever has an authority of their own often names one file to all tools: Node has read it then. */
function isTrustedByNode(file: string): boolean {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (extra === undefined || extra === '') return false;
  try {
    return realpathSync(extra) === realpathSync(file);
  } catch {
    return false;
  }
}

function readCertificates(file: string): readonly string[] {
  let bytes: Buffer | undefined;
  try {
    bytes = readBounded(file, LARGEST);
  } catch (error) {
    throw unusable(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
  if (bytes === undefined) throw unusable(`${file} is larger than 16 MB`, undefined);
  const certificates = bytes.toString().match(CERTIFICATE);
  if (certificates === null) throw unusable(`${file} has no certificate`, undefined);
  return certificates;
}

const unusable = (what: string, cause: unknown): UserError =>
  new UserError('CA_BUNDLE_INVALID', `AWS_CA_BUNDLE or ca_bundle: ${what}`, 'Name a file of certificates in PEM form, or unset it.', { cause }); // prettier-ignore
