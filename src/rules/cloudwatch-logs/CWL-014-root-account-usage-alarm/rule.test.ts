import { rootUsage } from '#src/domain/intents/root-usage.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { rule } from './rule.ts';

testRule(rule, alarmRows(rootUsage));
