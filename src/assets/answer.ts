import { Unknown } from '#src/core/unknown.ts';

/** Applies `read` to a known answer; absent and unknown stay what they are. */
export async function answer<O, T>(
  asked: Promise<O | undefined | Unknown>,
  read: (output: O) => T,
): Promise<T | undefined | Unknown> {
  const output = await asked;
  if (output === undefined || output instanceof Unknown) return output as undefined | Unknown;
  return read(output);
}
