import { problemKinds } from '#src/domain/digest/problem.ts';
import { jsonText } from '#src/report/text.ts';
import type { VerifyResult } from '../result.ts';
import { sortProblems } from './rows.ts';

/** Times as ISO 8601. A problem carries its class and meaning, so that a reader needs no list of kinds. */
export function renderJson(result: VerifyResult): string {
  const time = (value: number | undefined): string | null =>
    value === undefined || !Number.isFinite(value) ? null : new Date(value).toISOString();
  const document = {
    schemaVersion: '1.0',
    tool: result.tool,
    verdict: result.verdict,
    exitCode: result.exitCode,
    from: time(result.from),
    to: time(result.to),
    now: time(result.now),
    durationMs: result.durationMs,
    chains: result.chains.map((chain) => ({
      ...chain,
      from: time(chain.from),
      to: time(chain.to),
      provenUntil: time(chain.provenUntil),
      segments: chain.segments.map((segment) => ({
        from: time(segment.from),
        to: time(segment.to),
        state: segment.state,
      })),
    })),
    problems: sortProblems(result.problems).map((problem) => ({
      ...problem,
      from: time(problem.from),
      to: time(problem.to),
      ...problemKinds[problem.kind],
    })),
    omitted: result.omitted,
  };
  return `${jsonText(document)}\n`;
}
