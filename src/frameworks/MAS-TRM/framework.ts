import { defineFramework } from '../framework.ts';

/** Membership only: no source maps rules to its paragraphs. AWS Config conformance packs and the Conformity catalogue name the rules. */
export const framework = defineFramework({
  id: 'MAS-TRM',
  name: 'MAS Technology Risk Management Guidelines',
  version: '2021',
  publisher: 'Monetary Authority of Singapore',
  url: 'https://www.mas.gov.sg/regulation/guidelines/technology-risk-management-guidelines',
  controls: {
    member: 'Checked for the guidelines without a paragraph of its own',
  },
});
