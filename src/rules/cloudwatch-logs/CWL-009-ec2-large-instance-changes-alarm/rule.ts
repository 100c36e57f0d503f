import { defineRule } from '#src/core/rule.ts';
import { largeInstanceChanges } from '#src/domain/intents/large-instance-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(largeInstanceChanges),
  id: 'CWL-009',
  slug: 'ec2-large-instance-changes-alarm',
  title: 'Somebody is told of launches of large EC2 instances',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-009'],
  },
  controls,
});
