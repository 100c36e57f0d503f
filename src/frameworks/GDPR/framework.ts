import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'GDPR',
  name: 'General Data Protection Regulation',
  version: 'Regulation (EU) 2016/679',
  publisher: 'European Union',
  url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
  controls: {
    'Art. 25': 'Data protection by design and by default',
    'Art. 30': 'Records of processing activities',
    'Art. 32': 'Security of processing',
  },
});
