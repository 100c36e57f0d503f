import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'ISO-27001-2013',
  name: 'ISO/IEC 27001 Annex A',
  version: '2013',
  publisher: 'ISO and IEC',
  url: 'https://www.iso.org/standard/54534.html',
  controls: {
    'A.12': [
      'Operations security',
      {
        'A.12.4': 'Logging and monitoring',
      },
    ],
  },
});
