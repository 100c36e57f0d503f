import type { Answer, Call } from './call.ts';
import type { Fault } from './faults.ts';
import { parseWire } from './wire.ts';

type Paged = Extract<Fault, { kind: 'paged' }>;

/** The mark of the second page, as a client sends it back. */
export const SECOND_PAGE = 'page-2';

/** The call as it would be without a mark: the emulator does not know marks that it did not give. */
export function unmarked(call: Call, { token }: Paged): Call {
  const { [token]: _, ...params } = call.params;
  return { ...call, params, http: { ...call.http, body: Buffer.from(JSON.stringify(params)) } };
}

/** The page of an answer that the call asks for. */
export function pageOf(call: Call, { items, token, first }: Paged, whole: Answer): Answer {
  const answer = parseWire<Record<string, unknown>>(String(whole.body));
  const all = answer[items];
  if (!Array.isArray(all)) return whole;
  const page =
    call.params[token] === SECOND_PAGE
      ? { ...answer, [items]: all.slice(first) }
      : { ...answer, [items]: all.slice(0, first), [token]: SECOND_PAGE };
  return { ...whole, body: JSON.stringify(page) };
}
