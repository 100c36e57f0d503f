import type { Budget } from './budget.ts';
import type { Session } from './session.ts';

/** What middleware has to know of a call and the SDK is not told. */
export interface Call {
  /** In whose name it is made. */
  readonly session: Session;
  /** The limit that it falls under. */
  readonly budget: Budget;
}

/** Beside what an operation knows of its input: the SDK leaves symbols alone. */
const CALL = Symbol('call');

/** The input of a call, with what its middleware has to know. */
export const withCall = (input: object, call: Call): object => ({ ...input, [CALL]: call });

/** The call that an input is of. */
export const callOf = (input: object): Call => (input as { readonly [CALL]: Call })[CALL];
