import { expect, test } from 'vitest';
import { lintTemplates, missingCfnLint, missingTerraform, validateTerraform } from './oracles.ts';

const noCfnLint = missingCfnLint();
if (noCfnLint !== undefined) console.warn(`cfn-lint is not tried: ${noCfnLint}`);

test.skipIf(noCfnLint !== undefined)('cfn-lint names the template and the line that is wrong', async () => {
  const bad =
    'Resources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n    Properties:\n      S3BucketName: logs-of-mine\n';
  const good = bad.replace('logs-of-mine', 'logs-of-mine\n      IsLogging: true');
  const problems = await lintTemplates(
    new Map([
      ['bad.yaml', bad],
      ['good.yaml', good],
    ]),
  );
  expect(problems).toEqual([expect.stringMatching(/^bad\.yaml:4 E3003 .*IsLogging/)]);
});

const noTerraform = missingTerraform();
if (noTerraform !== undefined) console.warn(`terraform is not tried: ${noTerraform}`);

test.skipIf(noTerraform !== undefined)('terraform names the module and the line that is wrong', async () => {
  const good =
    'variable "bucket" {\n  type = string\n}\n\nresource "aws_s3_bucket" "logs" {\n  bucket = var.bucket\n}\n';
  const problems = await validateTerraform(
    new Map([
      ['good', good],
      ['bad', good.replace('bucket =', 'buckett =')],
    ]),
  );
  expect(problems).toEqual([expect.stringMatching(/^bad\/main\.tf:6 error Unsupported argument/)]);
});
