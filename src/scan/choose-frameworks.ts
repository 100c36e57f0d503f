import { closest } from '#src/core/closest.ts';
import type { Rule } from '#src/core/rule.ts';
import { UserError } from '#src/core/user-error.ts';

/** The frameworks that rules name controls of, in order of their names. */
export function namedFrameworks(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap(({ controls }) => Object.keys(controls ?? {})))].toSorted();
}

/**
 * The frameworks that names mean: `CIS-3.0`, `cis 3.0`, `CIS-3`, or `CIS` for all its versions.
 * @throws UserError when a name means none
 */
export function frameworksOf(rules: readonly Rule[], names: readonly string[]): ReadonlySet<string> {
  const known = namedFrameworks(rules);
  const found = new Set<string>();
  for (const name of names) {
    const start = name.toLowerCase().replaceAll(/[\s_]/g, '-');
    const matches = known.filter(
      (id) => bare(id) === bare(name) || ['-', '.'].some((end) => id.toLowerCase().startsWith(start + end)),
    );
    if (matches.length === 0) {
      const near = closest(name, [...known, ...known.map((id) => id.replace(/-[^-]*$/, ''))]);
      throw new UserError(
        'FRAMEWORK_UNKNOWN',
        `No rule names a control of framework "${name}"`,
        `${near === undefined ? '' : `Did you mean ${near}? `}\`surety rules --framework list\` shows all.`,
      );
    }
    for (const id of matches) found.add(id);
  }
  return found;
}

/** Letters and digits only: people write `PCI DSS 4.0`, `pci_dss_4_0` and `PCI-DSS-4.0`. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
