import { account } from '#src/assets/account/model.ts';
import { bearingOn } from '#src/core/holes.ts';
import { defineRule } from '#src/core/rule.ts';
import { both, select, some } from '#src/core/three-valued.ts';
import { isTrailRecording } from '#src/domain/coverage/recorder.ts';
import { regionNames } from '../region-names.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-001',
  slug: 'cloudtrail-enabled',
  title: 'An active trail records every enabled region, those enabled later included',
  severity: 'high',
  pillars: ['security'],
  aliases: {
    Conformity: ['CT-001'],
    Prowler: ['cloudtrail_multi_region_enabled'],
    Steampipe: [
      'cloudtrail_trail_enabled',
      'cloudtrail_trail_enabled_account',
      'cloudtrail_multi_region_trail_enabled',
      'cloudtrail_multi_region_read_write_enabled',
    ],
    CloudSploit: ['cloudtrailEnabled'],
    ScoutSuite: ['cloudtrail-not-configured'],
    'Security Hub': ['CloudTrail.1', 'CloudTrail.3'],
    'AWS Config': ['cloudtrail-enabled', 'multi-region-cloudtrail-enabled', 'CLOUDTRAIL_ENABLED_V2'],
    Trivy: ['AWS-0014'],
    Checkov: ['CKV_AWS_67'],
    KICS: ['8173d5eb', '058ac855'],
    ElectricEye: ['CloudTrail.1'],
    'SRA-verify': ['SRA-CLOUDTRAIL-04'],
  },
  controls,
  asset: account,
  reads: { regions: true, trails: { configuration: true, status: true } },
  messages: {
    noTrail: 'The account has no trail: nothing that happens in it is recorded.',
    notRecorded: 'No active trail records {regions}.',
    noMultiRegionTrail:
      'Every enabled region is recorded, but by single-region trails only: a region that is enabled later will not be.',
  },
  evaluate({ id, regions, trails }, { pass, fail }) {
    if (trails.length === 0) return fail('noTrail');
    const isRecorded = (region: string): boolean =>
      some(bearingOn(trails, region), (index) => isTrailRecording(trails[index]!, id, region));
    const { matching, pending } = select(regions, (region) => !isRecorded(region));
    if (matching.length > 0) return fail('notRecorded', { regions: regionNames(matching, regions.length) });
    if (pending) throw pending;
    const hasMultiRegionTrail = some(trails, (trail) =>
      both(
        () => trail.configuration.isMultiRegion,
        () => some(regions, (region) => isTrailRecording(trail, id, region)),
      ),
    );
    return hasMultiRegionTrail ? pass() : fail('noMultiRegionTrail');
  },
});
