import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Lab, labAvailable, type LabOptions, startLab } from './index.ts';

/**
 * A suite with a lab of its own, emptied before each test. Where moto cannot be had, the suite is skipped and its name
 * says why.
 */
export function describeWithLab(
  name: string,
  body: (lab: () => Lab) => void,
  options: LabOptions & { readonly keep?: boolean } = {},
): void {
  const available = labAvailable();
  if (!available.ok) {
    process.stderr.write(`skipped: ${name}: ${available.reason}\n`);
    describe.skip(`${name} (${available.reason})`, () => body(() => {
      throw new Error(available.reason);
    })); // prettier-ignore
    return;
  }
  describe(name, () => {
    let lab: Lab | undefined;
    const current = (): Lab => {
      if (lab === undefined) throw new Error('the lab is used before its suite has begun');
      return lab;
    };
    beforeAll(async () => {
      lab = await startLab({ ...options, python: available.python });
    });
    beforeEach(async () => {
      if (options.keep !== true) await current().reset();
    });
    afterAll(async () => {
      await lab?.stop();
    });
    body(current);
  });
}
