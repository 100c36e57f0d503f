import { toAdvanced } from './advanced.ts';
import type { AdvancedSelector, EventSelectors, FieldSelector, SelectableEvent } from './model.ts';

/** Whether selectors record an event: any one selector that matches is enough. The trail's own flags are not asked here. */
export function records(selectors: EventSelectors, event: SelectableEvent): boolean {
  return toAdvanced(selectors).some((selector) => selectorMatches(selector, event));
}

/** All fields of a selector must match. A selector without fields is refused by AWS and records nothing. */
function selectorMatches(selector: AdvancedSelector, event: SelectableEvent): boolean {
  const fields = selector.fieldSelectors;
  return fields.length > 0 && fields.every((field) => fieldMatches(field, fieldValue(event, field.field)));
}

/**
 * Positive operators are alternatives to each other, negative ones must all hold, and both groups must hold
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html, "multiple conditions").
 * A field that the event does not have equals nothing. A field without any operator is refused by AWS: it matches nothing.
 */
export function fieldMatches(field: FieldSelector, value: string | undefined): boolean {
  const wants = has(field.equals) || has(field.startsWith) || has(field.endsWith);
  const refuses = has(field.notEquals) || has(field.notStartsWith) || has(field.notEndsWith);
  if (!wants && !refuses) return false;
  if (value === undefined) return !wants;
  if (wants && !oneOf(value, field.equals, field.startsWith, field.endsWith)) return false;
  return !refuses || !oneOf(value, field.notEquals, field.notStartsWith, field.notEndsWith);
}

type Values = readonly string[] | undefined;

function has(values: Values): boolean {
  return values !== undefined && values.length > 0;
}

function oneOf(value: string, equals: Values, startsWith: Values, endsWith: Values): boolean {
  if (equals?.includes(value)) return true;
  if (startsWith?.some((prefix) => value.startsWith(prefix))) return true;
  return endsWith?.some((suffix) => value.endsWith(suffix)) ?? false;
}

function fieldValue(event: SelectableEvent, field: string): string | undefined {
  switch (field) {
    case 'eventCategory':
      return event.eventCategory;
    case 'eventSource':
      return event.eventSource;
    case 'eventName':
      return event.eventName;
    case 'readOnly':
      return String(event.readOnly);
    case 'resources.type':
      return event.resourceType;
    case 'resources.ARN':
      return event.resourceArn;
    case 'eventType':
      return event.eventType;
    case 'sessionCredentialFromConsole':
      return event.sessionCredentialFromConsole === true ? 'true' : undefined;
    case 'userIdentity.arn':
      return event.userIdentityArn;
    case 'vpcEndpointId':
      return event.vpcEndpointId;
    case 'errorCode':
      return event.errorCode;
    default:
      return undefined;
  }
}
