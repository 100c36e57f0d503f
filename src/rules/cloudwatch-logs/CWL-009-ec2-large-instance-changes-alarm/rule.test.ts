import { largeInstanceChanges } from '#src/domain/intents/large-instance-changes.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { rule } from './rule.ts';

testRule(rule, alarmRows(largeInstanceChanges));
