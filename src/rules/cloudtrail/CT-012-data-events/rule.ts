import { account } from '#src/assets/account/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { dataEvents } from '#src/domain/coverage/event-class.ts';
import { eventDataStoreRecorders, trailRecorders } from '#src/domain/coverage/recorder.ts';
import { coverageOf, findGaps } from '#src/domain/coverage/recording.ts';
import { gapsText } from './gaps-text.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-012',
  slug: 'data-events',
  title: 'Data events are recorded for all resources, reads and writes, in every enabled region',
  severity: 'low',
  pillars: ['security'],
  aliases: {
    Conformity: ['CT-012'],
    Prowler: [
      'cloudtrail_s3_dataevents_write_enabled',
      'cloudtrail_s3_dataevents_read_enabled',
      'awslambda_function_invoke_api_operations_cloudtrail_logging_enabled',
      // With the types of Bedrock in the setting.
      'cloudtrail_bedrock_logging_enabled',
    ],
    Steampipe: [
      'cloudtrail_s3_object_write_events_audit_enabled',
      'cloudtrail_s3_object_read_events_audit_enabled',
      'cloudtrail_s3_data_events_enabled',
    ],
    CloudSploit: ['cloudtrailDataEvents'],
    ScoutSuite: ['cloudtrail-no-data-logging', 'cloudtrail-partial-data-logging'],
    'Security Hub': ['S3.22', 'S3.23'],
    'AWS Config': [
      'cloudtrail-all-write-s3-data-event-check',
      'cloudtrail-all-read-s3-data-event-check',
      'cloudtrail-s3-dataevents-enabled',
    ],
    ElectricEye: ['CloudTrail.8'],
    'SRA-verify': ['SRA-CLOUDTRAIL-14'],
  },
  controls,
  asset: account,
  reads: {
    partition: true,
    regions: true,
    trails: { configuration: true, status: true, eventSelectors: true },
    recordingEventDataStores: { configuration: true },
  },
  settings: {
    resourceTypes: {
      default: ['AWS::S3::Object'],
      description: 'The resource types whose data events have to be recorded, as advanced event selectors name them.',
    },
  },
  messages: {
    notRecorded: 'No data events on {types} are recorded in any enabled region.',
    incomplete: 'Data events are recorded in part. {gaps}.',
  },
  evaluate({ id, partition, regions, trails, recordingEventDataStores }, { pass, fail, notApplicable }, { settings }) {
    const types = settings.resourceTypes;
    if (types.length === 0) return notApplicable('The settings ask for data events on no resource type.');
    // A trail and an event data store are both records of what happened: either counts.
    const recorders = [...trailRecorders(trails, id), ...eventDataStoreRecorders(recordingEventDataStores)];
    const coverage = coverageOf({ recorders, partition: () => partition });
    const { gaps, pending, tolerated } = findGaps(coverage, regions, types.flatMap(dataEvents));
    if (gaps.length === 0) {
      if (pending) throw pending;
      const but = tolerated.length === 0 ? '' : `, ${tolerated.join('; ')}`;
      return pass(`Data events on ${allOf(types)} are recorded${but}.`);
    }
    const isNothing =
      gaps.length === regions.length * types.length * 2 && gaps.every(({ extent }) => extent.state === 'none');
    if (isNothing) return fail('notRecorded', { types: types.join(', ') });
    const texts = types.map((type) => gapsText(type, gaps, regions.length));
    return fail('incomplete', { gaps: texts.filter((text) => text !== '').join('; ') });
  },
});

const allOf = (types: readonly string[]): string =>
  types.map((type) => (type === 'AWS::S3::Object' ? 'all buckets' : `all resources of ${type}`)).join(', ');
