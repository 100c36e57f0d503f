import { jsonText, visible } from '#src/report/text.ts';
import type { VerifyEvidenceOptions } from '../declare/verify.ts';
import { readKeyFiles } from '#src/verify/keys.ts';
import { showSpan } from '#src/verify/report/rows.ts';
import type { EvidenceReport } from '#src/verify/evidence/report.ts';
import { verifyEvidence } from '#src/verify/evidence/verify.ts';
import { Unknown } from '#src/core/unknown.ts';

/** `surety verify-evidence`: answers the exit code. @throws UserError */
export async function runVerifyEvidence(file: string, options: VerifyEvidenceOptions): Promise<number> {
  const keys = options.publicKeys === undefined ? undefined : await readKeyFiles(options.publicKeys).keys('', 0, 0);
  const report = await verifyEvidence(file, keys instanceof Unknown ? undefined : keys);
  process.stdout.write(options.format === 'json' ? `${jsonText(report)}\n` : renderEvidence(report));
  return report.exitCode;
}

export function renderEvidence(report: EvidenceReport): string {
  const holds = report.faults.length === 0;
  const lines = [
    holds ? 'The bundle holds.' : 'The bundle does not hold.',
    ...report.faults.map((fault) => `  ${visible(fault)}`),
    '',
    `Written by ${visible(report.tool)}${report.from === undefined ? '' : `, ${showSpan(report.from, report.to)}`}`,
    `Its verdict: ${visible(report.verdict)}, ${problems(report)}`,
    `${report.digests} signatures checked, ${report.logs} log files named`,
    ...report.chains.flatMap(({ id, verdict, spans }) => [
      // Of a bundle that does not hold nobody knows which problems it should have named.
      `${visible(id)}: ${holds ? verdict : `${verdict} by its own word alone`}`,
      ...(spans.length === 0 ? ['  its digests prove nothing'] : []),
      ...spans.map(({ from, to }) => `  proven by its digests: ${showSpan(from, to)}`),
    ]),
    `Seal: ${report.sha256}`,
    ...report.keys.map(({ fingerprint, trusted }) => `Key: ${visible(fingerprint)}${trusted ? ' (given)' : ''}`),
    '',
    ...report.notes.map(visible),
  ];
  return `${lines.join('\n')}\n`;
}

function problems({ problems, kinds }: EvidenceReport): string {
  const each = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
  return problems === 0 ? 'no problems' : `problems: ${each.join(', ')}`;
}
