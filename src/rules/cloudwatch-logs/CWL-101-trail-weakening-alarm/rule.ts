import { defineRule } from '#src/core/rule.ts';
import { trailWeakening } from '#src/domain/intents/trail-weakening.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

const shared = alarmRule(trailWeakening);

export const rule = defineRule({
  ...shared,
  id: 'CWL-101',
  slug: 'trail-weakening-alarm',
  title: 'Somebody is told of changes that weaken the audit trail beyond those of CIS',
  severity: 'medium',
  aliases: {},
  controls,
  reads: { ...shared.reads, trails: { ...shared.reads.trails, bucketOwner: true, bucket: { location: true } } },
});
