import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDigest,
  createChain,
  endChain,
  hour,
  place,
  unseenPredecessor,
  type ChainFinding,
  type ProvenDigest,
} from './chain.ts';

function chainOf(count: number): ProvenDigest[] {
  const digests: ProvenDigest[] = [];
  for (let index = 0; index < count; index += 1) {
    const last = digests.at(-1);
    digests.push({
      bucket: 'b',
      key: `k${index}`,
      start: index * hour,
      end: (index + 1) * hour,
      hash: `h${index}`,
      signature: `s${index}`,
      previous:
        last === undefined ? null : { bucket: last.bucket, key: last.key, hash: last.hash, signature: last.signature },
    });
  }
  return digests;
}

/** Feeds what is left of a chain as the program does: a predecessor that is not there is missing. */
function feed(digests: readonly ProvenDigest[], from: number, due: number): ChainFinding[] {
  const chain = createChain(from);
  const findings: ChainFinding[] = [];
  const all = new Map(digests.map((digest) => [place(digest), digest]));
  for (const digest of digests.filter(({ end }) => end > from)) {
    const named = unseenPredecessor(chain, digest);
    const found = named === undefined ? undefined : all.get(place(named));
    const answer =
      named === undefined
        ? undefined
        : found === undefined
          ? ({ kind: 'missing', end: undefined } as const)
          : ({ kind: 'proven', digest: found } as const);
    findings.push(...addDigest(chain, digest, answer));
  }
  return [...findings, ...endChain(chain, due)];
}

test('a whole chain has no findings, wherever the range begins and ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 80 }), fc.nat(79), fc.nat(79), (count, a, b) => {
      const [from, to] = [Math.min(a, b) % count, Math.max(a, b) % count].sort((x, y) => x - y);
      expect(feed(chainOf(count), (from ?? 0) * hour, (to ?? 0) * hour)).toEqual([]);
    }),
  );
});

test('whatever digests are deleted, every hour without one is accounted for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 60 }),
      fc.array(fc.nat(59), { minLength: 1, maxLength: 30 }),
      (count, dropped) => {
        const gone = new Set(dropped.map((index) => index % count));
        const left = chainOf(count).filter((_, index) => !gone.has(index));
        const findings = feed(left, 0, count * hour);
        const hours = findings.reduce(
          (sum, finding) =>
            sum +
            ('from' in finding && finding.from !== undefined && finding.to !== undefined
              ? finding.to - finding.from
              : 0),
          0,
        );
        expect(hours).toBe(gone.size * hour);
      },
    ),
  );
});

test('whichever link is changed, the chain says so', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.constantFrom('hash', 'signature'), (count, at, field) => {
      const digests = chainOf(count);
      const index = 1 + (at % (count - 1));
      const changed = digests[index]!;
      digests[index] = { ...changed, previous: { ...changed.previous!, [field]: 'other' } };
      expect(feed(digests, 0, count * hour)).toMatchObject([{ kind: `chain-${field}-mismatch`, key: `k${index}` }]);
    }),
  );
});

test('the anchor of an earlier run is met again', () => {
  const digests = chainOf(4);
  const met = createChain(0, digests[1]);
  expect(digests.flatMap((digest) => addDigest(met, digest))).toEqual([]);
  const replaced = createChain(0, { ...digests[1]!, hash: 'other' });
  expect(digests.flatMap((digest) => addDigest(replaced, digest))).toMatchObject([
    { kind: 'proven-digest-missing', key: 'k1' },
  ]);
  const gone = createChain(0, { ...digests[3]!, end: 9 * hour });
  digests.forEach((digest) => addDigest(gone, digest));
  expect(endChain(gone, undefined)).toMatchObject([{ kind: 'proven-digest-missing', key: 'k3' }]);
});

test('a year of whole hours is one segment, and only the last digests are remembered', () => {
  const chain = createChain(0);
  for (const digest of chainOf(24 * 365)) {
    addDigest(chain, digest);
  }
  expect(chain.segments).toEqual([{ from: 0, to: 24 * 365 * hour, state: 'whole' }]);
  expect(chain.recent.size).toBeLessThanOrEqual(64);
});
