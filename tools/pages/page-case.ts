import type { Lab } from '../../lab/index.ts';

/** Values for the variables at the top of a page's scripts. */
export type Variables = Readonly<Record<string, string>>;

/**
 * How the scripts of a rule's page are tried, in `testing/page.ts` of the rule's folder, exported as `page`. The audit
 * must show it once the fix has run, and not before.
 */
export interface PageCase {
  /** Makes the fault that the page repairs in an empty account. Default: a trail with a bucket and nothing else. */
  readonly prepare?: (lab: Lab, account: string) => Promise<Variables>;
  /** What the audit prints when all is well. */
  readonly shows?: readonly RegExp[];
  /** What it prints only while the fault is there. */
  readonly hides?: readonly RegExp[];
}
