import type { AccountCoverage } from '../coverage.ts';

export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601: when the world was read. */
  readonly at: string;
}

/** Writes a coverage report in pieces, so that no format holds all accounts. */
export type CoverageFormat = (accounts: Iterable<AccountCoverage>, options: RenderOptions) => Generator<string>;
