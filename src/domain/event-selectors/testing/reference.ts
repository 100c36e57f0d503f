import type { BasicSelector, EventSelectors, FieldSelector, SelectableEvent } from '../model.ts';

/**
 * Selectors evaluated the long way, straight from AWS's prose and without sharing code with the evaluator: basic
 * selectors are judged as basic selectors, and each operator is one line.
 */
export function referenceRecords(selectors: EventSelectors, event: SelectableEvent): boolean {
  if ('basic' in selectors) {
    for (const selector of selectors.basic) if (basic(selector, event)) return true;
    return false;
  }
  for (const { fieldSelectors } of selectors.advanced) {
    let all = fieldSelectors.length > 0;
    for (const field of fieldSelectors) all = all && matches(field, event);
    if (all) return true;
  }
  return false;
}

function basic(selector: BasicSelector, event: SelectableEvent): boolean {
  if (selector.readWriteType === 'ReadOnly' && !event.readOnly) return false;
  if (selector.readWriteType === 'WriteOnly' && event.readOnly) return false;
  if (event.eventCategory === 'Management') {
    if (selector.includeManagementEvents === false) return false;
    return !(selector.excludeManagementEventSources ?? []).some((source) => source === event.eventSource);
  }
  if (event.eventCategory !== 'Data' || event.resourceArn === undefined) return false;
  for (const { type, values } of selector.dataResources ?? []) {
    if (type !== event.resourceType) continue;
    for (const value of values) {
      const parts = value.split(':');
      const wholeService = parts.length === 3 && parts[2] !== '';
      const bucketOnly = parts[2] === 's3' && parts.length === 6 && parts[5] !== '' && !parts[5]!.includes('/');
      const prefix = wholeService || (type === 'AWS::S3::Object' && !bucketOnly);
      if (prefix ? event.resourceArn.slice(0, value.length) === value : event.resourceArn === value) return true;
    }
  }
  return false;
}

const attributes: Record<string, (event: SelectableEvent) => string | undefined> = {
  eventCategory: (event) => event.eventCategory,
  eventSource: (event) => event.eventSource,
  eventName: (event) => event.eventName,
  readOnly: (event) => (event.readOnly ? 'true' : 'false'),
  'resources.type': (event) => event.resourceType,
  'resources.ARN': (event) => event.resourceArn,
  eventType: (event) => event.eventType,
  sessionCredentialFromConsole: (event) => (event.sessionCredentialFromConsole ? 'true' : undefined),
  'userIdentity.arn': (event) => event.userIdentityArn,
  vpcEndpointId: (event) => event.vpcEndpointId,
  errorCode: (event) => event.errorCode,
};

function matches(field: FieldSelector, event: SelectableEvent): boolean {
  const actual = attributes[field.field]?.(event);
  const select: boolean[] = [];
  for (const value of field.equals ?? []) select.push(actual === value);
  for (const value of field.startsWith ?? []) select.push(actual !== undefined && actual.indexOf(value) === 0);
  for (const value of field.endsWith ?? []) {
    select.push(
      actual !== undefined && actual.length >= value.length && actual.slice(actual.length - value.length) === value,
    );
  }
  const deselect: boolean[] = [];
  for (const value of field.notEquals ?? []) deselect.push(actual === value);
  for (const value of field.notStartsWith ?? []) deselect.push(actual !== undefined && actual.indexOf(value) === 0);
  for (const value of field.notEndsWith ?? []) {
    deselect.push(
      actual !== undefined && actual.length >= value.length && actual.slice(actual.length - value.length) === value,
    );
  }
  if (select.length + deselect.length === 0) return false;
  return (select.length === 0 || select.includes(true)) && !deselect.includes(true);
}
