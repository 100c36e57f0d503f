import { z } from 'zod';
import { severities } from '#src/core/finding.ts';
import type { Rule } from '#src/core/rule.ts';
import { settingProblem } from '#src/core/settings.ts';
import { accountOfRole, ROLE_ARN, ROLE_NAME } from './role.ts';

const accountId = z.string().regex(/^\d{12}$/, 'an account id has twelve digits; put it in quotes');

const accountEntry = z
  .strictObject({
    id: accountId.describe('The account to scan'),
    roleArn: z
      .string()
      .regex(ROLE_ARN, 'a role looks like arn:aws:iam::111122223333:role/Name')
      .optional()
      .describe('The role to assume there; default: roleName in that account'),
    externalId: z.string().min(1).optional().describe('External id for the role, where its trust asks for one'),
  })
  .superRefine(({ id, roleArn }, context) => {
    // One that is no role has been told already.
    if (roleArn === undefined || !ROLE_ARN.test(roleArn) || accountOfRole(roleArn) === id) return;
    const message = `is a role of account ${accountOfRole(roleArn)}, and id says ${id}`;
    context.addIssue({ code: 'custom', path: ['roleArn'], message });
  });

const ruleEntry = z.strictObject({
  enabled: z.boolean().optional().describe('false leaves the rule out'),
  severity: z.enum(severities).optional().describe('Replaces the default severity'),
  settings: z.record(z.string(), z.unknown()).optional(),
});

/** The shape of `surety.config.yaml`. Command-line options win over it. */
export const configurationSchema = z.strictObject({
  $schema: z.string().optional().describe('Where editors find this schema'),
  regions: z.array(z.string().min(1)).min(1).optional().describe('Regions to scan; default: every enabled region'),
  accounts: z
    .array(accountEntry)
    .min(1)
    .optional()
    .describe('Accounts to scan; default: the one the credentials belong to'),
  roleName: z
    .string()
    .regex(ROLE_NAME, 'is not the name of a role')
    .optional()
    .describe('The role to assume in accounts that name no roleArn'),
  failOn: z
    .enum([...severities, 'none'])
    .optional()
    .describe('The lowest severity that makes the exit code 1'),
  allowUnknown: z.boolean().optional().describe('true: unknown findings do not make the exit code 3'),
  frameworks: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Only rules that name a control of these frameworks'),
  rules: z.record(z.string(), ruleEntry).optional().describe('By rule id'),
  exceptions: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Path of the exceptions file, seen from this file; default: surety.exceptions.yaml in the working folder',
    ),
});
export type Configuration = z.output<typeof configurationSchema>;

/** The schema with what it takes the catalogue to know: rule ids, their settings and the settings' limits. */
export function configurationFor(rules: readonly Rule[]): z.ZodType<Configuration> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return configurationSchema.superRefine(({ rules: entries = {} }, context) => {
    for (const [id, entry] of Object.entries(entries)) {
      const rule = byId.get(id);
      if (rule === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['rules', id],
          message: 'there is no such rule; `surety rules` lists them',
        });
        continue;
      }
      for (const [name, value] of Object.entries(entry.settings ?? {})) {
        const known = new Map(Object.entries(rule.settings ?? {}));
        const definition = known.get(name);
        const names = [...known.keys()].join(', ') || 'none';
        const problem =
          definition === undefined ? `${id} has no such setting (it has: ${names})` : settingProblem(definition, value);
        if (problem !== undefined) {
          context.addIssue({ code: 'custom', path: ['rules', id, 'settings', name], message: problem });
        }
      }
    }
  });
}
