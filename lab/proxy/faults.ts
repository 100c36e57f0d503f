import type { Call } from './call.ts';
import { AwsError } from './errors.ts';
import type { Garbage } from './garbage.ts';
import { denied, expired, notEnabled, throttled } from './refusals.ts';

/** What goes wrong. */
export type FaultKind =
  /** Access denied, in the service's own shape, with the action in its text. */
  | { readonly kind: 'denied'; readonly message?: string }
  /** The service's own throttling error. */
  | { readonly kind: 'throttled' }
  /** The right answer, after so many milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection is cut before an answer. */
  | { readonly kind: 'reset' }
  /** No answer, for as long as the client waits: none at all, or half of it. */
  | { readonly kind: 'silent'; readonly after?: 'half' }
  /** The right answer in pages: the first has so many items, the second has the rest. JSON services only. */
  | { readonly kind: 'paged'; readonly items: string; readonly token: string; readonly first: number }
  /** An answer that is not of the protocol; default `invalid`. */
  | { readonly kind: 'garbage'; readonly form?: Garbage }
  /** As a region that the account has not enabled answers. */
  | { readonly kind: 'not-enabled' }
  | { readonly kind: 'expired' }
  /** Any other error of AWS. */
  | { readonly kind: 'error'; readonly code: string; readonly message?: string; readonly status?: number };

/** Which calls a fault hits: all conditions that are given must hold. `operation` may end in `*`. */
export interface FaultMatch {
  readonly service?: string;
  readonly operation?: string;
  readonly region?: string;
  readonly account?: string;
  /** A text that the call's resource contains, a pattern, or a test of the whole call. */
  readonly resource?: string | RegExp | ((call: Call) => boolean);
}

export type Fault = FaultMatch &
  FaultKind & {
    /** How many calls it hits; without it, all of them. */
    readonly times?: number;
  };

export interface FaultRegistry {
  /** Adds a fault; the returned function takes it away. The newest fault that matches a call wins. */
  readonly add: (fault: Fault) => () => void;
  readonly clear: () => void;
  /** The fault of this call, counted as used. */
  readonly take: (call: Call) => Fault | undefined;
}

function nameMatches(wanted: string | undefined, actual: string): boolean {
  if (wanted === undefined || wanted === '*') return true;
  return wanted.endsWith('*') ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted;
}

function resourceMatches(wanted: FaultMatch['resource'], call: Call): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'function') return wanted(call);
  const texts = [call.resource, ...Object.values(call.params)].filter((value) => typeof value === 'string');
  return texts.some((value) => (typeof wanted === 'string' ? value.includes(wanted) : wanted.test(value)));
}

function matches(fault: Fault, call: Call): boolean {
  return (
    nameMatches(fault.service, call.service) &&
    nameMatches(fault.operation, call.operation) &&
    nameMatches(fault.region, call.region) &&
    nameMatches(fault.account, call.account) &&
    resourceMatches(fault.resource, call)
  );
}

export function createFaults(): FaultRegistry {
  let entries: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      entries.unshift(entry);
      return () => {
        entries = entries.filter((other) => other !== entry);
      };
    },
    clear: () => {
      entries = [];
    },
    take: (call) => {
      const entry = entries.find(({ fault, left }) => left > 0 && matches(fault, call));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}

/** The error that a fault answers with, for those that answer with one. */
export function faultError(fault: Fault, call: Call): AwsError | undefined {
  switch (fault.kind) {
    case 'denied': {
      const error = denied(call);
      return fault.message === undefined ? error : new AwsError(error.code, fault.message, error.status);
    }
    case 'throttled': {
      return throttled(call);
    }
    case 'not-enabled': {
      return notEnabled(call);
    }
    case 'expired': {
      return expired(call);
    }
    case 'error': {
      return new AwsError(fault.code, fault.message ?? fault.code, fault.status ?? 400);
    }
    default: {
      return undefined;
    }
  }
}
