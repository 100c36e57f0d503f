import { describe, expect, it } from 'vitest';
import {
  type Example,
  testExamples,
  anonymous,
  bucketArn,
  cloudtrail,
  iam,
  object,
  svc,
  trailArn,
  user,
} from './testing/example.ts';

const examples: readonly Example[] = [
  {
    name: 'folders of users',
    page: 'IAM/latest/UserGuide/reference_policies_variables.html',
    statement: [
      {
        Action: ['s3:ListBucket'],
        Effect: 'Allow',
        Resource: [bucketArn],
        Condition: { StringLike: { 's3:prefix': ['${aws:username}/*'] } },
      },
      { Action: ['s3:GetObject', 's3:PutObject'], Effect: 'Allow', Resource: [`${bucketArn}/\${aws:username}/*`] },
    ],
    asks: [
      [user, 's3:GetObject', `${bucketArn}/johndoe/x`, { 'aws:username': 'johndoe' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}/janedoe/x`, { 'aws:username': 'johndoe' }, 'none'],
      [user, 's3:ListBucket', bucketArn, { 'aws:username': 'johndoe', 's3:prefix': 'johndoe/a' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}/x/x`, {}, 'none'],
    ],
  },
  {
    name: 'a variable in version 2008-10-17 is text',
    page: 'IAM/latest/UserGuide/reference_policies_elements_version.html',
    version: '2008-10-17',
    statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucketArn}/\${aws:username}/*` },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/johndoe/x`, { 'aws:username': 'johndoe' }, 'none'],
      [user, 's3:GetObject', `${bucketArn}/\${aws:username}/x`, { 'aws:username': 'johndoe' }, 'allow'],
    ],
  },
  {
    name: 'a variable with a default',
    page: 'IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values',
    statement: {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [`${bucketArn}-\${aws:PrincipalTag/team, 'company-wide'}/*`],
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}-yellow/x`, { 'aws:PrincipalTag/team': 'yellow' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}-company-wide/x`, {}, 'allow'],
      [user, 's3:GetObject', `${bucketArn}-yellow/x`, {}, 'none'],
    ],
  },
  {
    name: 'a variable without value and an inverted operator',
    page: 'IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value',
    statement: {
      Effect: 'Allow',
      Action: 's3:ListAllMyBuckets',
      Resource: '*',
      Condition: { StringNotLike: { 'my:team': '${aws:PrincipalTag/team}' } },
    },
    asks: [
      [user, 's3:ListAllMyBuckets', '*', { 'my:team': 'a' }, 'allow'],
      [user, 's3:ListAllMyBuckets', '*', { 'my:team': 'a', 'aws:PrincipalTag/team': 'a' }, 'none'],
    ],
  },
  {
    name: 'dates',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
    statement: {
      Effect: 'Allow',
      Action: 'service-prefix:action-name',
      Resource: '*',
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
      },
    },
    asks: [
      [user, 'service-prefix:action-name', '*', { 'aws:CurrentTime': '2020-05-01T00:00:00Z' }, 'allow'],
      [user, 'service-prefix:action-name', '*', { 'aws:CurrentTime': '2020-07-01T00:00:00Z' }, 'none'],
    ],
  },
  {
    name: 'self-managed credentials with MFA',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html',
    statement: {
      Sid: 'DenyAllExceptListedIfNoMFA',
      Effect: 'Deny',
      NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:GetUser', 'sts:GetSessionToken'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/x`, {}, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:MultiFactorAuthPresent': 'true' }, 'none'],
      [user, 'iam:GetUser', '*', {}, 'none'],
    ],
  },
  {
    name: 'deny by source address, but not through a service',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html',
    statement: {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
        Bool: { 'aws:ViaAWSService': 'false' },
      },
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '8.8.8.8', 'aws:ViaAWSService': 'false' }, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '8.8.8.8', 'aws:ViaAWSService': 'true' }, 'none'],
    ],
  },
  {
    name: 'deny by region, global services aside',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html',
    statement: {
      Sid: 'DenyAllOutsideRequestedRegions',
      Effect: 'Deny',
      NotAction: ['cloudfront:*', 'iam:*', 'route53:*', 'support:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
    },
    asks: [
      [user, 'ec2:RunInstances', '*', { 'aws:RequestedRegion': 'us-east-1' }, 'deny'],
      [user, 'ec2:RunInstances', '*', { 'aws:RequestedRegion': 'eu-west-1' }, 'none'],
      [user, 'iam:CreateRole', '*', { 'aws:RequestedRegion': 'us-east-1' }, 'none'],
    ],
  },
  {
    name: 'tags that may be set',
    page: 'IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html',
    statement: {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
        Null: { 'aws:TagKeys': 'false' },
      },
    },
    asks: [
      [user, 'ec2:CreateTags', '*', { 'aws:TagKeys': ['environment'] }, 'allow'],
      [user, 'ec2:CreateTags', '*', { 'aws:TagKeys': ['environment', 'owner'] }, 'none'],
      [user, 'ec2:CreateTags', '*', {}, 'none'],
    ],
  },
  {
    name: 'tags that may not be set',
    page: 'IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html',
    statement: {
      Effect: 'Deny',
      Action: ['iam:TagRole'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'webserver-*' } },
    },
    asks: [
      [user, 'iam:TagRole', '*', { 'aws:TagKeys': ['a', 'webserver-1'] }, 'deny'],
      [user, 'iam:TagRole', '*', { 'aws:TagKeys': ['a'] }, 'none'],
      [user, 'iam:TagRole', '*', {}, 'none'],
    ],
  },
  {
    name: 'columns of a table',
    page: 'amazondynamodb/latest/developerguide/specifying-conditions.html',
    statement: {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: ['arn:aws:dynamodb:us-west-2:123456789012:table/GameScores'],
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['${www.amazon.com:user_id}'],
          'dynamodb:Attributes': ['UserId', 'GameTitle'],
        },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    },
    asks: [
      [
        user,
        'dynamodb:Query',
        'arn:aws:dynamodb:us-west-2:123456789012:table/GameScores',
        { 'dynamodb:LeadingKeys': ['u1'], 'www.amazon.com:user_id': 'u1', 'dynamodb:Attributes': ['UserId'] },
        'allow',
      ],
      [
        user,
        'dynamodb:Query',
        'arn:aws:dynamodb:us-west-2:123456789012:table/GameScores',
        { 'dynamodb:LeadingKeys': ['u2'], 'www.amazon.com:user_id': 'u1', 'dynamodb:Attributes': ['UserId'] },
        'none',
      ],
    ],
  },
  {
    name: 'instance types with IfExists',
    page: 'IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
    statement: {
      Effect: 'Allow',
      Action: 'ec2:RunInstances',
      Resource: '*',
      Condition: { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } },
    },
    asks: [
      [
        user,
        'ec2:RunInstances',
        'arn:aws:ec2:us-east-1:123456789012:instance/*',
        { 'ec2:InstanceType': 't2.micro' },
        'allow',
      ],
      [user, 'ec2:RunInstances', 'arn:aws:ec2:us-east-1:123456789012:subnet/s', {}, 'allow'],
      [
        user,
        'ec2:RunInstances',
        'arn:aws:ec2:us-east-1:123456789012:instance/*',
        { 'ec2:InstanceType': 'x1.32xlarge' },
        'none',
      ],
    ],
  },
  {
    name: 'temporary credentials only',
    page: 'IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
    statement: {
      Action: 'ec2:*',
      Effect: 'Allow',
      Resource: '*',
      Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
    },
    asks: [
      [user, 'ec2:RunInstances', '*', {}, 'allow'],
      [user, 'ec2:RunInstances', '*', { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }, 'none'],
    ],
  },
  {
    name: 'bytes in a key',
    page: 'IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals',
    statement: {
      Effect: 'Allow',
      Action: 'x:Y',
      Resource: '*',
      Condition: { BinaryEquals: { 'key:k': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
    },
    asks: [
      [user, 'x:Y', '*', { 'key:k': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' }, 'allow'],
      [user, 'x:Y', '*', { 'key:k': 'ASIAIOSFODNN7EXAMPLE' }, 'none'],
    ],
  },
  {
    name: 'only principals of the organization',
    page: 'IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid',
    statement: {
      Sid: 'AllowPutObject',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' } },
    },
    asks: [
      [user, 's3:PutObject', `${bucketArn}/x`, { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' }, 'allow'],
      [cloudtrail, 's3:PutObject', object, {}, 'none'],
    ],
  },
  {
    name: 'a data perimeter that forgets services',
    page: 'IAM/latest/UserGuide/access_policies_data-perimeters.html',
    statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: `${bucketArn}/*`,
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' } },
    },
    asks: [
      [cloudtrail, 's3:PutObject', object, { 'aws:PrincipalIsAWSService': 'true' }, 'deny'],
      [user, 's3:PutObject', object, { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' }, 'none'],
    ],
  },
  {
    name: 'a data perimeter that spares services',
    page: 'organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    statement: {
      Sid: 'EnforceOrgIdentities',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'kms:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    asks: [
      [cloudtrail, 's3:PutObject', object, { 'aws:PrincipalIsAWSService': 'true' }, 'none'],
      [user, 's3:PutObject', object, { 'aws:PrincipalOrgID': 'o-other', 'aws:PrincipalIsAWSService': 'false' }, 'deny'],
      [anonymous, 's3:PutObject', object, {}, 'deny'],
    ],
  },
  {
    name: 'confused deputy protection in a resource control policy',
    page: 'organizations/latest/userguide/orgs_manage_policies_rcps_examples.html#example-rcp-confused-deputy',
    statement: {
      Sid: 'EnforceConfusedDeputyProtection',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*', 'kms:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-xxxxxxxxxxx' },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
    asks: [
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': '1', 'aws:SourceOrgID': 'o-other' },
        'deny',
      ],
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': '1', 'aws:SourceOrgID': 'o-xxxxxxxxxxx' },
        'none',
      ],
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceOrgID': 'o-other' },
        'none',
      ],
    ],
  },
  {
    name: 'the root user shut out',
    page: 'organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
    statement: {
      Sid: 'RestrictEC2ForRoot',
      Effect: 'Deny',
      Action: ['ec2:*'],
      Resource: ['*'],
      Condition: { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
    },
    asks: [
      [
        iam('arn:aws:iam::123456789012:root'),
        'ec2:RunInstances',
        '*',
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:root' },
        'deny',
      ],
      [user, 'ec2:RunInstances', '*', { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/johndoe' }, 'none'],
    ],
  },
  {
    name: 'an admin role spared',
    page: 'organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
    statement: {
      Sid: 'DenyAccessWithException',
      Effect: 'Deny',
      Action: ['cloudtrail:StopLogging', 'iam:DeleteRole'],
      Resource: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/name-of-admin-role-to-allow' } },
    },
    asks: [
      [
        user,
        'cloudtrail:StopLogging',
        trailArn,
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/other' },
        'deny',
      ],
      [
        user,
        'cloudtrail:StopLogging',
        trailArn,
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/name-of-admin-role-to-allow' },
        'none',
      ],
    ],
  },
  {
    name: 'everyone but one, with NotPrincipal',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    statement: {
      Effect: 'Deny',
      NotPrincipal: { AWS: ['arn:aws:iam::444455556666:user/Bob', 'arn:aws:iam::444455556666:root'] },
      Action: 's3:*',
      Resource: [`${bucketArn}/*`],
    },
    asks: [
      [iam('arn:aws:iam::444455556666:user/Bob'), 's3:GetObject', `${bucketArn}/x`, {}, 'none'],
      [iam('arn:aws:iam::444455556666:user/Eve'), 's3:GetObject', `${bucketArn}/x`, {}, 'deny'],
      [cloudtrail, 's3:PutObject', object, {}, 'deny'],
    ],
  },
  {
    name: 'everything but a bucket, with NotResource',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notresource.html',
    statement: {
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'],
    },
    asks: [
      [user, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/x', {}, 'none'],
      [user, 's3:GetObject', 'arn:aws:s3:::HRBucket/Other', {}, 'deny'],
      [user, 'ec2:RunInstances', '*', {}, 'none'],
    ],
  },
  {
    name: 'everything but deleting, with NotAction',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    statement: { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' },
    asks: [
      [user, 's3:PutObject', `${bucketArn}/x`, {}, 'allow'],
      [user, 's3:deletebucket', bucketArn, {}, 'none'],
    ],
  },
  {
    name: 'a path of users',
    page: 'IAM/latest/UserGuide/reference_identifiers.html',
    statement: {
      Effect: 'Allow',
      Action: 'iam:*LoginProfile',
      Resource: 'arn:aws:iam::123456789012:user/division_abc/*',
    },
    asks: [
      [user, 'iam:CreateLoginProfile', 'arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/Bob', {}, 'allow'],
      [user, 'iam:CreateLoginProfile', 'arn:aws:iam::123456789012:user/Bob', {}, 'none'],
      [user, 'iam:CreateUser', 'arn:aws:iam::123456789012:user/division_abc/Bob', {}, 'none'],
    ],
  },
  {
    name: 'a role for SAML users',
    page: 'IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/ExampleOrgSSOProvider' },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: {
        StringEquals: { 'saml:edupersonorgdn': 'ExampleOrg', 'saml:aud': 'https://signin.aws.amazon.com/saml' },
      },
    },
    asks: [
      [
        { type: 'federated', id: 'arn:aws:iam::123456789012:saml-provider/ExampleOrgSSOProvider' },
        'sts:AssumeRoleWithSAML',
        'arn:aws:iam::123456789012:role/R',
        { 'saml:edupersonorgdn': 'ExampleOrg', 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        'allow',
      ],
      [
        { type: 'federated', id: 'arn:aws:iam::123456789012:saml-provider/Other' },
        'sts:AssumeRoleWithSAML',
        'arn:aws:iam::123456789012:role/R',
        { 'saml:edupersonorgdn': 'ExampleOrg', 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        'none',
      ],
    ],
  },
  {
    name: 'a role with an external id',
    page: 'IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: '999999999999' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '12345' } },
    },
    asks: [
      [
        iam('arn:aws:iam::999999999999:role/Partner'),
        'sts:AssumeRole',
        'arn:aws:iam::123456789012:role/R',
        { 'sts:ExternalId': '12345' },
        'allow',
      ],
      [iam('arn:aws:iam::999999999999:role/Partner'), 'sts:AssumeRole', 'arn:aws:iam::123456789012:role/R', {}, 'none'],
    ],
  },
  {
    name: 'a role for GitHub',
    page: 'IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub',
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::012345678910:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:GitHubOrg/GitHubRepo:ref:refs/heads/GitHubBranch',
        },
      },
    },
    asks: [
      [
        { type: 'federated', id: 'arn:aws:iam::012345678910:oidc-provider/token.actions.githubusercontent.com' },
        'sts:AssumeRoleWithWebIdentity',
        '*',
        {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:GitHubOrg/GitHubRepo:ref:refs/heads/GitHubBranch',
        },
        'allow',
      ],
      [
        { type: 'federated', id: 'arn:aws:iam::012345678910:oidc-provider/token.actions.githubusercontent.com' },
        'sts:AssumeRoleWithWebIdentity',
        '*',
        {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:Evil/Repo:ref:refs/heads/main',
        },
        'none',
      ],
    ],
  },
  {
    name: 'a key by way of a service',
    page: 'kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/ExampleRole' },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': ['ec2.us-west-2.amazonaws.com', 'rds.us-west-2.amazonaws.com'] } },
    },
    asks: [
      [
        iam('arn:aws:sts::111122223333:assumed-role/ExampleRole/s'),
        'kms:GenerateDataKeyWithoutPlaintext',
        '*',
        { 'kms:ViaService': 'rds.us-west-2.amazonaws.com' },
        'allow',
      ],
      [iam('arn:aws:sts::111122223333:assumed-role/ExampleRole/s'), 'kms:Decrypt', '*', {}, 'none'],
    ],
  },
  {
    name: 'a log group key',
    page: 'AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'logs.us-east-1.amazonaws.com' },
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      Resource: '*',
      Condition: {
        ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:g*' },
      },
    },
    asks: [
      [
        svc('logs.us-east-1.amazonaws.com'),
        'kms:Encrypt',
        '*',
        { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:group' },
        'allow',
      ],
      [
        svc('logs.eu-west-1.amazonaws.com'),
        'kms:Encrypt',
        '*',
        { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:group' },
        'none',
      ],
    ],
  },
  {
    name: 'a queue for a topic',
    page: 'sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:us-east-2:123456789012:MyQueue',
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-east-2:123456789012:MyTopic' } },
    },
    asks: [
      [
        svc('sns.amazonaws.com'),
        'sqs:SendMessage',
        'arn:aws:sqs:us-east-2:123456789012:MyQueue',
        { 'aws:SourceArn': 'arn:aws:sns:us-east-2:123456789012:MyTopic' },
        'allow',
      ],
      [
        svc('sns.amazonaws.com'),
        'sqs:SendMessage',
        'arn:aws:sqs:us-east-2:123456789012:MyQueue',
        { 'aws:SourceArn': 'arn:aws:sns:us-east-2:123456789012:Other' },
        'none',
      ],
    ],
  },
];

describe('published examples: iam and others', () => {
  testExamples(examples);

  it('are at least 30 policies', () => {
    expect(examples.length).toBeGreaterThanOrEqual(30);
  });
});
