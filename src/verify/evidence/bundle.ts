import { hash } from 'node:crypto';
import { distinctLogs } from '#src/domain/digest/document.ts';
import { chainName, parseDigestKey } from '#src/domain/digest/object-key.ts';
import { textToSign } from '#src/domain/digest/signing.ts';
import { timeText } from '#src/domain/digest/time-text.ts';
import { parseDigest } from '../check.ts';
import { fingerprintOf, verifySignature } from '../keys.ts';
import type { PublicKey } from '../ports.ts';
import { type ChainLines, judgeChain } from './judge-chain.ts';
import { rangeOf } from './range.ts';
import type { EvidenceReport } from './report.ts';
import type { LineOf, parseLine } from './schema.ts';
import { summaryFaults } from './summary-faults.ts';

const mostFaults = 100;

/** What a signature covers: the digest itself need not be kept until the keys come, at the end of the bundle. */
interface Signed {
  readonly key: string;
  readonly fingerprint: string;
  readonly text: string;
  readonly signature: string;
}

/** Takes the lines of a bundle in their order, and answers what they come to. */
export function createBundle(trusted: readonly PublicKey[] | undefined) {
  const chains = new Map<string, ChainLines>();
  const keys = new Map<string, PublicKey>();
  const signed: Signed[] = [];
  const seen = new Set<string>();
  const faults: string[] = [];
  const notes: string[] = [];
  const kinds: Record<string, number> = {};
  let header: LineOf<'header'> | undefined;
  let summary: LineOf<'summary'> | undefined;
  let problems = 0;
  let omitted = 0;

  const fault = (message: string): void => {
    if (faults.length < mostFaults) {
      faults.push(message);
    } else {
      omitted += 1;
    }
  };
  const chainOf = (id: string): ChainLines => {
    const made = { id, from: undefined, begun: false, digests: [], unproven: [], logs: new Map(), claims: [] };
    const chain = chains.get(id) ?? made;
    chains.set(id, chain);
    return chain;
  };

  const takeDigest = ({ chain, bucket, key, role, content: base64, signature }: LineOf<'digest'>): void => {
    const content = Buffer.from(base64, 'base64');
    const name = parseDigestKey(key);
    // Those that the trail had elsewhere before are reached by the pointers of the others only.
    const isOwn = name?.backfill === (role === 'backfill') && chainName(bucket, name) === chain;
    if (role !== 'predecessor' && !isOwn) {
      fault(`${key}: it is no digest of ${chain}`);
    }
    const place = JSON.stringify([role, bucket, key]);
    if (role !== 'predecessor' && seen.has(place)) {
      fault(`${key}: the digest stands in the bundle twice`);
    }
    seen.add(place);
    try {
      const document = parseDigest(content);
      if (document.bucket !== bucket || document.key !== key || signature === undefined) {
        fault(`${key}: the digest is of another place or has no signature`);
        return;
      }
      const sha = hash('sha256', content, 'hex');
      const { start, end, previous } = document;
      const proven = { bucket, key, start, end, hash: sha, signature, previous };
      signed.push({ key, fingerprint: document.fingerprint, text: textToSign(document, sha), signature });
      chainOf(chain).digests.push({ role, proven, logs: distinctLogs(document.logs).length });
    } catch (error) {
      fault(`${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  return {
    fault,
    take(line: Exclude<ReturnType<typeof parseLine>, undefined>): void {
      if ((header === undefined) !== (line.type === 'header')) {
        fault('the bundle does not begin with its one header');
      }
      if (line.type === 'header') {
        header ??= line;
      } else if (line.type === 'chain') {
        Object.assign(chainOf(line.id), { from: line.from, begun: true });
      } else if (line.type === 'digest') {
        takeDigest(line);
      } else if (line.type === 'unproven') {
        chainOf(line.chain).unproven.push(line);
      } else if (line.type === 'logs') {
        const told = chainOf(line.chain).logs;
        if (told.has(line.key)) {
          fault(`${line.key}: its log files are told twice`);
        }
        told.set(line.key, line);
      } else if (line.type === 'problem') {
        problems += 1;
        kinds[line.problem.kind] = (kinds[line.problem.kind] ?? 0) + 1;
        chainOf(line.problem.chain).claims.push(line.problem);
      } else if (line.type === 'key') {
        const der = Buffer.from(line.der, 'base64');
        keys.set(line.fingerprint, { fingerprint: line.fingerprint, der });
        if (fingerprintOf(der) !== line.fingerprint && notes.length < mostFaults) {
          notes.push(`Key ${line.fingerprint} has another MD5 than its fingerprint.`);
        }
      } else if (line.type === 'summary') {
        if (summary !== undefined) {
          fault('the bundle has two summaries');
        }
        summary = line;
      }
    },
    end(sha256: string): EvidenceReport {
      const digests = checkSignatures(signed, trusted, keys, fault);
      const { due, ...judgedRange } = rangeOf(header);
      judgedRange.faults.forEach(fault);
      notes.push(...judgedRange.notes);
      const judged = new Map([...chains].map(([id, lines]) => [id, judgeChain(lines, due)]));
      for (const judgement of judged.values()) {
        judgement.faults.forEach(fault);
      }
      for (const { id } of [...chains.values()].filter(({ begun, digests }) => !begun && digests.length > 0)) {
        fault(`${id}: the bundle holds digests of it and does not begin it`);
      }
      for (const { id, from, begun } of chains.values()) {
        if (begun && from === undefined && header?.from !== undefined) {
          fault(`${id}: it does not say where in the range it begins`);
        } else if (begun && from !== undefined && header?.from !== undefined && from > header.from) {
          notes.push(
            `${id} was verified from ${timeText(from)} on: what is before is said to be proven by an earlier run.`,
          );
        }
      }
      const begun = new Set([...chains.values()].filter((chain) => chain.begun).map(({ id }) => id));
      summaryFaults(summary, judged, begun).forEach(fault);
      if (trusted === undefined) {
        notes.push(
          'The signatures were checked with the keys of the bundle itself. Compare their fingerprints with those of AWS, or give AWS’s own keys with --public-keys.',
        );
      }
      if (omitted > 0) {
        notes.push(`${omitted} more faults are not shown.`);
      }
      notes.push(
        'That the log files had the signed hashes when they were read is the word of who ran the tool; the hashes themselves are signed by AWS, so anybody who has the files can compare them.',
      );
      const given = new Map((trusted ?? []).map((key) => [key.fingerprint, Buffer.from(key.der)]));
      return {
        exitCode: faults.length > 0 ? 1 : 0,
        tool: header === undefined ? 'unknown' : `${header.tool.name} ${header.tool.version}`,
        verdict: summary?.verdict ?? 'unknown',
        from: header?.from,
        to: header?.to,
        sha256,
        digests,
        logs: [...judged.values()].reduce((sum, { named }) => sum + named, 0),
        problems,
        kinds,
        chains: [...judged].filter(([id]) => begun.has(id)).map(([id, { verdict, spans }]) => ({ id, verdict, spans })),
        keys: [...keys.values()].map(({ fingerprint, der }) => ({
          fingerprint,
          trusted: given.get(fingerprint)?.equals(der) === true,
        })),
        faults,
        notes,
      };
    },
  };
}

/** How many signatures are right. */
function checkSignatures(
  signed: readonly Signed[],
  trusted: readonly PublicKey[] | undefined,
  bundled: ReadonlyMap<string, PublicKey>,
  fault: (message: string) => void,
): number {
  const keys = trusted === undefined ? bundled : new Map(trusted.map((key) => [key.fingerprint, key]));
  const whose = trusted === undefined ? "bundle's" : 'given';
  let right = 0;
  for (const { key: name, fingerprint, text, signature } of signed) {
    const key = keys.get(fingerprint);
    if (key === undefined) {
      fault(`${name}: key ${fingerprint} is not among the ${whose} keys`);
    } else if (verifySignature(key, text, signature)) {
      right += 1;
    } else {
      fault(`${name}: the signature does not fit`);
    }
  }
  return right;
}
