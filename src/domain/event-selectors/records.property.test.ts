import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAdvanced } from './advanced.ts';
import type { EventSelectors } from './model.ts';
import { records } from './records.ts';
import { advancedSelector, basicSelector, event, eventSelectors } from './testing/arbitraries.ts';
import { referenceRecords } from './testing/reference.ts';

const runs = { numRuns: 2_000 };

test('the evaluator agrees with a plain reading of the documentation', () => {
  let recorded = 0;
  fc.assert(
    fc.property(eventSelectors, event, (selectors, sample) => {
      const expected = referenceRecords(selectors, sample);
      if (expected) recorded += 1;
      expect(records(selectors, sample)).toBe(expected);
    }),
    runs,
  );
  expect(recorded, 'random events that are recorded: the property is not empty').toBeGreaterThan(50);
});

test('adding a selector never records less', () => {
  fc.assert(
    fc.property(eventSelectors, basicSelector, advancedSelector, event, (selectors, basic, advanced, sample) => {
      const more: EventSelectors =
        'basic' in selectors ? { basic: [...selectors.basic, basic] } : { advanced: [...selectors.advanced, advanced] };
      expect(records(more, sample) || !records(selectors, sample)).toBe(true);
    }),
    runs,
  );
});

test('basic selectors rewritten as advanced ones record the same events', () => {
  fc.assert(
    fc.property(fc.array(basicSelector, { maxLength: 3 }), event, (basic, sample) => {
      const advanced = { advanced: toAdvanced({ basic }) };
      expect(referenceRecords(advanced, sample)).toBe(referenceRecords({ basic }, sample));
    }),
    runs,
  );
});
