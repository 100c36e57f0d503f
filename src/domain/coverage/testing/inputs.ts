import { guard } from '#src/core/guard.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { EventSelectors, FieldSelector } from '../../event-selectors/model.ts';
import { defaultEventSelectors } from '../../event-selectors/model.ts';
import type { ProtectedEventDataStore, ProtectedTrail } from '../protection.ts';

/** Inputs as guarded views give them: reading an unknown throws. */

export const unknown = new Unknown('access-denied', 'denied', 'cloudtrail:GetTrailStatus');

export const management = (...fields: FieldSelector[]): EventSelectors => ({
  advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...fields] }],
});

export interface TrailOptions {
  name?: string;
  isMultiRegion?: boolean;
  includeGlobalServiceEvents?: boolean;
  selectors?: EventSelectors;
  insights?: string[];
  logging?: Record<string, boolean>;
  status?: ProtectedTrail['status'] | 'unknown';
  kmsKeyId?: string;
  keyPrefix?: string;
  bucket?: ProtectedTrail['bucket'] | 'unknown';
}

/** An active trail of account 1, homed in eu-west-1, that sees eu-west-1 and us-east-1. */
export function trail(options: TrailOptions): ProtectedTrail {
  const { name = 'main', isMultiRegion = true, logging = {}, bucket = { lifecycle: undefined } } = options;
  const regions = isMultiRegion ? ['eu-west-1', 'us-east-1'] : ['eu-west-1'];
  const status = regions.map((region) => [region, { isLogging: logging[region] ?? true }]);
  const view = {
    id: `arn:aws:cloudtrail:eu-west-1:1:trail/${name}`,
    name,
    account: '1',
    configuration: {
      homeRegion: 'eu-west-1',
      isMultiRegion,
      isOrganization: false,
      includeGlobalServiceEvents: options.includeGlobalServiceEvents ?? true,
      bucketName: 'logs',
      logFileValidation: true,
      kmsKeyId: options.kmsKeyId,
      keyPrefix: options.keyPrefix,
    },
    status: options.status === 'unknown' ? unknown : (options.status ?? { '1': Object.fromEntries(status) }),
    eventSelectors: options.selectors ?? defaultEventSelectors,
    insightSelectors: (options.insights ?? []).map((type) => ({ type, categories: ['Management'] })),
    bucket: bucket === 'unknown' ? unknown : bucket,
  };
  return guard(view, name) as ProtectedTrail;
}

/** A trail of which nothing could be read. */
export function denied(): ProtectedTrail {
  const view = { id: 'arn:denied', name: 'denied', configuration: unknown, status: unknown, eventSelectors: unknown };
  return guard(view, 'denied') as unknown as ProtectedTrail;
}

export function store(changes: Partial<ProtectedEventDataStore['configuration']>): ProtectedEventDataStore {
  const configuration = {
    status: 'ENABLED',
    multiRegion: true,
    retentionDays: 2557,
    selectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }],
    ...changes,
  };
  return { id: 'arn:store', name: 'store', region: 'eu-west-1', configuration };
}
