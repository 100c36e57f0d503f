import { defineRule } from '#src/core/rule.ts';
import { organizationChanges } from '#src/domain/intents/organization-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

const shared = alarmRule(organizationChanges);

export const rule = defineRule({
  ...shared,
  id: 'CWL-016',
  slug: 'organizations-changes-alarm',
  title: 'Somebody is told of changes to the organisation',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-016'],
    Prowler: ['cloudwatch_log_metric_filter_aws_organizations_changes'],
    Steampipe: ['log_metric_filter_organization'],
    CloudSploit: ['monitoringMetrics'],
    Trivy: ['AWS-0174'],
    ElectricEye: ['CloudTrail.23'],
  },
  controls,
  reads: { ...shared.reads, membership: true },
  evaluate(view, verdicts, context) {
    const { id, membership } = view;
    if (membership === undefined) return verdicts.notApplicable('The account belongs to no organisation.');
    // The calls that change an organisation are recorded in its management account.
    if (membership.managementAccount !== id) {
      const { managementAccount } = membership;
      return verdicts.notApplicable(
        `Changes to the organisation are recorded in its management account ${managementAccount}.`,
      );
    }
    return shared.evaluate(view, verdicts, context);
  },
});
