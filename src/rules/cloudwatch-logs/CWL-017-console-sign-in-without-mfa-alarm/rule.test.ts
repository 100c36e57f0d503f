import { signInWithoutMfa } from '#src/domain/intents/sign-in-without-mfa.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { rule } from './rule.ts';

testRule(rule, alarmRows(signInWithoutMfa));
