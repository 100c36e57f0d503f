import { ownAlarm } from '../alarm-controls.ts';

/** Own mapping, no published source has one. */
export const controls = {
  ...ownAlarm,
  'ISO-27001-2022': ['A.8.16'],
} as const;
