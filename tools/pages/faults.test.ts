import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.ts';
import type { Block } from './read-page.ts';

const block = (language: string, use: string, text: string): Block => ({ language, use, text, line: 1, path: [] });
const script = (text: string): Block => block('bash', 'fix', text);
const yaml = (text: string): Block => block('yaml', 'cloudformation', text);
const hcl = (text: string): Block => block('hcl', 'terraform', text);

const GOOD_TRAIL = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: !Ref LogBucket
      IsLogging: true
      IsMultiRegionTrail: true
      IncludeGlobalServiceEvents: true
      EnableLogFileValidation: true
`;
const POLICY = `  LogBucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: cloudtrail.amazonaws.com }
            Action: s3:PutObject
            Resource: '*'
            Condition: { StringEquals: { 'aws:SourceArn': x } }
`;
const GUARD = "            Condition: { StringEquals: { 'aws:SourceArn': x } }\n";
const GOOD_HCL = `resource "aws_cloudtrail" "audit" {
  enable_logging                = true
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
}
`;
const NEW_TRAIL = `aws s3api create-bucket --bucket "$BUCKET" LocationConstraint=x
aws s3api put-public-access-block --bucket "$BUCKET"
aws s3api put-bucket-policy --bucket "$BUCKET" --policy file://policy.json
aws cloudtrail create-trail --name "$TRAIL_NAME" --region "$HOME_REGION" --is-multi-region-trail --include-global-service-events
aws cloudtrail start-logging --name "$TRAIL_ARN" --region "$HOME_REGION"
`;

describe('the faults of published procedures are found', () => {
  test.each<[string, Block, string]>([
    ['an account id in a policy', script('echo arn:x:iam::111122223333:root'), 'account id 111122223333'],
    ['a trail without IsLogging', yaml(GOOD_TRAIL.replace('      IsLogging: true\n', '')), 'Trail lacks IsLogging'],
    [
      'a multi-region trail without global events',
      yaml(GOOD_TRAIL.replace('IncludeGlobalServiceEvents: true', 'IncludeGlobalServiceEvents: false')),
      'lacks IncludeGlobalServiceEvents',
    ],
    [
      'a trail that does not wait for the bucket policy',
      yaml(GOOD_TRAIL + POLICY),
      'Trail does not wait for LogBucketPolicy',
    ],
    ['a bucket policy without SourceArn', yaml(`Resources:\n${POLICY.replace(GUARD, '')}`), 'without a source'],
    [
      'a canned ACL',
      yaml('Resources: { B: { Type: "AWS::S3::Bucket", Properties: { AccessControl: Private } } }'),
      'canned ACL',
    ],
    [
      'a bucket that blocks no public access',
      yaml('Resources: { B: { Type: "AWS::S3::Bucket" } }'),
      'blocks no public access',
    ],
    [
      'a partition in a template',
      yaml('Resources: { T: { Type: X, Properties: { A: "arn:aws:s3:::b" } } }'),
      'partition is hard-coded',
    ],
    ['force_destroy', hcl('resource "aws_s3_bucket" "logs" {\n  force_destroy = true\n}\n'), 'force_destroy'],
    [
      'a bare trail, which strips the real one',
      hcl('resource "aws_cloudtrail" "audit" {\n  name = "x"\n}\n'),
      'lacks enable_log_file_validation',
    ],
    ['an inline bucket policy', hcl('resource "aws_s3_bucket" "logs" {\n  policy = "x"\n}\n'), 'inline policy'],
    ['an old provider', hcl('version = "~> 3.27"'), 'old major version'],
    [
      'update-trail without reading first',
      script('aws cloudtrail update-trail --name "$TRAIL_ARN" --region x'),
      'without reading first',
    ],
    [
      'selectors that are written before they are read',
      script(
        'aws cloudtrail put-event-selectors --trail-name "$TRAIL_ARN" --region x\naws cloudtrail get-event-selectors --trail-name "$TRAIL_ARN" --region x',
      ),
      'without reading first',
    ],
    [
      'a policy that replaces the one there',
      script('aws s3api put-bucket-policy --bucket b'),
      'put-bucket-policy\\b without reading',
    ],
    [
      'a trail by its name',
      script('aws cloudtrail get-trail-status --name main --region x'),
      'otherwise than by its ARN',
    ],
    ['no region', script('aws cloudtrail get-trail-status --name "$TRAIL_ARN"'), 'no region is given'],
    [
      'create-bucket without LocationConstraint',
      script('aws s3api create-bucket --bucket b'),
      'without LocationConstraint',
    ],
    [
      'the trail before the bucket policy',
      script(NEW_TRAIL.split('\n').toReversed().join('\n')),
      'before the bucket policy',
    ],
    ['a new trail that is not started', script(NEW_TRAIL.replace(/.*start-logging.*\n/, '')), 'is not started'],
    [
      'one flag of two',
      script(NEW_TRAIL.replace(' --include-global-service-events', '')),
      'without --include-global-service-events',
    ],
    [
      'a denied read that counts as an empty policy, and is written back as one',
      script(
        'aws s3api get-bucket-policy --bucket b --query Policy > before.json 2> /dev/null ||\n  echo "{}" > before.json\naws s3api put-bucket-policy --bucket b',
      ),
      'an error of any kind is taken for an empty answer',
    ],
    [
      'a backup over the other',
      script(
        'aws s3api get-bucket-policy --bucket b > before.json\naws cloudtrail get-trail --name "$TRAIL_ARN" --region x > before.json',
      ),
      'the way back is lost',
    ],
    [
      'errors without IsLogging',
      script('aws cloudtrail get-trail-status --name "$TRAIL_ARN" --region x --query LatestDeliveryError'),
      'without IsLogging',
    ],
  ])('%s', (_, bad, fault) => {
    expect(faultsOf(bad).join('\n')).toContain(fault);
  });

  test.each<[string, Block]>([
    ['a complete trail', yaml(GOOD_TRAIL)],
    [
      'a trail that waits',
      yaml(GOOD_TRAIL.replace('    Properties', '    DependsOn: LogBucketPolicy\n    Properties') + POLICY),
    ],
    ['a complete Terraform trail', hcl(GOOD_HCL)],
    ['a new trail in order', script(NEW_TRAIL)],
    [
      'an empty policy where AWS says that there is none',
      script(
        'if ! aws s3api get-bucket-policy --bucket b > before.json 2> error.txt; then\n  if ! grep -q NoSuchBucketPolicy error.txt; then exit 1; fi\n  echo "{}" > before.json\nfi\naws s3api put-bucket-policy --bucket b',
      ),
    ],
    ['twelve digits inside a longer word', script('echo AWSCloudTrailWrite20150319 x-123456789012-y')],
  ])('and not where there are none: %s', (_, good) => {
    expect(faultsOf(good)).toEqual([]);
  });
});
