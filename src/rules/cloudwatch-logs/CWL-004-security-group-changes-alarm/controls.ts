import { networkAlarm } from '../alarm-controls.ts';

/** Only controls that the frameworks here hold; CIS by its own numbers. */
export const controls = {
  'CIS-1.2': ['3.10'],
  'CIS-1.3': ['4.10'],
  'CIS-1.4': ['4.10'],
  'CIS-1.5': ['4.10'],
  'CIS-2.0': ['4.10'],
  'CIS-3.0': ['4.10'],
  'CIS-4.0.1': ['4.10'],
  'CIS-5.0': ['4.10'],
  'CIS-6.0': ['5.10'],
  'CIS-7.0': ['5.10'],
  ...networkAlarm,
  'ISO-27001-2022': ['A.8.15', 'A.8.16'],
} as const;
