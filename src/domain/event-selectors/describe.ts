import type { Coverage, Halves, PartialResources, PartialSources } from './coverage.ts';
import { dataCoverage, managementCoverage, networkActivityCoverage, resourceTypesConfigured } from './coverage.ts';
import { patternText } from './describe-unrecorded.ts';
import type { EventSelectors } from './model.ts';

/** One sentence for people: what a trail with these selectors records, by meaning. `partition` as in `dataCoverage`. */
export function describe(selectors: EventSelectors, partition = 'aws'): string {
  const parts = [
    halves('management events', managementCoverage([selectors]), sources),
    ...resourceTypesConfigured(selectors).map((type) =>
      halves(`data events on ${type}`, dataCoverage([selectors], type, { partition }), resources),
    ),
    half('network activity events', networkActivityCoverage([selectors]), sources),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'Records nothing.' : `Records ${parts.join('; ')}.`;
}

type Details<Part> = (part: Part) => string;

function halves<Part extends object>(
  name: string,
  { read, write }: Halves<Coverage<Part>>,
  details: Details<Part>,
): string | undefined {
  const both = half(name, read, details);
  if (both === half(name, write, details)) return both;
  const parts = [half(`read ${name}`, read, details), half(`write ${name}`, write, details)];
  const told = parts.filter((part) => part !== undefined);
  return told.length > 0 ? told.join('; ') : undefined;
}

function half<Part extends object>(name: string, coverage: Coverage<Part>, details: Details<Part>): string | undefined {
  if (coverage === 'none') return undefined;
  if (coverage === 'all') return `all ${name}`;
  if (coverage === 'undetermined') return `${name} in a way too complex to tell`;
  return `${name} ${details(coverage)}`;
}

function sources(coverage: PartialSources): string {
  const names = coverage.onlySources === undefined ? [] : [`only of ${coverage.onlySources.join(', ')}`];
  const missing = [...coverage.exceptSources.map((source) => `those of ${source}`), ...coverage.narrowed];
  return [...names, ...(missing.length > 0 ? [`except ${missing.join(', ')}`] : [])].join(', ');
}

function resources(coverage: PartialResources): string {
  const { kind, patterns, unless } = coverage.resources;
  const listed = patterns.map(patternText).join(', ');
  const inside = unless.length > 0 ? ` (but not ${unless.map(patternText).join(', ')})` : '';
  const names = patterns.length > 0 ? [`${kind} ${listed}${inside}`] : ['in part'];
  return [...names, ...(coverage.narrowed.length > 0 ? [`without ${coverage.narrowed.join(', ')}`] : [])].join(', ');
}
