import { type Command, Option } from 'commander';
import { repeat } from '../source-options.ts';

/** `surety policy check`: a question of one's own to one policy, with the trace. */
export function register(program: Command): void {
  program
    .command('policy')
    .description('questions about policy documents')
    .command('check')
    .description('would this policy let that request through, and by which statement? Exit code 0 yes, 1 no, 3 unknown')
    .requiredOption('--policy <file>', 'the policy document; - for standard input')
    .option('--service <service>', 'who asks: a service, such as cloudtrail.amazonaws.com')
    .option('--principal <arn>', 'who asks: ARN of a user, role, session or account root, or an account id')
    .option('--role <arn>', 'for a session: ARN of its role, when that has a path')
    .option('--anonymous', 'nobody in particular asks')
    .requiredOption('--action <action>', 'such as s3:PutObject')
    .requiredOption('--resource <arn>', 'ARN, or * for actions without a resource')
    .option('--context <key=value>', 'a condition key; repeat for more; key= says that it is absent', repeat)
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['text', 'json']).default('text'))
    .action(async (options) => {
      const { checkPolicyFile } = await import('../commands/policy-check.ts');
      process.exitCode = await checkPolicyFile(options);
    });
}
