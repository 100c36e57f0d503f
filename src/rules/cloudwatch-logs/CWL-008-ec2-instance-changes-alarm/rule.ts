import { defineRule } from '#src/core/rule.ts';
import { instanceChanges } from '#src/domain/intents/instance-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(instanceChanges),
  id: 'CWL-008',
  slug: 'ec2-instance-changes-alarm',
  title: 'Somebody is told of launches, reboots, starts, stops and terminations of EC2 instances',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-008'],
  },
  controls,
});
