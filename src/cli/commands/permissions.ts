import { account } from '#src/assets/account/model.ts';
import { collectors } from '#src/generated/collectors.ts';
import { kinds } from '#src/generated/kinds.ts';
import { rules } from '#src/generated/rules.ts';
import { chooseRules } from '#src/scan/choose-rules.ts';
import { planEverything, plannedOperations, planReads } from '#src/scan/plan.ts';
import { asCloudFormation, asJson, asTerraform, readOnlyPolicy } from '../../scan/permissions.ts';

const renderers = { json: asJson, cloudformation: asCloudFormation, terraform: asTerraform };

/** Prints the policy that reading for the chosen rules takes. */
export async function printPermissions(options: {
  format: keyof typeof renderers;
  rule?: readonly string[];
  full?: boolean;
}): Promise<void> {
  const selection = options.rule === undefined ? {} : { rules: options.rule };
  const chosen = chooseRules(rules, selection, {}).map(({ rule }) => rule);
  const plan = options.full ? planEverything(kinds) : planReads(chosen, account);
  const operations = plannedOperations(plan, collectors);
  console.log(renderers[options.format](readOnlyPolicy(operations)));
}
