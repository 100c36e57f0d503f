import { networkAclChanges } from '#src/domain/intents/network-acl-changes.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { rule } from './rule.ts';

testRule(rule, alarmRows(networkAclChanges));
