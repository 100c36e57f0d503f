import { type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { partitionOf } from './destinations.ts';
import type { EventDataStore } from './state.ts';

/** CreateEventDataStore's defaults. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html */
const DEFAULTS = {
  MultiRegionEnabled: true,
  OrganizationEnabled: false,
  RetentionPeriod: 366,
  TerminationProtectionEnabled: true,
  BillingMode: 'EXTENDABLE_RETENTION_PRICING',
  AdvancedEventSelectors: [
    { Name: 'Default management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
  ],
} as const;

const SETTINGS = [
  'Name', 'MultiRegionEnabled', 'OrganizationEnabled', 'RetentionPeriod', 'TerminationProtectionEnabled',
  'BillingMode', 'AdvancedEventSelectors', 'KmsKeyId',
] as const; // prettier-ignore

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

function settingsOf(call: Call): Record<string, unknown> {
  const given = SETTINGS.filter((name) => call.params[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, call.params[name]]));
}

function find(call: Call, context: Context): EventDataStore {
  const name = text(call, 'EventDataStore') ?? '';
  const stores = [...context.state.cloudtrail.eventDataStores.values()];
  const store = stores.find((one) => one.arn === name || one.arn.endsWith(`/${name}`));
  if (store !== undefined && store.account === call.account && store.region === call.region) return store;
  throw new AwsError('EventDataStoreNotFoundException', `Event data store ${name} was not found.`);
}

/** Adds an event data store without a call, for tests that need a state which the API does not give. */
export function addEventDataStore(
  context: Context,
  account: string,
  region: string,
  values: Readonly<Record<string, unknown>>,
): EventDataStore {
  // Counted, so that two labs built alike look alike.
  const id = `00000000-0000-4000-8000-${String(context.state.cloudtrail.eventDataStores.size + 1).padStart(12, '0')}`;
  const arn = `arn:${partitionOf(region)}:cloudtrail:${region}:${account}:eventdatastore/${id}`;
  const now = seconds(context.now());
  const full = {
    EventDataStoreArn: arn,
    Status: 'ENABLED',
    ...DEFAULTS,
    CreatedTimestamp: now,
    UpdatedTimestamp: now,
    ...values,
  };
  const store: EventDataStore = { arn, account, region, values: full };
  context.state.cloudtrail.eventDataStores.set(arn, store);
  return store;
}

export const createEventDataStore: Handler = (call, context) =>
  jsonAnswer(addEventDataStore(context, call.account, call.region, settingsOf(call)).values);

export const getEventDataStore: Handler = (call, context) => jsonAnswer(find(call, context).values);

export const listEventDataStores: Handler = (call, context) => {
  const stores = [...context.state.cloudtrail.eventDataStores.values()];
  const own = stores.filter((store) => store.account === call.account && store.region === call.region);
  // AWS lists names and ARNs only; everything else must be asked one by one.
  return jsonAnswer({
    EventDataStores: own.map(({ arn, values }) => ({ EventDataStoreArn: arn, Name: values['Name'] })),
  });
};

export const updateEventDataStore: Handler = (call, context) => {
  const store = find(call, context);
  store.values = { ...store.values, ...settingsOf(call), UpdatedTimestamp: seconds(context.now()) };
  return jsonAnswer(store.values);
};

export const deleteEventDataStore: Handler = (call, context) => {
  const store = find(call, context);
  if (store.values['TerminationProtectionEnabled'] === true) {
    throw new AwsError(
      'EventDataStoreTerminationProtectedException',
      'The event data store cannot be deleted because termination protection is enabled for it.',
    );
  }
  store.values = { ...store.values, Status: 'PENDING_DELETION' };
  return jsonAnswer({});
};
