import type { AdvancedSelector, BasicSelector, DataResource, EventSelectors, FieldSelector } from './model.ts';

/**
 * Any selectors as advanced selectors that record the same events. One evaluator and one coverage calculation then
 * serve both kinds, and a user who wants to move from basic to advanced selectors can be shown the result.
 */
export function toAdvanced(selectors: EventSelectors): readonly AdvancedSelector[] {
  if ('advanced' in selectors) return selectors.advanced;
  const known = translated.get(selectors) ?? selectors.basic.flatMap(fromBasic);
  translated.set(selectors, known);
  return known;
}

/** The same selectors are asked about event after event. */
const translated = new WeakMap<EventSelectors, readonly AdvancedSelector[]>();

function fromBasic(selector: BasicSelector): AdvancedSelector[] {
  const half = readOnlyField(selector);
  const result: AdvancedSelector[] = [];
  if (selector.includeManagementEvents ?? true) {
    const excluded = selector.excludeManagementEventSources ?? [];
    const exclusion: FieldSelector[] = excluded.length > 0 ? [{ field: 'eventSource', notEquals: excluded }] : [];
    result.push({ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...half, ...exclusion] });
  }
  for (const resource of selector.dataResources ?? []) {
    const arns = resourceArnField(resource);
    if (arns === undefined) continue;
    const type: FieldSelector = { field: 'resources.type', equals: [resource.type] };
    result.push({ fieldSelectors: [{ field: 'eventCategory', equals: ['Data'] }, type, ...half, arns] });
  }
  return result;
}

function readOnlyField(selector: BasicSelector): FieldSelector[] {
  if (selector.readWriteType === 'ReadOnly') return [{ field: 'readOnly', equals: ['true'] }];
  if (selector.readWriteType === 'WriteOnly') return [{ field: 'readOnly', equals: ['false'] }];
  return [];
}

function resourceArnField(resource: DataResource): FieldSelector | undefined {
  const equals: string[] = [];
  const startsWith: string[] = [];
  for (const value of resource.values) (isPrefix(resource.type, value) ? startsWith : equals).push(value);
  if (equals.length + startsWith.length === 0) return undefined;
  return {
    field: 'resources.ARN',
    ...(equals.length > 0 ? { equals } : {}),
    ...(startsWith.length > 0 ? { startsWith } : {}),
  };
}

/**
 * S3 values are prefixes of object ARNs; Lambda and DynamoDB ARNs are exact, except the bare `arn:aws:lambda` that
 * means all (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html). What a bucket's
 * ARN without a slash at its end records is not documented ("append a slash to log all objects"): the narrow reading
 * is taken, so that nothing is called recorded that may not be.
 */
function isPrefix(type: string, value: string): boolean {
  if (type === 'AWS::S3::Object') return !/^arn:[^:]*:s3:::[^/]+$/.test(value);
  return /^arn:[^:]*:[^:]+$/.test(value);
}
