import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'ISO-27001-2022',
  name: 'ISO/IEC 27001 Annex A',
  version: '2022',
  publisher: 'ISO and IEC',
  url: 'https://www.iso.org/standard/27001',
  controls: {
    'A.8': [
      'Technological controls',
      {
        'A.8.15': 'Logging',
        'A.8.16': 'Monitoring activities',
        'A.8.24': 'Use of cryptography',
      },
    ],
  },
});
