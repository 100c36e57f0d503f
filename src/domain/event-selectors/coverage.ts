import { toAdvanced } from './advanced.ts';
import type { AdvancedSelector, EventSelectors } from './model.ts';
import { describeUnrecorded, patternText, valueSetText } from './describe-unrecorded.ts';
import type { EventClass, Unrecorded } from './unrecorded.ts';
import { unrecorded } from './unrecorded.ts';
import type { ValueClass } from './value-classes.ts';
import type { ValueSet } from './value-set.ts';
import { valueSet, valueSetHas } from './value-set.ts';

/**
 * What several trails and event data stores record together, by meaning: unions, exclusions and operators are worked
 * out exactly (see `unrecorded.ts`), names and spelling play no part. Which trail is active, and where, is for the
 * caller: pass the selectors of those that count.
 */

/** `undetermined`: selectors beyond what AWS allows, whose comparison would take unbounded time. */
export type Coverage<Partial> = 'all' | 'none' | 'undetermined' | Partial;

export type PartialSources = {
  /** Event sources of which nobody records anything, by name. */
  readonly exceptSources: readonly string[];
  /** Set when only these sources are recorded, wholly or in part. */
  readonly onlySources?: readonly string[];
  /** Everything else that nobody records, one phrase each: `events with eventName "HeadBucket"`. */
  readonly narrowed: readonly string[];
};

export type PartialResources = {
  /** The resources of which every event is recorded: all `except` some, or `only` some. */
  readonly resources: ValueSet;
  /** What is missing for resources of which some events are recorded and some are not, one phrase each. */
  readonly narrowed: readonly string[];
};

export type Halves<Half> = { readonly read: Half; readonly write: Half };
export type SourceCoverage = Coverage<PartialSources>;
export type ResourceCoverage = Coverage<PartialResources>;

/** Which management events the selectors record together. */
export function managementCoverage(selectors: readonly EventSelectors[]): Halves<SourceCoverage> {
  const advanced = selectors.flatMap(toAdvanced);
  return { read: managementHalf(advanced, true), write: managementHalf(advanced, false) };
}

function managementHalf(selectors: readonly AdvancedSelector[], readOnly: boolean): SourceCoverage {
  return bySource(
    unrecorded(selectors, { eventCategory: 'Management', readOnly, primary: 'eventSource', domains: {} }),
  );
}

/** Which network activity events (calls through VPC endpoints) the selectors record together. They are opt-in by source. */
export function networkActivityCoverage(selectors: readonly EventSelectors[]): SourceCoverage {
  const advanced = selectors.flatMap(toAdvanced);
  return bySource(unrecorded(advanced, { eventCategory: 'NetworkActivity', primary: 'eventSource', domains: {} }));
}

export type DataQuestion = {
  /** The partition of the account asked about. Selectors written for another one record nothing here. Default: aws. */
  readonly partition?: string;
  /** Ask only about resources whose ARN begins so, for example one bucket: `arn:aws:s3:::my-bucket/`. */
  readonly within?: string;
};

/** Which data events on one resource type (`AWS::S3::Object`) the selectors record together. */
export function dataCoverage(
  selectors: readonly EventSelectors[],
  resourceType: string,
  question: DataQuestion = {},
): Halves<ResourceCoverage> {
  const advanced = selectors.flatMap(toAdvanced);
  return {
    read: dataHalf(advanced, resourceType, true, question),
    write: dataHalf(advanced, resourceType, false, question),
  };
}

function dataHalf(
  selectors: readonly AdvancedSelector[],
  resourceType: string,
  readOnly: boolean,
  question: DataQuestion,
): ResourceCoverage {
  const eventClass = dataClass(resourceType, readOnly, question);
  return byResource(unrecorded(selectors, eventClass));
}

function dataClass(resourceType: string, readOnly: boolean, question: DataQuestion): EventClass {
  const service = services[resourceType];
  const home = `arn:${question.partition ?? 'aws'}:${service?.arn ?? ''}`;
  return {
    eventCategory: 'Data',
    readOnly,
    resourceType,
    primary: 'resources.ARN',
    domains: {
      'resources.ARN': { prefix: question.within ?? home, optional: false },
      eventSource: { prefix: '', optional: false, ...(service === undefined ? {} : { values: [service.source] }) },
    },
  };
}

/** Where the ARNs of a type begin and which service writes its events, for the types whose answer depends on it. */
const services: Readonly<Record<string, { arn: string; source: string }>> = {
  'AWS::S3::Object': { arn: 's3:::', source: 's3.amazonaws.com' },
  'AWS::Lambda::Function': { arn: 'lambda:', source: 'lambda.amazonaws.com' },
  'AWS::DynamoDB::Table': { arn: 'dynamodb:', source: 'dynamodb.amazonaws.com' },
};

/** Whether the answer of `dataCoverage` says that every event of the half is recorded for one resource. */
export function coversResource(coverage: ResourceCoverage, arn: string): boolean {
  return typeof coverage === 'string' ? coverage === 'all' : valueSetHas(coverage.resources, arn);
}

/** Resource types that data-event selectors name, sorted. */
export function resourceTypesConfigured(selectors: EventSelectors): string[] {
  const types = new Set<string>();
  for (const selector of toAdvanced(selectors)) {
    for (const field of selector.fieldSelectors) {
      if (field.field !== 'resources.type') continue;
      for (const type of field.equals ?? []) types.add(type);
    }
  }
  return [...types].sort();
}

function bySource(tree: Unrecorded | undefined): SourceCoverage {
  if (tree === undefined) return 'undetermined';
  if (tree.kind !== 'split') return wholly(tree);
  if (tree.field !== 'eventSource') return { exceptSources: [], narrowed: describeUnrecorded(tree) };
  const missing = valueSet(membersOf(tree, 'everything'), tree.classes, tree.root);
  const narrowed = describeUnrecorded(partlyRecorded(tree));
  if (missing.kind === 'except') {
    const inside: ValueSet = { kind: 'only', patterns: missing.unless, unless: [] };
    const left = missing.unless.length > 0 ? [`events with ${valueSetText('eventSource', inside)}`] : [];
    return { exceptSources: [], onlySources: missing.patterns.map(patternText), narrowed: [...left, ...narrowed] };
  }
  const named = missing.patterns.flatMap((pattern) => pattern.equals ?? []);
  const patterns = missing.patterns.filter((pattern) => pattern.equals === undefined);
  if (patterns.length === 0) return { exceptSources: named, narrowed };
  const phrase = `events with ${valueSetText('eventSource', { ...missing, patterns })}`;
  return { exceptSources: named, narrowed: [phrase, ...narrowed] };
}

function byResource(tree: Unrecorded | undefined): ResourceCoverage {
  if (tree === undefined) return 'undetermined';
  if (tree.kind !== 'split') return wholly(tree);
  if (tree.field !== 'resources.ARN') {
    return { resources: { kind: 'only', patterns: [], unless: [] }, narrowed: describeUnrecorded(tree) };
  }
  const resources = valueSet(membersOf(tree, 'nothing'), tree.classes, tree.root);
  // Where no resource is recorded in full, only all that is missing tells what is left.
  const isNoneInFull = resources.kind === 'only' && resources.patterns.length === 0;
  return { resources, narrowed: describeUnrecorded(isNoneInFull ? tree : partlyRecorded(tree)) };
}

type Split = Extract<Unrecorded, { kind: 'split' }>;

function wholly(tree: Exclude<Unrecorded, Split>): 'all' | 'none' {
  return tree.kind === 'nothing' ? 'all' : 'none';
}

function membersOf(tree: Split, kind: Unrecorded['kind']): ReadonlySet<ValueClass> {
  return tree.branches.find((branch) => branch.rest.kind === kind)?.members ?? new Set();
}

function partlyRecorded(tree: Split): Split {
  return { ...tree, branches: tree.branches.filter((branch) => branch.rest.kind === 'split') };
}
