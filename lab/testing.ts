import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Lab, labAvailable, type LabOptions, startLab } from './index.ts';

export interface SuiteOptions extends LabOptions {
  /** Whether the tests share what is in the lab; default: it is emptied before each of them. */
  readonly keep?: boolean;
}

/** A suite with a lab of its own. Where moto cannot be had, it is skipped, and its name says why. */
export function describeWithLab(name: string, body: (lab: () => Lab) => void, options: SuiteOptions = {}): void {
  const available = labAvailable();
  if (!available.ok) process.stderr.write(`skipped: ${name}: ${available.reason}\n`);
  const title = available.ok ? name : `${name} (${available.reason})`;
  // oxlint-disable-next-line vitest/valid-title -- the caller's title is a string
  describe.skipIf(!available.ok)(title, () => {
    let lab: Lab | undefined;
    const current = (): Lab => {
      if (lab === undefined) throw new Error('the lab is used before its suite has begun');
      return lab;
    };
    beforeAll(async () => {
      lab = await startLab({ ...options, python: available.ok ? available.python : undefined });
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
