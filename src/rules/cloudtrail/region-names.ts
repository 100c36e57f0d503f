import { listNames } from '#src/core/message.ts';

/** `eu-west-1 and us-east-1`, or `all 17 enabled regions` where naming them says less. */
export function regionNames(names: readonly string[], all: number): string {
  return names.length === all && all > 3 ? `all ${all} enabled regions` : listNames(names);
}
