import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { UserError } from '#src/core/user-error.ts';
import { addDigest, addUnproven, createChain, place, type Chain, type ProvenDigest } from '#src/domain/digest/chain.ts';
import { textToSign } from '#src/domain/digest/signing.ts';
import { parseDigest } from './check.ts';
import { fingerprintOf, verifySignature } from './keys.ts';
import type { PublicKey } from './ports.ts';

export interface EvidenceReport {
  readonly exitCode: 0 | 1 | 3;
  /** What the bundle says of itself. */
  readonly tool: string;
  readonly verdict: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly sha256: string;
  readonly digests: number;
  readonly logs: number;
  readonly problems: number;
  readonly keys: readonly { readonly fingerprint: string; readonly trusted: boolean }[];
  /** What does not hold: the bundle is not what a run of the tool wrote. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

const longestLine = 64 * 1024 * 1024;
const mostFaults = 100;
const finite = z.number();
const text = z.string();
const optionalText = z.string().optional();
const lineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('header'),
    format: z.literal('surety-evidence'),
    version: z.literal(1),
    tool: z.object({ name: text, version: text }),
    from: finite.optional(),
    to: finite.optional(),
  }),
  z.object({ type: z.literal('chain'), id: text, from: finite.optional() }),
  z.object({
    type: z.literal('digest'),
    chain: text,
    bucket: text,
    key: text,
    role: z.enum(['chain', 'backfill', 'predecessor', 'tail']),
    content: text,
    signature: optionalText,
  }),
  z.object({
    type: z.literal('unproven'),
    chain: text,
    bucket: text,
    key: text,
    end: finite,
    state: z.enum(['broken', 'incomplete']),
  }),
  z.object({ type: z.literal('logs'), chain: text, key: text, valid: finite, faulty: finite }),
  z.object({ type: z.literal('gap'), chain: text, from: finite, to: finite }),
  z.object({
    type: z.literal('problem'),
    problem: z.object({ kind: text, chain: text, key: optionalText, from: finite.optional() }),
  }),
  z.object({ type: z.literal('key'), fingerprint: text, der: text }),
  z.object({
    type: z.literal('summary'),
    verdict: z.enum(['valid', 'invalid', 'missing', 'gap', 'incomplete']),
    chains: z.array(
      z.object({
        id: text,
        verdict: text,
        digests: z.object({ valid: finite }),
        backfill: z.object({ valid: finite }),
        logs: z.object({ valid: finite }),
      }),
    ),
  }),
  z.object({ type: z.literal('seal'), sha256: text }),
]);
type Line = z.infer<typeof lineSchema>;

interface Seen {
  readonly digest: Extract<Line, { type: 'digest' }>;
  readonly proven: ProvenDigest;
  readonly fingerprint: string;
  readonly text: string;
}

interface ChainAgain {
  readonly chain: Chain;
  readonly backfill: Chain;
  /** Digests before the range, or in a place that the trail had before. */
  readonly predecessors: Map<string, ProvenDigest>;
  valid: number;
  backfillValid: number;
  logs: number;
  readonly named: Map<string, number>;
  readonly found: Set<string>;
  readonly claimed: Set<string>;
}

/**
 * Checks an evidence bundle without AWS: its seal, every signature, every link, and that its problems and counts are
 * those that follow from what it holds. Trust in it is trust in the public keys: give those that AWS publishes.
 *
 * @param trusted keys that the reader got from AWS; without them the bundle's own are used, and the report says so
 * @throws UserError when the file cannot be opened
 */
export async function verifyEvidence(file: string, trusted: readonly PublicKey[] | undefined): Promise<EvidenceReport> {
  const check = createCheck(trusted);
  const sum = createHash('sha256');
  let sealed: string | undefined;
  try {
    for await (const raw of lines(file)) {
      const line = parseLine(raw);
      if (sealed !== undefined) {
        check.fault('something follows the seal');
        break;
      }
      if (line === undefined) {
        check.fault('a line is not one of an evidence bundle');
        break;
      }
      if (line.type === 'seal') {
        sealed = line.sha256;
        continue;
      }
      sum.update(raw).update('\n');
      check.line(line);
    }
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    check.fault(`the file breaks off: ${error instanceof Error ? error.message : String(error)}`);
  }
  const sha256 = sum.digest('hex');
  if (sealed === undefined) {
    check.fault('the seal is missing: the bundle is not whole');
  } else if (sealed !== sha256) {
    check.fault('the seal does not fit: the bundle was changed');
  }
  return check.end(sha256);
}

function createCheck(trusted: readonly PublicKey[] | undefined) {
  const chains = new Map<string, ChainAgain>();
  const keys = new Map<string, PublicKey>();
  const unsettled: Seen[] = [];
  const faults: string[] = [];
  const notes: string[] = [];
  let header: Extract<Line, { type: 'header' }> | undefined;
  let summary: Extract<Line, { type: 'summary' }> | undefined;
  const counts = { digests: 0, logs: 0, problems: 0 };
  let omittedFaults = 0;
  let signaturesChecked = 0;

  const fault = (message: string): void => {
    if (faults.length < mostFaults) {
      faults.push(message);
    } else {
      omittedFaults += 1;
    }
  };
  const chainOf = (id: string): ChainAgain => {
    const known = chains.get(id);
    if (known !== undefined) {
      return known;
    }
    const made: ChainAgain = {
      chain: createChain(undefined),
      backfill: createChain(undefined),
      predecessors: new Map(),
      valid: 0,
      backfillValid: 0,
      logs: 0,
      named: new Map(),
      found: new Set(),
      claimed: new Set(),
    };
    chains.set(id, made);
    return made;
  };

  // Keys come at the end of the bundle: until then only what the signature covers is kept, not the digest.
  const takeDigest = (line: Extract<Line, { type: 'digest' }>): void => {
    counts.digests += 1;
    const content = Buffer.from(line.content, 'base64');
    const again = chainOf(line.chain);
    try {
      const document = parseDigest(content);
      const sha = hash('sha256', content, 'hex');
      if (document.bucket !== line.bucket || document.key !== line.key || line.signature === undefined) {
        fault(`${line.key}: the digest is of another place or has no signature`);
        return;
      }
      const proven: ProvenDigest = {
        bucket: line.bucket,
        key: line.key,
        start: document.start,
        end: document.end,
        hash: sha,
        signature: line.signature,
        previous: document.previous,
      };
      unsettled.push({
        digest: { ...line, content: '' },
        proven: { ...proven, previous: null },
        fingerprint: document.fingerprint,
        text: textToSign(document, sha),
      });
      again.named.set(line.key, new Set(document.logs.map((log) => log.key)).size);
      if (line.role === 'predecessor') {
        again.predecessors.set(place(proven), proven);
        return;
      }
      const links = line.role === 'backfill' ? again.backfill : again.chain;
      const named = proven.previous;
      const linked = named === null ? undefined : again.predecessors.get(place(named));
      for (const finding of addDigest(
        links,
        proven,
        linked === undefined ? { kind: 'reported' } : { kind: 'proven', digest: linked },
      )) {
        if (finding.type === 'problem') {
          again.found.add(finding.kind);
        }
      }
      if (line.role === 'backfill') {
        again.backfillValid += 1;
      } else {
        again.valid += 1;
      }
    } catch (error) {
      fault(`${line.key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const settleSignatures = (): void => {
    const own = trusted === undefined ? keys : new Map(trusted.map((key) => [key.fingerprint, key]));
    for (const seen of unsettled) {
      const key = own.get(seen.fingerprint);
      if (key === undefined) {
        fault(
          `${seen.proven.key}: key ${seen.fingerprint} is not among the ${trusted === undefined ? "bundle's" : 'given'} keys`,
        );
      } else if (verifySignature(key, seen.text, seen.proven.signature)) {
        signaturesChecked += 1;
      } else {
        fault(`${seen.proven.key}: the signature does not fit`);
      }
    }
  };

  return {
    fault,
    line(line: Line): void {
      if (header === undefined && line.type !== 'header') {
        fault('the bundle does not begin with its header');
      }
      if (line.type === 'header') {
        header = line;
      } else if (line.type === 'chain') {
        chainOf(line.id);
      } else if (line.type === 'digest') {
        takeDigest(line);
      } else if (line.type === 'unproven') {
        addUnproven(chainOf(line.chain).chain, line, line.state);
      } else if (line.type === 'logs') {
        const again = chainOf(line.chain);
        const named = again.named.get(line.key);
        again.logs += line.valid;
        counts.logs += line.valid + line.faulty;
        if (named === undefined || line.valid + line.faulty < named || line.valid > named) {
          fault(
            `${line.key}: ${line.valid} valid and ${line.faulty} faulty log files, and the digest names ${named ?? 'none'}`,
          );
        }
        if (
          line.faulty > 0 &&
          ![...again.claimed].some(
            (kind) =>
              kind.startsWith('log-') || kind === 'too-large' || kind === 'pointer-refused' || kind === 'worker-failed',
          )
        ) {
          fault(`${line.key}: log files are faulty and no problem says so`);
        }
      } else if (line.type === 'problem') {
        counts.problems += 1;
        chainOf(line.problem.chain).claimed.add(line.problem.kind);
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
      settleSignatures();
      if (summary === undefined) {
        fault('the summary is missing');
      }
      for (const said of summary?.chains ?? []) {
        const again = chains.get(said.id);
        if (
          again === undefined ||
          again.valid > said.digests.valid ||
          again.backfillValid !== said.backfill.valid ||
          again.logs !== said.logs.valid
        ) {
          fault(`${said.id}: the summary counts other digests or log files than the bundle holds`);
        }
        for (const kind of again?.found ?? []) {
          if (!again?.claimed.has(kind) && kind !== 'chain-restarted') {
            fault(`${said.id}: the digests show ${kind}, and no problem says so`);
          }
        }
      }
      const claimed = [...chains.values()].some((again) => again.claimed.size > 0);
      if (summary !== undefined && summary.verdict !== 'valid' && !claimed && counts.digests > 0) {
        fault(`the verdict is ${summary.verdict}, and no problem is named`);
      }
      if (trusted === undefined) {
        notes.push(
          'The signatures were checked with the keys of the bundle itself. Compare their fingerprints with those of AWS, or give AWS’s own keys with --public-keys.',
        );
      }
      if (omittedFaults > 0) {
        notes.push(`${omittedFaults} more faults are not shown.`);
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
        digests: signaturesChecked,
        logs: counts.logs,
        problems: counts.problems,
        keys: [...keys.keys()].map((fingerprint) => ({ fingerprint, trusted: given.has(fingerprint) })),
        faults,
        notes,
      };
    },
  };
}

function parseLine(raw: string): Line | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function* lines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    source.once('open', () => resolve());
    source.once('error', (error) =>
      reject(
        new UserError(
          'EVIDENCE_UNREADABLE',
          `${file} cannot be read: ${error.message}`,
          'Name a file that verify-logs --evidence wrote.',
        ),
      ),
    );
  });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      size = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > longestLine) {
      source.destroy();
      throw new Error('a line is too long');
    }
  }
  if (size > 0) {
    yield Buffer.concat(parts).toString('utf8');
  }
}
