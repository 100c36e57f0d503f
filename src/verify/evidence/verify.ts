import { createHash } from 'node:crypto';
import { UserError } from '#src/core/user-error.ts';
import type { PublicKey } from '../ports.ts';
import { createBundle } from './bundle.ts';
import { readLines } from './read.ts';
import type { EvidenceReport } from './report.ts';
import { parseLine } from './schema.ts';

/**
 * Checks an evidence bundle without AWS: its seal, every signature, every link, and that its problems and counts are
 * those that follow from what it holds. Trust in it is trust in the public keys: give those that AWS publishes.
 *
 * @param trusted keys that the reader got from AWS; without them the bundle's own are used, and the report says so
 * @throws UserError when the file cannot be opened, or is something else than a bundle
 */
export async function verifyEvidence(file: string, trusted: readonly PublicKey[] | undefined): Promise<EvidenceReport> {
  const bundle = createBundle(trusted);
  const sum = createHash('sha256');
  let sealed: string | undefined;
  let isBundle = false;
  try {
    for await (const raw of readLines(file)) {
      const line = parseLine(raw);
      // A slip of whoever names the file is no finding about a bundle.
      if (line === undefined && !isBundle && !raw.includes('"surety-evidence"')) throw notOne(file);
      isBundle = true;
      if (sealed !== undefined) {
        bundle.fault('something follows the seal');
        break;
      }
      if (line === undefined) {
        bundle.fault('a line is not one of an evidence bundle of this version');
        break;
      }
      if (line.type === 'seal') {
        sealed = line.sha256;
        continue;
      }
      sum.update(raw).update('\n');
      bundle.take(line);
    }
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    if (!isBundle) throw notOne(file);
    bundle.fault(`the file breaks off: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isBundle) throw notOne(file);
  const sha256 = sum.digest('hex');
  if (sealed === undefined) {
    bundle.fault('the seal is missing: the bundle is not whole');
  } else if (sealed !== sha256) {
    bundle.fault('the seal does not fit: the bundle was changed');
  }
  return bundle.end(sha256);
}

const notOne = (file: string): UserError =>
  new UserError(
    'EVIDENCE_UNREADABLE',
    `${file} is no evidence bundle`,
    'Name a file that verify-logs --evidence wrote.',
  );
