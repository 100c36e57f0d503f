import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { decide } from './decide.ts';
import { evaluatePolicy } from './evaluate.ts';
import { parsePolicy, parsePolicyDocument } from './parse.ts';
import type { ContextValue } from './context.ts';
import type { Request, RequestPrincipal } from './request.ts';

/** Small alphabets, so that statements and requests meet often. */
const account = '111122223333';
const principals: readonly unknown[] = [
  '*',
  { AWS: '*' },
  { Service: 'cloudtrail.amazonaws.com' },
  { Service: ['config.amazonaws.com', 'cloudtrail.amazonaws.com'] },
  { AWS: account },
  { AWS: [`arn:aws:iam::${account}:role/App`, account] },
  { AWS: `arn:aws:iam::${account}:role/App` },
];
const callers: readonly RequestPrincipal[] = [
  { type: 'service', id: 'cloudtrail.amazonaws.com' },
  { type: 'anonymous' },
  { type: 'aws', arn: `arn:aws:iam::${account}:role/App`, account },
  { type: 'aws', arn: `arn:aws:sts::${account}:assumed-role/App/s`, account },
];
const words = ['a', 'b', 'c', ''];
const keys = ['my:a', 'my:b', 'my:c'];
const operators = ['String', 'ForAnyValue:String', 'ForAllValues:String'].flatMap((prefix) =>
  ['Equals', 'NotEquals', 'Like', 'NotLike'].flatMap((name) => [`${prefix}${name}`, `${prefix}${name}IfExists`]),
);

const values = fc.array(fc.constantFrom('a', 'b', '*', '?', '${my:a}', "${my:b, 'a'}"), { minLength: 1, maxLength: 2 });
const stringCondition = fc.dictionary(
  fc.constantFrom(...operators),
  fc.dictionary(fc.constantFrom(...keys), values, { maxKeys: 2 }),
  { maxKeys: 2 },
);
const nullCondition = fc.record({
  Null: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('true', 'false'), { maxKeys: 2 }),
});
const statementArbitrary = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    who: fc.tuple(fc.constantFrom('Principal', 'NotPrincipal'), fc.constantFrom(...principals)),
    what: fc.tuple(
      fc.constantFrom('Action', 'Action', 'NotAction'),
      fc.constantFrom('*', 's3:*', 's3:Put?bject', 'kms:*', 's3:GetObject'),
    ),
    where: fc.tuple(
      fc.constantFrom('Resource', 'Resource', 'NotResource'),
      fc.constantFrom('*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b', 'arn:aws:s3:::b/${my:a}'),
    ),
    Condition: fc.oneof(fc.constant({}), stringCondition, nullCondition),
  })
  .map(({ Effect, who, what, where, Condition }) => ({
    Effect,
    [who[0]]: who[1],
    [what[0]]: what[1],
    [where[0]]: where[1],
    Condition,
  }));
const statements = fc.array(statementArbitrary, { maxLength: 4 });
const contextArbitrary = fc.dictionary(
  fc.constantFrom(...keys),
  fc.array(fc.constantFrom(...words), { maxLength: 2 }),
  { maxKeys: 3 },
);
const requestArbitrary: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom('s3:PutObject', 's3:GetObject'),
  resource: fc.constantFrom('arn:aws:s3:::b/a', 'arn:aws:s3:::b'),
  principal: fc.constantFrom(...callers),
  context: contextArbitrary,
});

function policyOf(list: readonly unknown[]) {
  const policy = parsePolicyDocument({ Version: '2012-10-17', Statement: list });
  if (!policy.valid) throw new Error(`${policy.problems[0]!.path}: ${policy.problems[0]!.message}`);
  return policy;
}

const runs = { numRuns: 2_000 };

describe('laws', () => {
  it('the generator reaches all four decisions', () => {
    const seen = new Set<string>();
    for (const [list, request] of fc.sample(fc.tuple(statements, requestArbitrary), { numRuns: 2_000, seed: 1 }))
      seen.add(decide(policyOf(list), request));
    expect([...seen].sort()).toEqual(['allow', 'deny', 'none', 'unknown']);
  });

  it('adding an Allow never turns allow into anything else, nor lifts a deny', () => {
    fc.assert(
      fc.property(statements, statementArbitrary, requestArbitrary, (list, extra, request) => {
        const before = decide(policyOf(list), request);
        const after = decide(policyOf([...list, { ...extra, Effect: 'Allow' }]), request);
        return before === 'allow' || before === 'deny' ? after === before : after !== 'deny';
      }),
      runs,
    );
  });

  it('adding a Deny never turns a deny into anything else, nor allows', () => {
    fc.assert(
      fc.property(statements, statementArbitrary, requestArbitrary, (list, extra, request) => {
        const before = decide(policyOf(list), request);
        const after = decide(policyOf([...list, { ...extra, Effect: 'Deny' }]), request);
        return before === 'deny' ? after === 'deny' : before === 'allow' || after !== 'allow';
      }),
      runs,
    );
  });

  it('the order of statements changes nothing', () => {
    fc.assert(
      fc.property(
        statements.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        requestArbitrary,
        ([list, shuffled], request) => {
          expect(decide(policyOf(shuffled), request)).toBe(decide(policyOf(list), request));
        },
      ),
      runs,
    );
  });

  it('the decision alone agrees with the traced evaluation', () => {
    fc.assert(
      fc.property(statements, requestArbitrary, (list, request) => {
        const policy = policyOf(list);
        const evaluation = evaluatePolicy(policy, request);
        expect(evaluation.decision).toBe(decide(policy, request));
        expect(evaluation.deciding !== undefined).toBe(
          evaluation.decision === 'allow' || evaluation.decision === 'deny',
        );
        expect(evaluation.open.length > 0).toBe(evaluation.decision === 'unknown');
        const known = evaluation.decision === 'allow' ? 'match' : 'no-match';
        return evaluation.decision === 'unknown' || evaluation.allowed === known;
      }),
      runs,
    );
  });

  it('unknown inputs never give another known answer', () => {
    const unknown = new Unknown('access-denied');
    const hide = fc.record({
      context: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('whole', 'inside')),
      unlisted: fc.boolean(),
      principal: fc.boolean(),
      resource: fc.boolean(),
    });
    let known = 0;
    let lost = 0;
    fc.assert(
      fc.property(statements, requestArbitrary, hide, (list, request, hidden) => {
        const context: Record<string, ContextValue> = {};
        for (const [key, value] of Object.entries(request.context as Record<string, string[]>)) {
          const how = hidden.context[key];
          // A value inside the list may be hidden only where there is one: a hidden value says that the key is present.
          context[key] = how === 'whole' ? unknown : how === 'inside' ? value.map(() => unknown) : value;
        }
        const blurred: Request = {
          ...request,
          context,
          ...(hidden.unlisted ? { unlisted: 'unknown' as const } : {}),
          ...(hidden.principal ? { principal: unknown } : {}),
          ...(hidden.resource ? { resource: unknown } : {}),
        };
        const policy = policyOf(list);
        const clear = evaluatePolicy(policy, request);
        const dim = evaluatePolicy(policy, blurred);
        if (dim.decision !== 'unknown') known += 1;
        else if (clear.decision !== 'unknown') lost += 1;
        const sameDecision = dim.decision === 'unknown' || dim.decision === clear.decision;
        return sameDecision && (dim.allowed === 'unknown' || dim.allowed === clear.allowed);
      }),
      { numRuns: 6_000 },
    );
    expect(known).toBeGreaterThan(500);
    expect(lost).toBeGreaterThan(500);
  });

  it('an unknown part of the document never gives another known answer', () => {
    const unknown = new Unknown('known-after-apply');
    const member = fc.constantFrom(
      'Effect',
      'Principal',
      'NotPrincipal',
      'Action',
      'NotAction',
      'Resource',
      'NotResource',
      'Condition',
      'all',
    );
    fc.assert(
      fc.property(statements, fc.nat(3), member, requestArbitrary, (list, index, name, request) => {
        const target = list[index];
        if (target === undefined || (name !== 'all' && !Object.hasOwn(target, name))) return true;
        const blurred = list.with(index, name === 'all' ? (unknown as never) : { ...target, [name]: unknown });
        const dim = decide(policyOf(blurred), request);
        return dim === 'unknown' || dim === decide(policyOf(list), request);
      }),
      { numRuns: 4_000 },
    );
  });

  it('reading never throws, whatever the text or value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof parsePolicy(text).valid === 'boolean'),
      runs,
    );
    fc.assert(
      fc.property(fc.anything(), (value) => typeof parsePolicyDocument(value).valid === 'boolean'),
      runs,
    );
    fc.assert(
      fc.property(
        fc.anything(),
        (value) =>
          typeof parsePolicyDocument({
            Statement: [{ Effect: 'Allow', Principal: value, Action: value, Resource: value, Condition: value }],
          }).valid === 'boolean',
      ),
      runs,
    );
  });
});
