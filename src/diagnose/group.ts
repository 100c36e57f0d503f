import { nextStep } from '#src/domain/delivery/advice.ts';
import { channels } from '#src/domain/delivery/channel.ts';
import { causeName } from '#src/domain/delivery/collect-causes.ts';
import { cases, type SiteDiagnosis } from '#src/domain/delivery/diagnose.ts';
import type { Place, Verdict } from './report.ts';

/** Brings together the places of one channel that a person would be told the same about. */
export function groupSites(sites: readonly SiteDiagnosis[]): Verdict[] {
  const groups = new Map<string, { first: SiteDiagnosis; places: Place[] }>();
  for (const site of sites) {
    const name = groupName(site);
    const group = groups.get(name) ?? { first: site, places: [] };
    groups.set(name, group);
    group.places.push({ account: site.account, region: site.region, reported: site.reported });
  }
  const verdicts = [...groups.values()].map(({ first, places }): Verdict => {
    const { channel, case: which, implied, causes, remarks, unknowns } = first;
    const next = nextStep(first);
    return {
      channel,
      case: which,
      implied,
      places,
      causes,
      remarks,
      unknowns,
      ...(next === undefined ? {} : { next }),
    };
  });
  return verdicts.toSorted(
    (a, b) =>
      channels.indexOf(a.channel) - channels.indexOf(b.channel) || cases.indexOf(a.case) - cases.indexOf(b.case),
  );
}

function groupName({ channel, case: which, implied, reported, causes, remarks, unknowns }: SiteDiagnosis): string {
  const told = reported.state === 'error' ? reported.error : reported.state;
  return [
    channel,
    which,
    implied,
    told,
    ...causes.map(causeName),
    '-',
    ...remarks.map(causeName),
    '-',
    ...unknowns.map(({ path, reason }) => `${path} ${reason}`),
  ].join('\n');
}
