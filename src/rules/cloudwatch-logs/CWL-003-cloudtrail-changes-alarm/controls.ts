import { serviceAlarm } from '../alarm-controls.ts';

/** Only controls that the frameworks here hold; CIS by its own numbers. */
export const controls = {
  'CIS-1.2': ['3.5'],
  'CIS-1.3': ['4.5'],
  'CIS-1.4': ['4.5'],
  'CIS-1.5': ['4.5'],
  'CIS-2.0': ['4.5'],
  'CIS-3.0': ['4.5'],
  'CIS-4.0.1': ['4.5'],
  'CIS-5.0': ['4.5'],
  'CIS-6.0': ['5.5'],
  'CIS-7.0': ['5.5'],
  ...serviceAlarm,
  'PCI-DSS-4.0': [...serviceAlarm['PCI-DSS-4.0'], '10.7.1', '10.7.2'],
  'ISO-27001-2022': ['A.8.15', 'A.8.16'],
} as const;
