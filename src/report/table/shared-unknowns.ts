import { listNames } from '#src/core/message.ts';
import { type Finding, severities, type Severity } from '#src/core/finding.ts';
import { shorten, visible } from '../text.ts';
import { wrap } from './columns.ts';
import { type Paint, severityStyles } from './paint.ts';

/** From so many on they are told once: one denied call leaves every rule that needed it without a verdict. */
const FEW = 3;

interface SharedUnknown {
  readonly findings: readonly Finding[];
  /** What could not be read, in one sentence. */
  readonly because: string;
}

/** Parts unknown findings that have the same reason from all others. Nothing is lost: what is rare stays by itself. */
export function partSharedUnknowns(findings: readonly Finding[]): { shared: SharedUnknown[]; rest: Finding[] } {
  const byReason = Map.groupBy(findings, reasonOf);
  const shared: SharedUnknown[] = [];
  for (const [because, having] of byReason) {
    if (because !== undefined && having.length >= FEW) shared.push({ findings: having, because });
  }
  const told = new Set(shared.flatMap((one) => one.findings));
  return { shared, rest: findings.filter((finding) => !told.has(finding)) };
}

/** The same for findings that one grant would resolve; paths, which differ from rule to rule, do not count. */
function reasonOf({ outcome, exception, unknowns = [] }: Finding): string | undefined {
  if (outcome !== 'unknown' || exception !== undefined || unknowns.length === 0) return undefined;
  const reasons = unknowns.map(({ reason, detail, action }) => {
    const why = detail === '' ? reason.replaceAll('-', ' ') : `${reason.replaceAll('-', ' ')}: ${detail}`;
    return action === undefined ? `${why}.` : `${why}. Missing permission: ${action}.`;
  });
  return [...new Set(reasons)].toSorted().join(' ');
}

/** The rules on one line, the assets on the next, why on the last. */
export function sharedUnknownLines({ findings, because }: SharedUnknown, width: number, paint: Paint): string[] {
  const severity = worst(findings);
  const label = severity.toUpperCase();
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  const assets = new Set(findings.map(({ asset }) => `${asset.name === '' ? asset.id : asset.name} (${asset.region})`));
  const count = rules.length === 1 ? 'One rule cannot tell' : `${rules.length} rules cannot tell`;
  const [first = '', ...more] = wrap(visible(`${count}: ${listNames(rules, 40)}`), width, `${label.padEnd(8)}  `);
  const head = '  ? UNKNOWN';
  const [named = '', ...others] = wrap(visible(shorten(listNames([...assets], 8), 2_000)), width, `${head}  `);
  return [
    paint(severityStyles[severity], label) + first.slice(label.length),
    ...more,
    paint('yellow', head) + named.slice(head.length),
    ...others,
    ...wrap(visible(shorten(because.charAt(0).toUpperCase() + because.slice(1), 2_000)), width, '      '),
    '',
  ];
}

function worst(findings: readonly Finding[]): Severity {
  return severities[Math.max(...findings.map(({ severity }) => severities.indexOf(severity)))] ?? 'low';
}
