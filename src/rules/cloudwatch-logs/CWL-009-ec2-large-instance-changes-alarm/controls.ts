import { knownAlarm } from '../alarm-controls.ts';

/** Own mapping, no published source has one. */
export const controls = {
  ...knownAlarm,
  'ISO-27001-2022': ['A.8.16'],
} as const;
