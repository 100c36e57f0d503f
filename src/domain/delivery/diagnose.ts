import type { Cause, UnknownDetail } from '../../core/finding.ts';
import { attempt } from '../../core/three-valued.ts';
import { UNKNOWN_REGIONS, UnknownRead } from '../../core/unknown.ts';
import { unknownDetail } from '../../core/unknown-detail.ts';
import { catalogue } from './catalogue.ts';
import type { CauseDefinition, Found } from './cause.ts';
import { type Channel, channels, isConfigured } from './channel.ts';
import type { StatusInput, TrailInput } from './inputs.ts';
import { type Site, siteMaker } from './site.ts';
import { channelTrouble, type Patience, readChannel, type Trouble } from './status.ts';

/** A cause that holds at a site, with what a person needs to see it in the document and to mend it. */
export interface DiagnosedCause extends Cause {
  readonly confidence: 'certain' | 'likely';
  readonly blocks: boolean;
  readonly repair: string;
  /** False where AWS reports a code that this cause does not show as. */
  readonly fits: boolean;
  readonly element?: string;
  readonly value?: string;
  readonly wanted?: string;
}

/** What AWS says of the last attempt. */
export type Reported =
  | { readonly state: 'error'; readonly error: string; readonly at?: string; readonly trouble: Trouble }
  /** No error, and nothing arrives: the last delivery is too old, or there was none. */
  | { readonly state: 'silent'; readonly at?: string; readonly trouble: Trouble }
  /** ISO 8601: the last success. */
  | { readonly state: 'fine'; readonly at?: string }
  | { readonly state: 'unknown'; readonly unknown: UnknownDetail };

export const cases = ['explained', 'unexplained', 'predicted', 'unknown', 'well'] as const;
/**
 * `explained`: AWS reports a failure, and the configuration tells why. `unexplained`: it reports one, and all that could be read is
 * right. `predicted`: it reports none yet, and the next delivery is refused. `unknown`: evidence is out of reach that would
 * decide. `well`: nothing is reported, and the next delivery is let through.
 */
export type Case = (typeof cases)[number];

/** What the configuration implies for the next delivery. */
export type Implied = 'allowed' | 'refused' | 'likely-refused' | 'unknown';

export interface SiteDiagnosis {
  readonly account: string;
  readonly region: string;
  readonly channel: Channel;
  readonly case: Case;
  readonly reported: Reported;
  readonly implied: Implied;
  /** Complete, ordered by what blocks first. */
  readonly causes: readonly DiagnosedCause[];
  /** What stops no delivery today: noted, never a failure. */
  readonly remarks: readonly DiagnosedCause[];
  /** What could not be read and would matter, each path once. */
  readonly unknowns: readonly UnknownDetail[];
}

export interface DiagnoseOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly patience: Patience;
  readonly channels?: readonly Channel[];
}

/**
 * Every delivery of a trail: what AWS reports beside what the configuration implies. Regions where the trail is stopped are left out.
 * Never throws `UnknownRead`, except where the trail's own settings are unknown: then nothing can be said at all.
 */
export function diagnoseTrail(trail: TrailInput, options: DiagnoseOptions): SiteDiagnosis[] {
  const makeSite = siteMaker(trail, options.now);
  const asked = (options.channels ?? channels).filter((channel) => isConfigured(channel, trail.configuration));
  const found: SiteDiagnosis[] = [];
  for (const account of Object.keys(trail.status)) {
    const regions = attempt(() => Object.keys(trail.status[account]!));
    // An account whose regions could not be read still stands in the answer.
    for (const region of regions instanceof UnknownRead ? [UNKNOWN_REGIONS] : regions) {
      const status = attempt(() => trail.status[account]![region]!);
      for (const channel of asked) {
        if (!isAtWork(status, channel)) continue;
        found.push(diagnoseSite(makeSite(account, region, channel), status, options));
      }
    }
  }
  return found;
}

/** A region where the trail is stopped sends nothing; an error that AWS still tells of it counts. */
function isAtWork(status: StatusInput | UnknownRead, channel: Channel): boolean {
  return status instanceof UnknownRead || status.isLogging || readChannel(channel, status).error !== undefined;
}

/** One delivery. `status` is what AWS tells, or the unknown that stands for it. */
export function diagnoseSite(site: Site, status: StatusInput | UnknownRead, options: DiagnoseOptions): SiteDiagnosis {
  const reported = reportedOf(site, status, options);
  const isFailing = isFailure(reported);
  const causes: DiagnosedCause[] = [];
  const remarks: DiagnosedCause[] = [];
  const unknowns = new Map<string, UnknownDetail>();
  for (const definition of catalogue) {
    if (!definition.channels.includes(site.channel)) continue;
    const answer = attempt(() => definition.find(site));
    if (answer instanceof UnknownRead) {
      if (mattersUnknown(definition, reported)) unknowns.set(answer.path, unknownDetail(answer));
      continue;
    }
    for (const found of answer) {
      const cause = causeOf(definition, found, site.channel, reported);
      // A likely cause explains an error that looks like it. Where AWS reports that deliveries arrive, they arrive.
      const counts = cause.blocks && (cause.confidence === 'certain' || (isFailing && cause.fits));
      (counts ? causes : remarks).push(cause);
    }
  }
  const ranked = causes.toSorted((a, b) => Number(a.confidence === 'likely') - Number(b.confidence === 'likely'));
  const { account, region, channel } = site;
  const open = [...unknowns.values()];
  const implied = impliedBy(ranked, open);
  return {
    account,
    region,
    channel,
    case: caseOf(reported, ranked, open),
    reported,
    implied,
    causes: ranked,
    remarks,
    unknowns: open,
  };
}

/** What could only be a remark, or only explain an error that nobody reports, changes nothing by being unknown. */
function mattersUnknown({ id, blocks, confidence, symptoms }: CauseDefinition, reported: Reported): boolean {
  if (!blocks) return id === 'KMS-XACCT';
  return confidence === 'certain' || (isFailure(reported) && isSymptom(symptoms, reported));
}

const isFailure = ({ state }: Reported): boolean => state === 'error' || state === 'silent';

function reportedOf(
  { trail, channel, account, region }: Site,
  status: StatusInput | UnknownRead,
  options: DiagnoseOptions,
): Reported {
  if (status instanceof UnknownRead) return { state: 'unknown', unknown: unknownDetail(status) };
  const told = attempt((): Reported => {
    const { deliveredAt } = readChannel(channel, status);
    const at = deliveredAt === undefined ? {} : { at: new Date(deliveredAt).toISOString() };
    const isHome = region === trail.configuration.homeRegion;
    const { now, patience } = options;
    const trouble = channelTrouble(channel, status, { isHome, now, patience, path: `status.${account}.${region}` });
    if (trouble === undefined) return { state: 'fine', ...at };
    return trouble.kind === 'error'
      ? { state: 'error', error: trouble.code, ...at, trouble }
      : { state: 'silent', ...at, trouble };
  });
  return told instanceof UnknownRead ? { state: 'unknown', unknown: unknownDetail(told) } : told;
}

function causeOf(definition: CauseDefinition, found: Found, channel: Channel, reported: Reported): DiagnosedCause {
  const { id, symptoms, blocks, repair } = definition;
  const { confidence = definition.confidence, ...rest } = found;
  const fits = isSymptom(symptoms, reported);
  return { id, channel, ...rest, confidence, blocks, repair, fits };
}

/** Silence may have any cause; an error has those that show as its code. */
function isSymptom(symptoms: readonly string[], reported: Reported): boolean {
  return reported.state !== 'error' || symptoms.includes(reported.error);
}

function impliedBy(causes: readonly DiagnosedCause[], unknowns: readonly UnknownDetail[]): Implied {
  if (causes.some(({ confidence }) => confidence === 'certain')) return 'refused';
  if (unknowns.length > 0) return 'unknown';
  return causes.length > 0 ? 'likely-refused' : 'allowed';
}

function caseOf(reported: Reported, causes: readonly DiagnosedCause[], unknowns: readonly UnknownDetail[]): Case {
  const isCertain = causes.some(({ confidence }) => confidence === 'certain');
  if (isFailure(reported)) {
    if (causes.length > 0) return 'explained';
    return unknowns.length > 0 ? 'unknown' : 'unexplained';
  }
  // Where nobody knows whether the trail is at work, nobody knows that there will be a next delivery.
  if (reported.state === 'unknown') return 'unknown';
  if (isCertain) return 'predicted';
  return unknowns.length > 0 ? 'unknown' : 'well';
}
