import type { Intent } from '#src/domain/intents/model.ts';

/** One filter, with an alarm on its metric unless only the filter is wanted. */
export interface Piece {
  /** `TrailChanges`: start of every name. */
  readonly name: string;
  /** For the alarm's description. */
  readonly what: string;
  readonly pattern: string;
  readonly withAlarm: boolean;
}

export const pieceOf = ({ name, what, filter }: Intent): Piece => ({ name, what, pattern: filter, withAlarm: true });

/** What a bundle is made for. A value left out becomes a parameter without default. */
export interface Site {
  readonly logGroup?: string;
  readonly region?: string;
  /** What is wrong and cannot be mended here: written at the top. */
  readonly remarks?: readonly string[];
}

export const NAMESPACE = 'AuditTrail';

/** A name that a person who has a topic already knows what to do with. */
export const TOPIC = 'audit-alarms';

/** Seconds. */
export const PERIOD = 300;
