import { z } from 'zod';
import { isDay } from '#src/core/day.ts';
import type { Exception } from '#src/core/exception.ts';

const patterns = z.array(z.string().min(1)).min(1);

/** Blanks name no reason and no owner. */
const text = z.string().regex(/\S/, 'must not be empty');

/** An exception for an account that cannot be is never found unused: no run looks at that account. */
const accounts = z
  .array(z.string().regex(/^\d{12}$|\*/, 'an account id has twelve digits; * stands for any characters'))
  .min(1);

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date such as 2027-01-31', abort: true })
  .refine(isDay, 'there is no such day');

const entry = z.strictObject({
  id: text.describe('A name that people use for it, such as a ticket'),
  rules: patterns.describe('Rule ids; * stands for any part'),
  scope: z
    .strictObject({
      accounts: accounts.optional().describe('Account ids; * stands for any characters'),
      regions: patterns.optional().describe('Regions; * stands for any characters'),
      assets: patterns.optional().describe('Asset ids (ARNs) or names; * stands for any part'),
      keys: patterns.optional().describe('Parts of a rule, such as the channel sns of CT-011'),
    })
    .describe('Every list that is given must match')
    .default({}),
  outcomes: z
    .array(z.enum(['fail', 'unknown']))
    .min(1)
    .optional()
    .describe('What is accepted; default: failures only'),
  reason: text.describe('Why the finding is accepted'),
  owner: text.describe('Who answers for it'),
  approver: text.optional().describe('Who agreed'),
  expires: date.describe('The last day on which it holds, UTC'),
});

/** The shape of `surety.exceptions.yaml`. */
export const exceptionsSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where editors find this schema'),
    exceptions: z.array(entry).describe('The accepted findings'),
  })
  .superRefine(({ exceptions }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of exceptions.entries()) {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: ['exceptions', index, 'id'], message: `${id} is used twice` });
      seen.add(id);
    }
  });

/** The schema with what it takes the catalogue to know: an exception for a rule that does not exist covers nothing. */
export function exceptionsFor(ruleIds: readonly string[]): z.ZodType<z.output<typeof exceptionsSchema>> {
  return exceptionsSchema.superRefine(({ exceptions }, context) => {
    for (const [index, { rules }] of exceptions.entries()) {
      for (const [place, id] of rules.entries()) {
        if (id.includes('*') || ruleIds.includes(id)) continue;
        const message = `there is no rule ${id}; \`surety rules\` lists them`;
        context.addIssue({ code: 'custom', path: ['exceptions', index, 'rules', place], message });
      }
    }
  });
}

/** The exceptions of a file, as the engine takes them. */
export function toExceptions(file: z.output<typeof exceptionsSchema>): readonly Exception[] {
  return file.exceptions;
}
