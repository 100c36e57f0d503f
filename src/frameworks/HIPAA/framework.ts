import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'HIPAA',
  name: 'HIPAA Security Rule',
  version: '45 CFR Part 164 Subpart C',
  publisher: 'US Department of Health and Human Services',
  url: 'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C',
  controls: {
    '164.308': [
      'Administrative safeguards',
      {
        '164.308(a)(1)(ii)(D)': 'Information system activity is reviewed',
        '164.308(a)(3)(ii)(A)': 'Workforce access is authorized and supervised',
        '164.308(a)(6)(i)': 'There are procedures for security incidents',
        '164.308(a)(6)(ii)': 'Security incidents are identified and answered',
      },
    ],
    '164.312': [
      'Technical safeguards',
      {
        '164.312(a)(2)(iv)': 'Encryption and decryption',
        '164.312(b)': 'Audit controls',
        '164.312(c)(1)': 'Integrity',
        '164.312(c)(2)': 'Information can be shown to be unaltered',
      },
    ],
  },
});
