import { readBounded } from '#src/config/read-bounded.ts';
import { UserError } from '#src/core/user-error.ts';
import { describeEvaluation } from '#src/domain/policy/describe.ts';
import { type Evaluation, evaluatePolicy } from '#src/domain/policy/evaluate.ts';
import { parsePolicy } from '#src/domain/policy/parse.ts';
import { parseQuestion } from '#src/domain/policy/question.ts';
import { Unknown } from '#src/core/unknown.ts';
import { jsonLines, visible } from '#src/report/text.ts';

/** A question as commander gives it. */
export interface PolicyCheckOptions {
  readonly policy: string;
  readonly service?: string;
  readonly principal?: string;
  readonly role?: string;
  readonly anonymous?: boolean;
  readonly action: string;
  readonly resource: string;
  readonly context?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Answers a question about one policy with its trace. Exit code: 0 allowed, 1 not allowed, 3 unknown. */
export async function checkPolicyFile(options: PolicyCheckOptions): Promise<number> {
  const question = parseQuestion(options);
  if (!question.ok) {
    const [first, ...others] = question.errors;
    const more = others.map(({ message }) => `; ${message}`).join('');
    throw new UserError(
      'USAGE',
      `--${first!.field === 'who' ? 'service' : first!.field}: ${first!.message}${more}`,
      first!.hint,
    );
  }
  const policy = parsePolicy(await readPolicyFile(options.policy));
  if (!policy.valid) {
    const [problem] = policy.problems;
    const { path, line, column, message, hint } = problem!;
    const place = line === undefined ? '' : `:${line}:${column}`;
    const element = path === '' ? '' : `${path}: `;
    throw new UserError('POLICY_INVALID', `${options.policy}${place}: ${element}${message}`, hint);
  }
  const evaluation = evaluatePolicy(policy, question.request);
  if (options.format === 'json') console.log(toJson(evaluation, policy.warnings));
  else {
    for (const line of describeEvaluation(evaluation)) console.log(visible(line));
    for (const { path, message } of policy.warnings) console.error(`warning: ${visible(path)}: ${visible(message)}`);
  }
  if (evaluation.allowed === 'match') return 0;
  return evaluation.allowed === 'no-match' ? 1 : 3;
}

/** Far above what AWS takes: a policy that is larger is another file. */
const MOST_BYTES = 1_000_000;

async function readPolicyFile(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await readInput() : readBounded(file, MOST_BYTES);
    if (bytes === undefined) {
      throw new UserError('POLICY_TOO_LARGE', `${file} has more than 1 MB`, 'A policy document has 32 KB at most.');
    }
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'POLICY_UNREADABLE',
      `${file} cannot be read (${why})`,
      'Give a file, or - for standard input.',
    );
  }
}

async function readInput(): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_BYTES) return undefined;
  }
  return Buffer.concat(chunks);
}

function toJson(evaluation: Evaluation, warnings: readonly unknown[]): string {
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Unknown ? { unknown: value.reason, detail: value.detail } : value;
  return jsonLines({ schemaVersion: '1.0', ...evaluation, warnings }, plain);
}
