import { defineFramework } from '../framework.ts';

/** Membership only: no source maps rules to its paragraphs. AWS Config conformance packs and the Conformity catalogue name the rules. */
export const framework = defineFramework({
  id: 'APRA-CPG-234',
  name: 'APRA Prudential Practice Guide CPG 234 Information Security',
  version: '2019',
  publisher: 'Australian Prudential Regulation Authority',
  url: 'https://www.apra.gov.au/information-security',
  controls: {
    member: 'Checked for CPG 234 without a paragraph of its own',
  },
});
