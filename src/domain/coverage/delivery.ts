import type { Cause, UnknownDetail } from '#src/core/finding.ts';
import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { causesOf } from '../delivery/collect-causes.ts';
import { diagnoseSite, type DiagnoseOptions, type SiteDiagnosis } from '../delivery/diagnose.ts';
import type { LogFileInput, TrailInput } from '../delivery/inputs.ts';
import { siteMaker } from '../delivery/site.ts';

/** Whether a trail's log files of a region arrive: what AWS reports beside what the configuration implies. */
export interface Delivery {
  /**
   * `failing`: AWS reports an error. `late`: it reports none, and nothing arrives. `predicted`: all is well so far, and the next
   * delivery is refused. `not-yet`: nothing was delivered so far, which may be right. `unknown`: the status could not be read.
   */
  readonly state: 'delivered' | 'not-yet' | 'failing' | 'late' | 'predicted' | 'unknown';
  /** AWS's error code. */
  readonly error?: string;
  /** ISO 8601: the last success. */
  readonly at?: string;
  /** Why, by the diagnosis: what blocks first stands first. */
  readonly causes?: readonly Cause[];
  /** What could not be read of the status. */
  readonly unknown?: UnknownDetail;
  /** What could not be read of the configuration, and might tell of a refusal. It changes no state. */
  readonly open?: readonly UnknownDetail[];
}

/** Answers whether the log files that a trail makes of an account's events in a region arrive. */
export type Deliveries = (account: string, region: string) => Delivery;

/** The deliveries of one trail, by the diagnosis that CT-011 uses: documents are read once, whatever number of regions is asked about. */
export function trailDeliveries(trail: LogFileInput, options: DiagnoseOptions): Deliveries {
  const siteAt = siteMaker(trail as TrailInput, options.now);
  return (account, region) => {
    const status = attempt(() => trail.status[account]![region]!);
    const site = attempt(() => diagnoseSite(siteAt(account, region, 's3'), status, options));
    return site instanceof UnknownRead ? { state: 'unknown', unknown: unknownDetail(site) } : toDelivery(site);
  };
}

function toDelivery(site: SiteDiagnosis): Delivery {
  const { reported, unknowns } = site;
  const causes = causesOf([site]);
  const told = {
    ...('at' in reported && reported.at !== undefined ? { at: reported.at } : {}),
    ...(causes.length === 0 ? {} : { causes }),
    ...(unknowns.length === 0 ? {} : { open: unknowns }),
  };
  if (reported.state === 'error') return { state: 'failing', error: reported.error, ...told };
  if (reported.state === 'silent') return { state: 'late', ...told };
  if (site.case === 'predicted') return { state: 'predicted', ...told };
  if (reported.state === 'unknown') return { state: 'unknown', unknown: reported.unknown, ...told };
  return { state: reported.at === undefined ? 'not-yet' : 'delivered', ...told };
}
