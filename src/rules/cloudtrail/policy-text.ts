import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import type { ParsedPolicy } from '#src/domain/policy/document.ts';
import { parsePolicy } from '#src/domain/policy/parse.ts';

/** Reads a policy's text. What cannot be read as a policy makes the verdict unknown: nobody can tell what it allows. */
export function readPolicy(text: string, path: string): ParsedPolicy {
  const policy = parsePolicy(text);
  if (policy.valid) return policy;
  const [problem] = policy.problems;
  const where = problem!.path === '' ? '' : `${problem!.path}: `;
  throw new UnknownRead(path, new Unknown('invalid-document', `${where}${problem!.message}`));
}
