import { channelTitles } from '#src/domain/delivery/channel.ts';
import type { Case, DiagnosedCause } from '#src/domain/delivery/diagnose.ts';
import { painter, type Paint, type Style } from '#src/report/table/paint.ts';
import { wrapWords } from '#src/report/table/wrap-words.ts';
import { visible } from '#src/report/text.ts';
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

const marks: Readonly<Record<Case, { sign: string; style: Style }>> = {
  explained: { sign: 'x', style: ['red'] },
  unexplained: { sign: 'x', style: ['red'] },
  predicted: { sign: '!', style: ['magenta'] },
  unknown: { sign: '?', style: ['yellow'] },
  well: { sign: '+', style: ['green'] },
};

export interface TreeOptions {
  readonly color: boolean;
  readonly width: number;
  /** Also remarks of what is well. */
  readonly verbose: boolean;
}

/** Lines after the first are a little further in. */
const wrap = (text: string, indent: string, width: number): string[] => wrapWords(text, width, indent, `${indent}  `);

/** For a person at a terminal: what is wrong, why, and what to do, worst things first within a trail. */
export function renderTree({ trails, unseen, counts }: DiagnosisReport, options: TreeOptions): string {
  const paint = painter(options.color);
  const lines: string[] = [];
  for (const trail of trails) lines.push(...trailLines(trail, options, paint), '');
  for (const { account, unknown } of unseen) {
    lines.push(
      ...wrap(
        `${paint(['yellow'], '?')} account ${account}: its trails could not be listed. ${visible(unknownText(unknown))}`,
        '  ',
        options.width,
      ),
    );
  }
  if (trails.length === 0 && unseen.length === 0)
    lines.push('There is no trail: nothing is recorded, and nothing can fail to arrive.');
  lines.push(summaryText(trails.length, counts));
  return `${lines.join('\n')}\n`;
}

function trailLines(trail: TrailDiagnosis, options: TreeOptions, paint: Paint): string[] {
  const lines = [`${paint(['bold'], visible(trail.name))}  ${paint(['gray'], visible(trail.id))}`];
  if (trail.unknown !== undefined)
    return [...lines, ...wrap(`${paint(['yellow'], '?')} ${visible(unknownText(trail.unknown))}`, '  ', options.width)];
  if (trail.verdicts.length === 0)
    return [...lines, '  - stopped in every region that was seen: nothing is sent (CT-101)'];
  for (const verdict of trail.verdicts) lines.push(...verdictLines(verdict, trail.account, options, paint));
  return lines;
}

function verdictLines(verdict: Verdict, owner: string, { width, verbose }: TreeOptions, paint: Paint): string[] {
  const { sign, style } = marks[verdict.case];
  const where = placesText(verdict.places, owner);
  const lines = [
    `  ${paint(style, `${sign} ${channelTitles[verdict.channel]}: ${caseWords[verdict.case]}`)} in ${where}`,
  ];
  const add = (text: string, indent = '      '): void => void lines.push(...wrap(visible(text), indent, width));
  if (verdict.case !== 'well') {
    add(`AWS reports:    ${reportedInPlaces(verdict.places)}`);
    add(`Configuration:  ${impliedText(verdict)}`);
    verdict.causes.forEach((cause, index) => lines.push(...causeLines(cause, `${index + 1}.`, width, paint)));
    for (const unknown of verdict.unknowns) add(`? ${unknownText(unknown)}`);
    if (verdict.next !== undefined) add(`Next: ${verdict.next}`);
  }
  if (verbose || verdict.case !== 'well')
    for (const remark of verdict.remarks) add(`- also: ${remark.message} [${remark.id}]`);
  return lines;
}

function causeLines(cause: DiagnosedCause, number: string, width: number, paint: Paint): string[] {
  const lines = wrap(`${paint(['bold'], number)} ${visible(cause.message)}`, '      ', width);
  const add = (label: string, text: string): void =>
    void lines.push(...wrap(`${label}${visible(text)}`, '         ', width));
  if (cause.element !== undefined && cause.value !== undefined) add('found:  ', `${cause.element}: ${cause.value}`);
  if (cause.wanted !== undefined) add('wanted: ', cause.wanted);
  add('repair: ', cause.repair);
  add('', `${cause.id}: ${strengthText(cause)}`);
  return lines;
}
