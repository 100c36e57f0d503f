import { createHash, hash } from 'node:crypto';
import { UserError } from '#src/core/user-error.ts';
import { distinctLogs } from '#src/domain/digest/document.ts';
import { chainName, parseDigestKey } from '#src/domain/digest/object-key.ts';
import { type Verdict, worseVerdict } from '#src/domain/digest/problem.ts';
import { textToSign } from '#src/domain/digest/signing.ts';
import { timeText } from '#src/domain/digest/time-text.ts';
import { parseDigest } from '../check.ts';
import { fingerprintOf, verifySignature } from '../keys.ts';
import type { PublicKey } from '../ports.ts';
import { type ChainLines, judgeChain, type Judgement } from './judge-chain.ts';
import { readLines } from './read.ts';
import { type LineOf, parseLine } from './schema.ts';

export interface EvidenceReport {
  readonly exitCode: 0 | 1;
  /** What the bundle says of itself. */
  readonly tool: string;
  readonly verdict: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly sha256: string;
  readonly digests: number;
  readonly logs: number;
  readonly problems: number;
  /** How many problems of each kind it names. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What the digests themselves prove: times that they cover without a hole, in milliseconds since the epoch. */
  readonly chains: readonly {
    readonly id: string;
    readonly verdict: Verdict;
    readonly spans: readonly { readonly from: number; readonly to: number }[];
  }[];
  readonly keys: readonly { readonly fingerprint: string; readonly trusted: boolean }[];
  /** What does not hold: the bundle is not what a run of the tool wrote. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

const mostFaults = 100;

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

/** What a signature covers: the digest itself need not be kept until the keys come, at the end of the bundle. */
interface Signed {
  readonly key: string;
  readonly fingerprint: string;
  readonly text: string;
  readonly signature: string;
}

function createBundle(trusted: readonly PublicKey[] | undefined) {
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
  let logs = 0;
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

  const checkSignatures = (): number => {
    const own = trusted === undefined ? keys : new Map(trusted.map((key) => [key.fingerprint, key]));
    const whose = trusted === undefined ? "bundle's" : 'given';
    let right = 0;
    for (const { key: name, fingerprint, text, signature } of signed) {
      const key = own.get(fingerprint);
      if (key === undefined) {
        fault(`${name}: key ${fingerprint} is not among the ${whose} keys`);
      } else if (verifySignature(key, text, signature)) {
        right += 1;
      } else {
        fault(`${name}: the signature does not fit`);
      }
    }
    return right;
  };

  /** The summary must be what the lines come to. */
  const checkSummary = (judged: ReadonlyMap<string, Judgement>): void => {
    if (summary === undefined) {
      fault('the summary is missing');
      return;
    }
    const told = new Map(summary.chains.map((chain) => [chain.id, chain]));
    for (const [id, judgement] of judged) {
      const said = told.get(id);
      if (said === undefined) {
        if (chains.get(id)?.begun === true) {
          fault(`${id}: the summary leaves it out`);
        }
        continue;
      }
      if (
        said.digests.valid !== judgement.digests ||
        said.backfill.valid !== judgement.backfill ||
        said.logs.valid !== judgement.logs
      ) {
        fault(`${id}: the summary counts other digests or log files than the bundle holds`);
      }
      if (said.verdict !== judgement.verdict) {
        fault(`${id}: the summary says ${said.verdict}, and the problems say ${judgement.verdict}`);
      }
    }
    for (const id of told.keys()) {
      if (chains.get(id)?.begun !== true) {
        fault(`${id}: the summary names it, and the bundle does not hold it`);
      }
    }
    const worst = [...judged.values()].map(({ verdict }) => verdict).reduce(worseVerdict, 'valid');
    const verdict = worst === 'valid' && told.size === 0 ? 'incomplete' : worst;
    if (summary.verdict !== verdict) {
      fault(`the summary says ${summary.verdict}, and the problems say ${verdict}`);
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
        logs += line.valid + line.faulty;
        chainOf(line.chain).logs.set(line.key, line);
      } else if (line.type === 'problem') {
        problems += 1;
        kinds[line.problem.kind] = (kinds[line.problem.kind] ?? 0) + 1;
        chainOf(line.problem.chain).claims.push(line.problem);
      } else if (line.type === 'key') {
        const der = Buffer.from(line.der, 'base64');
        keys.set(line.fingerprint, { fingerprint: line.fingerprint, der });
        if (fingerprintOf(der) !== line.fingerprint) {
          notes.push(`Key ${line.fingerprint} has another MD5 than its fingerprint.`);
        }
      } else if (line.type === 'summary') {
        summary = line;
      }
    },
    end(sha256: string): EvidenceReport {
      const digests = checkSignatures();
      const due = header?.to === undefined ? undefined : Math.min(header.to, header.now - header.settle);
      const judged = new Map([...chains].map(([id, lines]) => [id, judgeChain(lines, due)]));
      for (const judgement of judged.values()) {
        judgement.faults.forEach(fault);
      }
      for (const { id } of [...chains.values()].filter(({ begun, digests }) => !begun && digests.length > 0)) {
        fault(`${id}: the bundle holds digests of it and does not begin it`);
      }
      for (const { id, from, begun } of chains.values()) {
        if (begun && from !== undefined && header?.from !== undefined && from > header.from) {
          notes.push(
            `${id} was verified from ${timeText(from)} on: what is before is said to be proven by an earlier run.`,
          );
        }
      }
      checkSummary(judged);
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
      const given = new Set((trusted ?? []).map((key) => key.fingerprint));
      return {
        exitCode: faults.length > 0 ? 1 : 0,
        tool: header === undefined ? 'unknown' : `${header.tool.name} ${header.tool.version}`,
        verdict: summary?.verdict ?? 'unknown',
        from: header?.from,
        to: header?.to,
        sha256,
        digests,
        logs,
        problems,
        kinds,
        chains: [...judged]
          .filter(([id]) => chains.get(id)?.begun === true)
          .map(([id, { verdict, spans }]) => ({ id, verdict, spans })),
        keys: [...keys.keys()].map((fingerprint) => ({ fingerprint, trusted: given.has(fingerprint) })),
        faults,
        notes,
      };
    },
  };
}
