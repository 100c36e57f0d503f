import { serviceAlarm } from '../alarm-controls.ts';

/** Only controls that the frameworks here hold; CIS by its own numbers. */
export const controls = {
  'CIS-1.2': ['3.8'],
  'CIS-1.3': ['4.8'],
  'CIS-1.4': ['4.8'],
  'CIS-1.5': ['4.8'],
  'CIS-2.0': ['4.8'],
  'CIS-3.0': ['4.8'],
  'CIS-4.0.1': ['4.8'],
  'CIS-5.0': ['4.8'],
  'CIS-6.0': ['5.8'],
  'CIS-7.0': ['5.8'],
  ...serviceAlarm,
  'ISO-27001-2022': ['A.8.15', 'A.8.16'],
} as const;
