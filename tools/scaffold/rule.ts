import { join } from 'node:path';
import { findRuleFolders, foldersIn } from '../generate/find.ts';
import { UsageError, writeFolder } from './write.ts';

const USAGE = 'usage: npm run new-rule -- CT-112 what-it-checks [service folder, for a new prefix]';

/**
 * Makes the folder of a new rule under `source` (`src`): it compiles, and its tests fail until it is filled in.
 * @returns the path of the folder from `source`.
 * @throws UsageError when the id or the slug is not one, or is taken.
 */
export function newRule(source: string, [id = '', slug = '', service]: readonly string[]): string {
  if (!/^[A-Z][A-Za-z0-9]*-\d{3}$/.test(id)) throw new UsageError(`"${id}" is not an id like CT-112\n${USAGE}`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    throw new UsageError(`"${slug}" is not a slug like trail-bucket-tags\n${USAGE}`);
  const rules = findRuleFolders(source);
  const taken = rules.find((rule) => rule.id === id || rule.slug === slug);
  if (taken) throw new UsageError(`src/${taken.path} has that ${taken.id === id ? 'id' : 'slug'} already`);

  const [prefix] = id.split('-');
  const relative = rules.find((rule) => rule.id.startsWith(`${prefix}-`));
  const folder = service ?? relative?.path.split('/')[1];
  if (folder === undefined) {
    const known = foldersIn(join(source, 'rules')).join(', ');
    throw new UsageError(
      `no rule begins with ${prefix}- yet: name its service folder (${known}, or a new one)\n${USAGE}`,
    );
  }
  const path = `rules/${folder}/${id}-${slug}`;
  writeFolder(join(source, path), {
    'rule.ts': ruleText(id, slug),
    'rule.test.ts': TEST,
    'controls.ts': CONTROLS,
    'README.md': pageText(id),
  });
  return path;
}

const TITLE = 'Trails TODO: a sentence that is true when the rule passes';

const ruleText = (id: string, slug: string): string => `import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: '${id}',
  slug: '${slug}',
  title: '${TITLE}',
  severity: 'medium',
  pillars: ['security'],
  aliases: {},
  controls,
  asset: trail,
  // Facts that the rule needs: calls, permissions and the automatic tests come from here.
  reads: { configuration: true },
  messages: {
    wrong: 'TODO: what is wrong with trail {trail}.',
  },
  evaluate({ name, configuration }, { pass, fail }) {
    // TODO: decide. An unknown fact never arrives here: the engine makes the finding unknown.
    if (configuration.bucketName !== '') return pass();
    return fail('wrong', { trail: name });
  },
});
`;

const TEST = `import { Unknown } from '#src/core/unknown.ts';
import { healthyWorld } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const denied = new Unknown('access-denied', '', 'cloudtrail:DescribeTrails');

// Names are sentences. The boundary pair stands side by side: the last that passes, the first that fails.
testRule(rule, {
  pass: {
    'TODO: the healthy account': healthyWorld(),
  },
  fail: {
    // TODO: a world that is wrong. Until then this row fails.
    'TODO: what is wrong': { world: healthyWorld(), message: 'wrong' },
  },
  unknown: {
    'the settings of the trail were denied': healthyWorld({ trail: { configuration: denied } }),
  },
});
`;

const CONTROLS = `/** Framework (a folder of src/frameworks) to the ids of its controls. */
export const controls = {} as const;
`;

const pageText = (id: string): string => `# ${id}: ${TITLE}

## Why

TODO

## What is checked

- **Pass**: TODO
- **Fail**: TODO
- **Unknown**: TODO
- **Not applicable**: TODO

## Audit

### Console

1. TODO

### AWS CLI

\`\`\`bash audit
TRAIL_ARN='arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME' # the id in the finding
IFS=: read -r _ _ _ HOME_REGION _ <<<"$TRAIL_ARN"

aws cloudtrail get-trail --name "$TRAIL_ARN" --region "$HOME_REGION"
\`\`\`

## Fix

### Console

1. TODO

### AWS CLI

None: TODO, or a \`bash fix\` block that reads first, changes one thing and shows the difference.

### CloudFormation JSON

None: TODO, or a complete template.

### CloudFormation YAML

None: TODO, or the same template.

### Terraform

None: TODO, or a complete configuration.

## Cost and risk

TODO

## Exceptions

TODO

## References

- <https://docs.aws.amazon.com/TODO>
`;
