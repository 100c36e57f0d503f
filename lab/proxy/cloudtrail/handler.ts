import type { Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import {
  createEventDataStore,
  deleteEventDataStore,
  getEventDataStore,
  listEventDataStores,
  updateEventDataStore,
} from './event-data-stores.ts';
import { listPublicKeys, lookupEvents } from './history.ts';
import {
  getEventConfiguration,
  getEventSelectors,
  getInsightSelectors,
  putEventConfiguration,
  putEventSelectors,
  putInsightSelectors,
} from './selectors.ts';
import { getTrailStatus } from './status.ts';
import { addTags, listTags, removeTags } from './tags.ts';
import {
  createTrail,
  deleteTrail,
  describeTrails,
  getTrail,
  listTrails,
  startLogging,
  stopLogging,
  updateTrail,
} from './trails.ts';

const OPERATIONS: Readonly<Record<string, Handler>> = {
  AddTags: addTags,
  CreateEventDataStore: createEventDataStore,
  CreateTrail: createTrail,
  DeleteEventDataStore: deleteEventDataStore,
  DeleteTrail: deleteTrail,
  DescribeTrails: describeTrails,
  GetEventConfiguration: getEventConfiguration,
  GetEventDataStore: getEventDataStore,
  GetEventSelectors: getEventSelectors,
  GetInsightSelectors: getInsightSelectors,
  GetResourcePolicy: (call) => {
    throw new AwsError('ResourcePolicyNotFoundException', `No resource policy on ${call.resource ?? 'the resource'}.`);
  },
  GetTrail: getTrail,
  GetTrailStatus: getTrailStatus,
  ListChannels: () => jsonAnswer({ Channels: [] }),
  ListEventDataStores: listEventDataStores,
  ListPublicKeys: listPublicKeys,
  ListTags: listTags,
  ListTrails: listTrails,
  LookupEvents: lookupEvents,
  PutEventConfiguration: putEventConfiguration,
  PutEventSelectors: putEventSelectors,
  PutInsightSelectors: putInsightSelectors,
  RemoveTags: removeTags,
  StartLogging: startLogging,
  StopLogging: stopLogging,
  UpdateEventDataStore: updateEventDataStore,
  UpdateTrail: updateTrail,
};

/**
 * CloudTrail is the proxy's own: moto knows 16 of its 60 operations and answers most of those otherwise than AWS
 * (no shadow trails, no default selectors, no delivery errors). An operation that is not here goes to moto.
 */
export const cloudtrail: Handler = (call, context) => OPERATIONS[call.operation]?.(call, context);
