import { describe, expect, test } from 'vitest';

import type { Finding } from '#src/core/finding.ts';

import { asff } from './asff/asff.ts';
import { resourceTypes } from './asff/resource-types.ts';
import { csv } from './csv.ts';
import { junit } from './junit.ts';
import { ocsf } from './ocsf.ts';
import { partitionOf, regionOf } from './place.ts';
import { sarif } from './sarif.ts';
import { junitFaults } from './testing/junit-shape.ts';
import { render } from './testing/render.ts';
import { manyFindings, sampleContext, sampleFindings } from './testing/sample.ts';
import { parseCsv, parseXml, validators } from './testing/validate.ts';

const having = (match: (finding: Finding) => boolean) => sampleFindings.find(match)!;
const failed = having(({ rule }) => rule === 'CT-003');
const accepted = having(({ exception }) => exception !== undefined);
const passed = having(({ outcome }) => outcome === 'pass');
const notApplicable = having(({ outcome }) => outcome === 'not-applicable');
const unknown = having(({ outcome }) => outcome === 'unknown');
const ruleError = having(({ outcome }) => outcome === 'rule-error');

describe('SARIF', () => {
  const result = (finding: Finding) => JSON.parse(render(sarif, [finding])).runs[0].results[0];

  test.each([
    ['a failure', failed, 'fail', 'error'],
    ['an unknown', unknown, 'open', 'none'],
    ['a rule error', ruleError, 'open', 'none'],
  ])('%s has its kind and level', (_name, finding, kind, level) => {
    expect(result(finding)).toMatchObject({ kind, level });
  });

  test('what asks for nothing is counted and is no result, since code scanning would raise an alert for it', () => {
    const run = JSON.parse(render(sarif, [passed, notApplicable, failed])).runs[0];
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([failed.rule]);
    expect(run.properties.summary).toMatchObject({ pass: 1, notApplicable: 1, fail: 1 });
  });

  test('an exception is an accepted suppression with its reason', () => {
    expect(result(accepted).suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: expect.stringContaining('Retired on 2026-04-01') },
    ]);
    expect(result(failed).suppressions).toBeUndefined();
  });

  test('the fingerprint is the identity of the finding, whatever its message says', () => {
    expect(result({ ...failed, message: 'other' }).partialFingerprints).toEqual(result(failed).partialFingerprints);
  });

  test('the fingerprint is under the one name that code scanning matches alerts by', () => {
    const { partialFingerprints } = result(failed);
    expect(partialFingerprints).toEqual({ primaryLocationLineHash: failed.id, 'suretyFindingId/v1': failed.id });
  });

  test('the rule is found by its index, with help and a security severity', () => {
    const run = JSON.parse(render(sarif, [failed])).runs[0];
    expect(run.tool.driver.rules[run.results[0].ruleIndex]).toMatchObject({
      id: 'CT-003',
      help: { text: expect.stringContaining('Turn on Block Public Access') },
      properties: { 'security-severity': '9.5' },
    });
  });

  test('a repair of several steps is a list, in text and in Markdown', () => {
    const rules = [{ ...sampleContext.rules[0]!, fix: '1. Choose *a* bucket. 2. Turn on v1.5 logging.' }];
    const [rule] = JSON.parse(render(sarif, [], { context: { ...sampleContext, rules } })).runs[0].tool.driver.rules;
    expect(rule.help.text).toMatch(/To repair:\n1\. Choose \*a\* bucket\.\n2\. Turn on v1\.5 logging\.$/);
    expect(rule.help.markdown).toMatch(/\n\n1\. Choose \\\*a\\\* bucket\.\n2\. Turn on v1\.5 logging\.$/);
  });

  test('the location is a relative path, since code scanning refuses ARNs', () => {
    const { asset } = having(({ asset: { name } }) => name.includes('🪣'));
    const [location] = result({ ...failed, asset }).locations;
    expect(location.physicalLocation.artifactLocation.uri).toMatch(
      /^aws\/unknown-account\/ap-southeast-2\/AWS-S3-Bucket\/%/,
    );
    expect(location.logicalLocations[0].fullyQualifiedName).toBe('arn:aws:s3:::протокол-日本語');
  });
});

describe('OCSF', () => {
  const event = (finding: Finding) => JSON.parse(render(ocsf, [finding]));

  test.each([
    ['a failure', failed, 3, 5],
    ['a pass', passed, 1, 1],
    ['an unknown', unknown, 2, 4],
    ['what does not apply', notApplicable, 99, 1],
  ])('%s has its compliance status and severity', (_name, finding, status, severity) => {
    expect(event(finding)).toMatchObject({ severity_id: severity, compliance: { status_id: status } });
  });

  test('an exception suppresses the finding and keeps the verdict', () => {
    expect(event(accepted)).toMatchObject({ status_id: 3, compliance: { status_id: 3 } });
    expect(event(failed)).toMatchObject({ status_id: 1 });
  });

  test.each<[string, (event: Record<string, any>) => void]>([
    ['an attribute that the class does not have', (it) => (it['finding'] = {})],
    ['an object of which no definition is at hand', (it) => (it['device'] = { type_id: 0 })],
    ['a missing required attribute', (it) => delete it['metadata']],
    ['a missing required attribute within', (it) => delete it['compliance'].standards],
    ['an id that is none', (it) => (it['severity_id'] = 7)],
    ["another id's caption", (it) => (it['severity'] = 'Low')],
    ["another id's caption within", (it) => (it['compliance'].status = 'Pass')],
    ['a time in seconds', (it) => (it['time'] = 1_772_360_141)],
    ['a text for a number', (it) => (it['class_uid'] = '2003')],
    ['a resource with neither name nor uid', (it) => (it['resources'] = [{ type: 'x' }])],
    ['an owner without anything that names it', (it) => (it['resources'][0].owner = { type: 'x' })],
    ['another version', (it) => (it['metadata'].version = '1.0.0')],
  ])('the schema refuses %s', (_name, spoil) => {
    const sound = event(failed);
    expect(validators.ocsf(sound)).toEqual([]);
    spoil(sound);
    expect(validators.ocsf(sound)).not.toEqual([]);
  });

  test('the missing permission stands in the status of the check', () => {
    expect(event(unknown).compliance.status_detail).toContain('s3:GetBucketVersioning');
  });
});

describe('ASFF', () => {
  const item = (finding: Finding) => JSON.parse(render(asff, [finding]))[0];

  test.each([
    ['a failure', failed, 'FAILED', 'CRITICAL', 'NEW', 'ACTIVE'],
    ['a pass', passed, 'PASSED', 'INFORMATIONAL', 'RESOLVED', 'ACTIVE'],
    ['an unknown', unknown, 'WARNING', 'HIGH', 'NEW', 'ACTIVE'],
    ['a rule error', ruleError, 'NOT_AVAILABLE', 'MEDIUM', 'NEW', 'ACTIVE'],
    ['what does not apply', notApplicable, 'NOT_AVAILABLE', 'INFORMATIONAL', 'NEW', 'ARCHIVED'],
    ['an accepted failure', accepted, 'FAILED', 'LOW', 'SUPPRESSED', 'ACTIVE'],
  ])('%s has its statuses', (_name, finding, status, label, workflow, record) => {
    expect(item(finding)).toMatchObject({
      Compliance: { Status: status },
      Severity: { Label: label },
      Workflow: { Status: workflow },
      RecordState: record,
    });
  });

  test('a finding without a region goes to the global region of its partition', () => {
    const asset = { ...failed.asset, id: 'arn:aws-cn:iam::444455556666:role/x', region: 'global' };
    expect(item({ ...failed, asset })).toMatchObject({
      Region: 'cn-north-1',
      ProductArn: 'arn:aws-cn:securityhub:cn-north-1:444455556666:product/444455556666/default',
    });
  });

  test.each([
    ['AWS::CloudTrail::Trail', 'AwsCloudTrailTrail'],
    ['AWS::KMS::Key', 'AwsKmsKey'],
    ['AWS::S3::Bucket', 'AwsS3Bucket'],
    ['AWS::Account', 'AwsAccount'],
    ['AWS::CloudTrail::EventDataStore', 'Other'],
  ])('%s is the resource type %s', (kind, type) => {
    expect(item({ ...failed, asset: { ...failed.asset, kind } }).Resources[0].Type).toBe(type);
    expect(type === 'Other' || resourceTypes.has(type)).toBe(true);
  });

  test('a finding with more evidence and longer texts than Security Hub takes is cut to its limits', () => {
    const long = 'x'.repeat(300_000);
    const evidence = Array.from({ length: 500 }, (_, index) => ({ path: `p${index}`, value: long }));
    const text = render(asff, [{ ...failed, message: long, title: long, evidence }]);
    expect(Buffer.byteLength(text)).toBeLessThan(240 * 1024);
    expect(JSON.parse(text)[0].ProductFields['surety/evidence']).toBe('500');
  });

  test('when there are more controls than Security Hub takes, each standard keeps some', () => {
    const controls = ['CIS-3.0', 'PCI-DSS-4.0', 'NIST-800-53-r5'].flatMap((framework, index) =>
      Array.from({ length: [40, 20, 2][index]! }, (_, control) => ({ framework, control: `${control}` })),
    );
    const related: string[] = item({ ...failed, controls }).Compliance.RelatedRequirements;
    const of = (framework: string) => related.filter((name) => name.startsWith(framework)).length;
    expect([of('CIS'), of('PCI'), of('NIST')]).toEqual([15, 15, 2]);
    expect(related.slice(0, 2)).toEqual(['CIS-3.0 0', 'CIS-3.0 1']);
  });
});

describe('JUnit', () => {
  test.each([
    ['an element', '<testsuites><suite/></testsuites>'],
    ['an attribute', '<testsuites><testsuite name="a" tests="1" failures="0" errors="0" passed="1"/></testsuites>'],
    ['a count that is left out', '<testsuites><testsuite name="a" tests="1" errors="0"/></testsuites>'],
    ['a case outside of a suite', '<testsuites><testcase name="a"/></testsuites>'],
  ])('the shape refuses %s', (_name, text) => {
    expect(junitFaults(parseXml(text))).not.toEqual([]);
  });

  const suites = (findings: readonly Finding[]) => parseXml(render(junit, findings)).children;

  test.each([
    ['a failure', failed, 'failure'],
    ['an unknown, which must not look like a pass', unknown, 'error'],
    ['a rule error', ruleError, 'error'],
    ['what does not apply', notApplicable, 'skipped'],
    ['an accepted failure', accepted, 'skipped'],
    ['a pass', passed, undefined],
  ])('%s', (_name, finding, element) => {
    expect(suites([finding])[0]?.children[0]?.children[0]?.name).toBe(element);
  });

  test('a failure tells message, cause and evidence', () => {
    const text = suites([failed])[0]?.children[0]?.children[0]?.text;
    expect(text).toContain('statement #1 (Website)');
    expect(text).toContain('s3:GetBucketPolicy in us-east-1 at 2026-03-01T10:15:04.120Z');
  });

  test('findings of one rule stand in one suite although they come mixed', () => {
    const names = suites(sampleFindings).map(({ attributes }) => attributes['name']);
    expect(new Set(names).size).toBe(names.length);
  });

  test('a rule with very many findings goes on in a further suite of the same name', () => {
    const many = suites([...manyFindings(5_000)]);
    expect(many.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'))).toHaveLength(5_000);
  });
});

describe('CSV', () => {
  test('each finding is one row under a header, CRLF at each end', () => {
    const text = render(csv, sampleFindings);
    expect(text.split('\r\n')).toHaveLength(sampleFindings.length + 2);
    const [header = [], row = []] = parseCsv(text);
    const cell = (name: string) => row[header.indexOf(name)];
    expect([cell('rule'), cell('outcome'), cell('account')]).toEqual(['CT-003', 'fail', '444455556666']);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '＝1+1'])('%s is text in a spreadsheet', (message) => {
    expect(parseCsv(render(csv, [{ ...failed, message }]))[1]).toContain(`'${message}`);
  });

  test('a name with a quote, a comma and a line feed stays one field of one line', () => {
    const rows = parseCsv(render(csv, [{ ...failed, message: 'a "b", c\nd' }]));
    expect(rows[1]).toContain('a "b", c\\u{a}d');
  });
});

test.each([
  ['arn:aws-us-gov:s3:::x', 'us-gov-east-1', 'aws-us-gov', 'us-gov-east-1'],
  ['x', 'cn-north-1', 'aws-cn', 'cn-north-1'],
  ['x', 'us-isob-east-1', 'aws-iso-b', 'us-isob-east-1'],
  ['x', 'us-iso-east-1', 'aws-iso', 'us-iso-east-1'],
  ['111122223333', 'global', 'aws', 'us-east-1'],
  ['arn:aws-us-gov:iam::1:role/x', 'global', 'aws-us-gov', 'us-gov-west-1'],
])('%s in %s is of partition %s, region %s', (id, region, partition, place) => {
  const asset = { kind: 'k', id, name: '', account: '', region };
  expect([partitionOf(asset), regionOf(asset)]).toEqual([partition, place]);
});
