import { iamPolicyChanges } from '#src/domain/intents/iam-policy-changes.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { rule } from './rule.ts';

testRule(rule, alarmRows(iamPolicyChanges));
