import { createLogGroup } from '../../../../lab/scenarios/steps.ts';
import { labClients } from '../../../../lab/scenarios/clients.ts';
import type { PageCase } from '../../../../tools/pages/page-case.ts';

const REGION = 'eu-west-1';
const NAME = '/audit/events';

/** A log group without filters; the page makes filter, alarm and topic, and its audit shows them. */
export function alarmPage(name: string, withAlarm = true): PageCase {
  return {
    prepare: async (lab, account) => {
      await createLogGroup(labClients(lab, account, REGION), { name: NAME });
      return { LOG_GROUP: NAME, LOG_REGION: REGION, ...(withAlarm ? { EMAIL: 'security@example.com' } : {}) };
    },
    shows: [
      new RegExp(`^${name}\\s.*\\s${name}$`, 'm'),
      ...(withAlarm ? [new RegExp(`^${name}\\s+Sum\\s+300\\s+1`, 'm'), /^email\s+security@example\.com/m] : []),
    ],
  };
}
