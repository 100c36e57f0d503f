import { NAMESPACE, PERIOD, type Piece, type Site, TOPIC } from './piece.ts';

/** A configuration with filters, alarms and one topic. */
export function terraformOf(pieces: readonly Piece[], site: Site = {}): string {
  const withTopic = pieces.some(({ withAlarm }) => withAlarm);
  return [
    ...(site.remarks ?? []).map((line) => `# ${line}\n`),
    provider,
    logGroup(site.logGroup),
    withTopic ? topic : '',
    ...pieces.map((piece) => filterOf(piece) + (piece.withAlarm ? alarmOf(piece) : '')),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const provider = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}
`;

const logGroup = (name: string | undefined): string => `variable "log_group_name" {
  description = "The log group that the events are sent to, in the provider's Region"
  type        = string
${name === undefined ? '' : `  default     = ${quoted(name)}\n`}}
`;

const topic = `variable "email" {
  description = "Who is told; a message asks to confirm"
  type        = string
}

data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "alarms" {
  name = "${TOPIC}"
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AlarmsOfThisAccount"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.email
}
`;

function filterOf({ name, pattern }: Piece): string {
  return `resource "aws_cloudwatch_log_metric_filter" "${label(name)}" {
  name           = "${name}"
  log_group_name = var.log_group_name
  pattern        = ${quoted(pattern)}

  metric_transformation {
    namespace = "${NAMESPACE}"
    name      = "${name}"
    value     = "1"
  }
}
`;
}

function alarmOf({ name, what }: Piece): string {
  const own = label(name);
  return `
resource "aws_cloudwatch_metric_alarm" "${own}" {
  alarm_name          = "${name}"
  alarm_description   = ${quoted(what)}
  namespace           = "${NAMESPACE}"
  metric_name         = aws_cloudwatch_log_metric_filter.${own}.metric_transformation[0].name
  statistic           = "Sum"
  period              = ${PERIOD}
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
`;
}

/** `TrailChanges` as `trail_changes`. */
const label = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

/** A text as a literal: nothing in it is a reference or a directive. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)}"`;
}
