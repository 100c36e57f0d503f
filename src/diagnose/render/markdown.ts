import { channelTitles } from '#src/domain/delivery/channel.ts';
import type { DiagnosedCause } from '#src/domain/delivery/diagnose.ts';
import { codeSpan, escapeMarkdown } from '#src/report/markdown/escape.ts';
import type { DiagnosisReport, TrailDiagnosis, Verdict } from '../report.ts';
import {
  caseWords,
  impliedText,
  placesText,
  reportedInPlaces,
  strengthText,
  summaryText,
  unknownText,
} from '../words.ts';

export function renderMarkdown({ trails, unseen, counts }: DiagnosisReport, made: string): string {
  const parts = ['# Diagnosis of deliveries', escapeMarkdown(made), escapeMarkdown(summaryText(trails.length, counts))];
  for (const trail of trails) parts.push(...trailParts(trail));
  for (const { account, unknown } of unseen) {
    parts.push(`Account ${codeSpan(account)}: its trails could not be listed. ${escapeMarkdown(unknownText(unknown))}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function trailParts(trail: TrailDiagnosis): string[] {
  const parts = [`## ${escapeMarkdown(trail.name)}`, codeSpan(trail.id)];
  if (trail.unknown !== undefined) return [...parts, escapeMarkdown(unknownText(trail.unknown))];
  if (trail.verdicts.length === 0)
    return [...parts, 'Stopped in every region that was seen: nothing is sent (CT-101).'];
  const rows = trail.verdicts.map(
    (verdict) =>
      `| ${[channelTitles[verdict.channel], caseWords[verdict.case], placesText(verdict.places, trail.account), reportedInPlaces(verdict.places), impliedText(verdict)].map(escapeMarkdown).join(' | ')} |`,
  );
  parts.push(
    ['| Channel | Verdict | Where | AWS reports | Configuration |', '| --- | --- | --- | --- | --- |', ...rows].join(
      '\n',
    ),
  );
  for (const verdict of trail.verdicts)
    if (verdict.case !== 'well') parts.push(...verdictParts(verdict, trail.account));
  return parts;
}

function verdictParts(verdict: Verdict, owner: string): string[] {
  const parts = [
    `### ${escapeMarkdown(`${channelTitles[verdict.channel]}: ${caseWords[verdict.case]} in ${placesText(verdict.places, owner)}`)}`,
  ];
  if (verdict.causes.length > 0)
    parts.push(verdict.causes.map((cause, index) => causeItem(cause, index + 1)).join('\n'));
  if (verdict.unknowns.length > 0)
    parts.push(verdict.unknowns.map((unknown) => `- ${escapeMarkdown(unknownText(unknown))}`).join('\n'));
  if (verdict.remarks.length > 0)
    parts.push(verdict.remarks.map(({ message, id }) => `- Also: ${escapeMarkdown(message)} (${id})`).join('\n'));
  if (verdict.next !== undefined) parts.push(`**Next:** ${escapeMarkdown(verdict.next)}`);
  return parts;
}

function causeItem(cause: DiagnosedCause, number: number): string {
  const lines = [`${number}. **${cause.id}** ${escapeMarkdown(cause.message)}`];
  if (cause.element !== undefined && cause.value !== undefined)
    lines.push(`   - Found: ${codeSpan(`${cause.element}: ${cause.value}`)}`);
  if (cause.wanted !== undefined) lines.push(`   - Wanted: ${codeSpan(cause.wanted)}`);
  lines.push(`   - Repair: ${escapeMarkdown(cause.repair)}`, `   - ${escapeMarkdown(strengthText(cause))}`);
  return lines.join('\n');
}
