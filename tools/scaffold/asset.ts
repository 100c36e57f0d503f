import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn } from '../generate/find.ts';
import { UsageError, writeFolder } from './write.ts';

const USAGE = 'usage: npm run new-asset -- AWS::SQS::Queue';

/**
 * Makes the folder of a new kind of asset under `source` (`src`): it compiles, and its test fails until it is filled in.
 * @returns the path of the folder from `source`.
 * @throws UsageError when the name is no CloudFormation type, or the kind is there.
 */
export function newAsset(source: string, [name = '']: readonly string[]): string {
  const parts = /^AWS::([A-Za-z0-9]+)::([A-Za-z0-9]+)$/.exec(name);
  if (!parts) throw new UsageError(`"${name}" is not a CloudFormation type name\n${USAGE}`);
  for (const folder of foldersIn(join(source, 'assets'))) {
    const model = join(source, 'assets', folder, 'model.ts');
    if (!existsSync(model) || !readFileSync(model, 'utf8').includes(`'${name}'`)) continue;
    throw new UsageError(`src/assets/${folder} is that kind already`);
  }
  const [, service = '', type = ''] = parts;
  const path = `assets/${kebab(type)}`;
  const constant = type.charAt(0).toLowerCase() + type.slice(1);
  writeFolder(join(source, path), {
    'model.ts': modelText(name, constant, words(type)),
    'collect.ts': collectText(constant, type, service.toLowerCase()),
    'collect.test.ts': testText(constant, type),
  });
  return path;
}

const kebab = (type: string): string => type.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
const words = (type: string): string => kebab(type).replaceAll('-', ' ');

const modelText = (name: string, constant: string, title: string): string => `import { z } from 'zod';
import { defineAssetKind } from '#src/core/asset.ts';

export const ${constant} = defineAssetKind({
  name: '${name}',
  title: '${title}',
  facts: {
    // TODO: each fact is the smallest thing that one call, or one template, can tell. \`.optional()\`: may be absent.
    configuration: z.object({ name: z.string() }),
  },
});
`;

const collectText = (constant: string, type: string, service: string): string => `import { z } from 'zod';
import { defineCollector } from '#src/core/collector.ts';
import { defineOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { locateByArn } from '../locate.ts';
import { ${constant} } from './model.ts';

// TODO: the operation that tells, what AWS answers when it is not there, and the service in src/aws/clients.ts.
const describe${type} = defineOperation({
  service: '${service}',
  name: 'Describe${type}',
  notSet: [],
  output: z.object({ Name: z.string() }),
});

export const collect${type} = defineCollector({
  kind: ${constant},
  locate: {
    operations: [describe${type}],
    find: (id, context) => Promise.resolve(locateByArn(id, context, (resource) => resource)),
  },
  facts: {
    configuration: {
      operations: [describe${type}],
      async collect({ self, observe }) {
        const found = await observe(describe${type}, { Name: self.name });
        if (found === undefined || found instanceof Unknown) return found;
        return { name: found.Name };
      },
    },
  },
});
`;

const testText = (constant: string, type: string): string => `import { expect, test } from 'vitest';
import { collect${type} } from './collect.ts';
import { ${constant} } from './model.ts';

test('every fact has a collector', () => {
  expect(Object.keys(collect${type}.facts)).toEqual(Object.keys(${constant}.facts));
});

test('is filled in', () => {
  expect.fail('TODO: answers of AWS (taken from the lab or the documentation) and the facts that they become');
});
`;
