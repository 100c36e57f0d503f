import type { Cause } from '../../core/finding.ts';
import type { DiagnosedCause, SiteDiagnosis } from './diagnose.ts';

/** The causes of several sites, each once, in their order, as findings carry them. */
export function causesOf(sites: readonly SiteDiagnosis[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const site of sites) {
    for (const cause of site.causes) {
      const name = causeName(cause);
      if (causes.has(name)) continue;
      const { id, channel, message, document, statement, confidence, blocks, repair } = cause;
      causes.set(name, {
        id,
        channel,
        message,
        ...(document === undefined ? {} : { document }),
        ...(statement === undefined ? {} : { statement }),
        confidence,
        blocks,
        repair,
      });
    }
  }
  return [...causes.values()];
}

/** Tells causes apart: one statement may be at fault in two ways, and one fault may show in many regions. */
export function causeName({ id, document, statement, element }: DiagnosedCause): string {
  return [id, document, statement, element].join('\n');
}
