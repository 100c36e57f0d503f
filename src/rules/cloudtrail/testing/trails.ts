import { eventDataStore } from '#src/assets/event-data-store/model.ts';
import { trail, type TrailConfiguration } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { AssetRecord } from '#src/core/world.ts';
import { ACCOUNT, HOME, healthyFacts, healthyStatus, ids } from '#src/testing/healthy.ts';
import { asset, type SomeFacts } from '#src/testing/world.ts';

/** Worlds of these tests have one account in two regions; a trail beside the healthy one is written in one line. */

export const denied = (action: string): Unknown => new Unknown('access-denied', 'denied', action);
/** The hole that a region leaves in the list of trails when it alone denies it. */
export const unlisted = (region: string): Unknown =>
  new Unknown('access-denied', 'denied', 'cloudtrail:DescribeTrails', region);
export const statusDenied = denied('cloudtrail:GetTrailStatus');

export const trailArn = (name: string, region = HOME, owner = ACCOUNT): string =>
  `arn:aws:cloudtrail:${region}:${owner}:trail/${name}`;

type TrailFacts = SomeFacts<typeof trail>;

/** The healthy trail's settings with some changed. */
export const settings = (changes: Partial<TrailConfiguration>): TrailConfiguration => ({
  ...healthyFacts.trail.configuration,
  ...changes,
});

type Another = { region?: string; owner?: string; settings?: Partial<TrailConfiguration> } & TrailFacts;

/** A second trail: all that is not said is as on the healthy one. */
export function anotherTrail(
  name: string,
  { region = HOME, owner = ACCOUNT, settings: changes = {}, ...facts }: Another = {},
): AssetRecord {
  const identity = { id: trailArn(name, region, owner), name, account: owner, region };
  const configuration = settings({ homeRegion: region, ...changes });
  const regions = configuration.isMultiRegion ? ['eu-west-1', 'us-east-1'] : [region];
  const status = { [ACCOUNT]: Object.fromEntries(regions.map((name) => [name, healthyStatus])) };
  return asset(trail, identity, { ...healthyFacts.trail, configuration, status, ...facts });
}

/** Makes the account see these trails and no others. */
export const sees = (...arns: (string | Unknown)[]) => ({ trailArns: arns });

export const mainTrail = ids.trail.id;

/** The healthy trail's status: stopped, or in some state, in the regions named. */
export function statusIn(states: Readonly<Record<string, boolean | Unknown>>) {
  const regions = Object.entries(states).map(([region, state]) => [
    region,
    state instanceof Unknown ? state : { ...healthyStatus, isLogging: state },
  ]);
  return { [ACCOUNT]: Object.fromEntries(regions) };
}

export const stoppedEverywhere = statusIn({ 'eu-west-1': false, 'us-east-1': false });

type Field = {
  field: string;
  equals?: string[];
  notEquals?: string[];
  startsWith?: string[];
  notStartsWith?: string[];
};

/** Advanced selectors on management events narrowed by these fields. */
export const management = (...fields: Field[]) => ({
  advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...fields] }],
});

/** Advanced selectors on data events of one type narrowed by these fields. */
export const data = (type: string, ...fields: Field[]) => ({
  advanced: [
    {
      fieldSelectors: [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: [type] },
        ...fields,
      ],
    },
  ],
});

export const readsOnly: Field = { field: 'readOnly', equals: ['true'] };
export const writesOnly: Field = { field: 'readOnly', equals: ['false'] };

export const storeArn = (region = HOME): string => `arn:aws:cloudtrail:${region}:${ACCOUNT}:eventdatastore/11112222`;

/** An event data store that records all management events and all S3 data events. */
export function store(
  changes: Partial<SomeFacts<typeof eventDataStore>['configuration'] & object> = {},
  region = HOME,
): AssetRecord {
  const identity = { id: storeArn(region), name: '11112222', account: ACCOUNT, region };
  return asset(eventDataStore, identity, {
    configuration: {
      name: 'lake',
      status: 'ENABLED',
      multiRegion: true,
      organization: false,
      retentionDays: 2557,
      terminationProtection: true,
      selectors: [...management().advanced, ...data('AWS::S3::Object').advanced],
      ...changes,
    },
  });
}
