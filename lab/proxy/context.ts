import type { Answer, Call, HttpRequest } from './call.ts';
import type { State } from './state.ts';

/** What a handler works with. */
export interface Context {
  readonly state: State;
  readonly moto: string;
  readonly now: () => Date;
  /** The answer of moto; `as` sends it as another account or with another request. */
  readonly forward: (call: Call, as?: { readonly account?: string; readonly request?: HttpRequest }) => Promise<Answer>;
}

/** Answers a call, or leaves it to moto by answering undefined. May throw an `AwsError`. */
export type Handler = (call: Call, context: Context) => Answer | undefined | Promise<Answer | undefined>;
