/** A class of events that is recorded, or not, in a region. */
export type EventClass =
  | { readonly kind: 'management'; readonly half: Half }
  | { readonly kind: 'data'; readonly resourceType: string; readonly half: Half }
  | { readonly kind: 'network-activity' }
  | { readonly kind: 'insights' }
  | { readonly kind: 'global' };

export type Half = 'read' | 'write';

export const managementReads: EventClass = { kind: 'management', half: 'read' };
export const managementWrites: EventClass = { kind: 'management', half: 'write' };
export const globalServiceEvents: EventClass = { kind: 'global' };
export const insights: EventClass = { kind: 'insights' };
export const networkActivity: EventClass = { kind: 'network-activity' };

/** Both halves of the data events on a resource type. */
export function dataEvents(resourceType: string): readonly [EventClass, EventClass] {
  return [
    { kind: 'data', resourceType, half: 'read' },
    { kind: 'data', resourceType, half: 'write' },
  ];
}

/** A stable name for reports: `management-read`, `data-write:AWS::S3::Object`, `global`. */
export function classId(eventClass: EventClass): string {
  if (eventClass.kind === 'management') return `management-${eventClass.half}`;
  return eventClass.kind === 'data' ? `data-${eventClass.half}:${eventClass.resourceType}` : eventClass.kind;
}

/** For people: `write management events`, `read data events on AWS::S3::Object`. */
export function classTitle(eventClass: EventClass): string {
  switch (eventClass.kind) {
    case 'management':
      return `${eventClass.half} management events`;
    case 'data':
      return `${eventClass.half} data events on ${eventClass.resourceType}`;
    case 'network-activity':
      return 'network activity events';
    case 'insights':
      return 'Insights events';
    default:
      return 'global service events';
  }
}
