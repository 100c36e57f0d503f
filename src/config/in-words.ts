import type { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys to values',
  record: 'a map of keys to values',
};

/** What is wrong with a value, for whoever wrote the file: the schema library speaks to programmers. */
export function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return 'is missing';
      const wanted = TYPES[issue.expected] ?? issue.expected;
      // An account id that lost its quotes is the most frequent slip, and 012345678901 would lose its zero.
      const hint = issue.expected === 'string' && typeof issue.input === 'number' ? '; put it in quotes' : '';
      return `must be ${wanted}, not ${kindOf(issue.input)}${hint}`;
    }
    case 'unrecognized_keys': {
      return `there is no key ${issue.keys.map((key) => `"${key}"`).join(' and ')} here`;
    }
    case 'invalid_value': {
      return `must be one of ${issue.values.map(String).join(', ')}`;
    }
    case 'too_small': {
      return issue.origin === 'string' || issue.origin === 'array' ? 'must not be empty' : undefined;
    }
    default: {
      return undefined;
    }
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return TYPES[typeof value] ?? typeof value;
}
