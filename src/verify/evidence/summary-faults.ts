import { worseVerdict } from '#src/domain/digest/problem.ts';
import type { Judgement } from './judge-chain.ts';
import type { LineOf } from './schema.ts';

/**
 * Where the summary of a bundle is not what its lines come to.
 *
 * @param judged by the id of the chain
 * @param begun the chains that the bundle begins: others it only names in problems
 */
export function summaryFaults(
  summary: LineOf<'summary'> | undefined,
  judged: ReadonlyMap<string, Judgement>,
  begun: ReadonlySet<string>,
): readonly string[] {
  if (summary === undefined) {
    return ['the summary is missing'];
  }
  const told = new Map(summary.chains.map((chain) => [chain.id, chain]));
  const worst = [...judged.values()].map(({ verdict }) => verdict).reduce(worseVerdict, 'valid');
  const verdict = worst === 'valid' && told.size === 0 ? 'incomplete' : worst;
  return [
    ...(told.size === summary.chains.length ? [] : ['the summary names a chain twice']),
    ...[...judged].flatMap(([id, judgement]) => chainFaults(id, told.get(id), judgement, begun.has(id))),
    ...[...told.keys()]
      .filter((id) => !begun.has(id))
      .map((id) => `${id}: the summary names it, and the bundle does not hold it`),
    ...(summary.verdict === verdict ? [] : [`the summary says ${summary.verdict}, and the problems say ${verdict}`]),
  ];
}

function chainFaults(
  id: string,
  told: LineOf<'summary'>['chains'][number] | undefined,
  judgement: Judgement,
  isBegun: boolean,
): readonly string[] {
  if (told === undefined) {
    return isBegun ? [`${id}: the summary leaves it out`] : [];
  }
  const isCounted =
    told.digests.valid === judgement.digests &&
    told.backfill.valid === judgement.backfill &&
    told.logs.valid === judgement.logs;
  return [
    ...(isCounted ? [] : [`${id}: the summary counts other digests or log files than the bundle holds`]),
    ...(told.verdict === judgement.verdict
      ? []
      : [`${id}: the summary says ${told.verdict}, and the problems say ${judgement.verdict}`]),
  ];
}
