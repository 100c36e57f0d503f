/**
 * Controls that alarms on the trail speak to. One place, since most hold for all: somebody is told of what the log
 * says. Other tools map the same checks to these; where they name parts of a control (`AU-6(1)`, `SI-4(12)`) it is the
 * control, and AWS Well-Architected is named in the edition of `frameworks`: what older ones call SEC04-BP04, alerts
 * that people can act on, is REL06-BP03 there.
 */
export const ownAlarm = {
  'NIST-800-53-r4': ['AU-6(1)', 'SI-4'],
  'NIST-800-53-r5': ['AU-6', 'SI-4'],
  'AWS-Well-Architected': ['REL06-BP03'],
} as const;

/** Alarms that Conformity has too: its lists are the source of membership in these two. */
export const knownAlarm = { ...ownAlarm, 'APRA-CPG-234': ['member'], 'MAS-TRM': ['member'] } as const;

/** Alarms of the benchmark, but that on AWS Organizations, which other tools map to less. */
const benchmarkAlarm = {
  ...knownAlarm,
  'PCI-DSS-4.0': ['10.4.1.1'],
  GDPR: ['Art. 25'],
  'ISO-27001-2013': ['A.12.4'],
} as const;

/** What people do with accounts and permissions. */
export const identityAlarm = { ...benchmarkAlarm, 'NIST-CSF-2.0': ['DE.CM-03', 'DE.AE-02', 'DE.AE-03'] } as const;

/** What is done to services that log and protect. */
export const serviceAlarm = { ...benchmarkAlarm, 'NIST-CSF-2.0': ['DE.CM-09', 'DE.AE-02', 'DE.AE-03'] } as const;

export const networkAlarm = {
  ...benchmarkAlarm,
  'NIST-800-53-r4': ['AU-6(1)', 'AU-6(3)', 'CA-7', 'SI-4'],
  'NIST-800-53-r5': ['AU-6', 'CA-7', 'SI-4'],
  'NIST-CSF-2.0': ['DE.CM-01'],
  HIPAA: ['164.308(a)(6)(i)'],
  'SOC-2': ['CC7.2', 'CC7.3'],
  'FedRAMP-Moderate-r4': ['AU-6(1)', 'AU-6(3)', 'CA-7', 'SI-4'],
} as const;
