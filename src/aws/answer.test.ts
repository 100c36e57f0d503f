import { expect, test } from 'vitest';
import { answersOnly } from './answer.ts';

const JSON_CALL = { 'x-amz-target': 'CloudTrail_20131101.DescribeTrails' };
const FORM_CALL = { 'content-type': 'application/x-www-form-urlencoded' };
const S3_CALL = {};
const ROOTS = new Map([['GetBucketVersioning', 'VersioningConfiguration']]);
const HTML = '<!DOCTYPE html>\n<html lang=en><p>Sign in</p></html>';

/** What becomes of an answer: `undefined` where it is let through. */
async function refused(
  operation: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  statusCode = 200,
  method = 'POST',
  answered: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const next = async () => ({ response: { statusCode, headers: answered, body: Buffer.from(body) } });
  const through = answersOnly((name) => ROOTS.get(name))(next, { commandName: `${operation}Command` });
  const thrown = await through({ request: { method, headers } }).then(
    () => undefined,
    (error: unknown) => error as Error & { $metadata: { httpStatusCode: number } },
  );
  // By the status the SDK knows whether to try again.
  return thrown && `${thrown.name} ${thrown.$metadata.httpStatusCode}: ${thrown.message}`;
}

test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['a JSON object', 'DescribeTrails', JSON_CALL, ' \n{"trailList":[]}'],
  ['the answer of a query', 'GetRole', FORM_CALL, '<?xml version="1.0"?>\n<GetRoleResponse><GetRoleResult/></GetRoleResponse>'],
  ['an S3 configuration in which nothing is set', 'GetBucketVersioning', S3_CALL, '<?xml version="1.0" encoding="UTF-8"?><VersioningConfiguration xmlns="x"/>'],
  ['the same as emulators name it', 'GetBucketVersioning', S3_CALL, '<GetBucketVersioningResponse/>'],
  ['the same with a byte order mark', 'GetBucketVersioning', S3_CALL, '\uFEFF<VersioningConfiguration/>'],
  ['a bucket policy, whatever is in it', 'GetBucketPolicy', S3_CALL, 'no policy'],
])('%s is let through', async (_, operation, headers, body) => {
  expect(await refused(operation, headers, body)).toBeUndefined();
}); // prettier-ignore

test.each<[string, string, Readonly<Record<string, string>>, string, RegExp]>([
  ['nothing', 'DescribeTrails', JSON_CALL, '', /no body/],
  ['blanks', 'GetBucketPolicy', S3_CALL, ' \n ', /no body/],
  ['a JSON list', 'DescribeTrails', JSON_CALL, '[]', /no JSON object/],
  ['HTML for JSON', 'DescribeTrails', JSON_CALL, HTML, /no JSON object/],
  ['HTML for a query', 'GetRole', FORM_CALL, HTML, /no <GetRoleResponse>/],
  ['the answer of another operation', 'GetRole', FORM_CALL, '<GetUserResponse/>', /no <GetRoleResponse>/],
  ['another element for an S3 configuration', 'GetBucketVersioning', S3_CALL, '<Greeting/>', /no <VersioningConfiguration>/],
  ['an error with status 200', 'GetBucketAcl', S3_CALL, '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>', /is an error/],
  ['HTML for S3', 'GetBucketAcl', S3_CALL, HTML, /page of HTML/],
  ['HTML in small letters, without a doctype', 'GetBucketAcl', S3_CALL, '<html><p/></html>', /page of HTML/],
])('%s is no answer', async (_, operation, headers, body, says) => {
  expect(await refused(operation, headers, body)).toMatch(says);
}); // prettier-ignore

test('of errors pages are no answers, and the status stays for the retries', async () => {
  expect(await refused('DescribeTrails', JSON_CALL, '', 400)).toBeUndefined();
  expect(await refused('GetBucketAcl', S3_CALL, '<Error/>', 404)).toBeUndefined();
  expect(await refused('GetBucketAcl', S3_CALL, HTML, 403)).toMatch(/^SyntaxError 403: .*page of HTML/);
  expect(await refused('DescribeTrails', JSON_CALL, HTML, 502)).toMatch(/^SyntaxError 502: .*page of HTML/);
});

test.each([
  ['a gateway’s page behind an XML declaration', '<?xml version="1.0"?><!DOCTYPE html><html/>'],
  ['a page that begins with a remark', '<!-- denied --><html/>'],
  ['a piece of a page', '<h1>Forbidden</h1>'],
  ['a gateway’s JSON', '{"message":"Forbidden"}'],
  ['plain text', 'Access denied by policy'],
  ['nothing', ''],
])('a refusal that is %s names no permission', async (_, body) => {
  expect(await refused('GetRole', FORM_CALL, body, 403)).toMatch(/^SyntaxError 403: the refusal is not worded/);
  // Other errors tell of no permission, whatever their words.
  expect(await refused('GetRole', FORM_CALL, body, 400)).toBeUndefined();
});

test.each([
  ['of IAM', '<ErrorResponse xmlns="x"><Error><Code>AccessDenied</Code></Error></ErrorResponse>', {}],
  ['of EC2', '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors/></Response>', {}],
  ['of S3', '<Error><Code>AccessDenied</Code></Error>', {}],
  ['in JSON', '{"__type":"AccessDeniedException","Message":"no"}', {}],
  ['in a header', '{"message":"no"}', { 'x-amzn-errortype': 'AccessDeniedException' }],
])('a refusal %s is one of AWS', async (_, body, answered) => {
  expect(await refused('GetRole', FORM_CALL, body, 403, 'POST', answered)).toBeUndefined();
});

test('HEAD has no body', async () => {
  expect(await refused('HeadBucket', S3_CALL, '', 200, 'HEAD')).toBeUndefined();
});
