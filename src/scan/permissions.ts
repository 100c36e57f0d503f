import type { Operation } from '#src/core/operation.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: '*';
  }[];
}

/** The IAM policy that allows these operations and nothing else: all of them read settings, none reads data. */
export function readOnlyPolicy(operations: readonly Operation[]): PolicyDocument {
  const actions = new Set(operations.map(({ permission }) => permission));
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'SuretyReadOnly', Effect: 'Allow', Action: [...actions].toSorted(), Resource: '*' }],
  };
}

export function asJson(policy: PolicyDocument): string {
  return JSON.stringify(policy, undefined, 2);
}

/** A template with a role that an auditor's account may assume. */
export function asCloudFormation(policy: PolicyDocument): string {
  const actions = policy.Statement[0]!.Action.map((action) => `                  - ${action}`).join('\n');
  return `AWSTemplateFormatVersion: '2010-09-09'
Description: A role with which Surety reads settings; it can read no data and change nothing.
Parameters:
  TrustedAccount:
    Type: String
    Description: The account that Surety runs in
    AllowedPattern: ^\\d{12}$
  ExternalId:
    Type: String
    Description: The external id that Surety is given
    NoEcho: true
    MinLength: 2
Resources:
  SuretyReadOnly:
    Type: AWS::IAM::Role
    Properties:
      RoleName: SuretyReadOnly
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${TrustedAccount}:root
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: !Ref ExternalId
      Policies:
        - PolicyName: SuretyReadOnly
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: SuretyReadOnly
                Effect: Allow
                Action:
${actions}
                Resource: '*'
Outputs:
  RoleArn:
    Value: !GetAtt SuretyReadOnly.Arn
`;
}

/** The same role as Terraform. */
export function asTerraform(policy: PolicyDocument): string {
  const actions = policy.Statement[0]!.Action.map((action) => `      "${action}",`).join('\n');
  return `variable "trusted_account" {
  type        = string
  description = "The account that Surety runs in"
}

variable "external_id" {
  type        = string
  description = "The external id that Surety is given"
  sensitive   = true
}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "surety_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:\${data.aws_partition.current.partition}:iam::\${var.trusted_account}:root"]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

data "aws_iam_policy_document" "surety_read_only" {
  statement {
    sid = "SuretyReadOnly"
    actions = [
${actions}
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role" "surety_read_only" {
  name               = "SuretyReadOnly"
  assume_role_policy = data.aws_iam_policy_document.surety_trust.json
}

resource "aws_iam_role_policy" "surety_read_only" {
  name   = "SuretyReadOnly"
  role   = aws_iam_role.surety_read_only.id
  policy = data.aws_iam_policy_document.surety_read_only.json
}

output "role_arn" {
  value = aws_iam_role.surety_read_only.arn
}
`;
}
