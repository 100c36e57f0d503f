import { describeUnknown } from '#src/core/evaluate.ts';
import type { Cause } from '#src/core/finding.ts';
import type { Delivery } from '#src/domain/coverage/delivery.ts';

/** What is wrong with a delivery, or is not known of it. Troubles of the same name are told once, with all their `{regions}`. */
export interface DeliveryTrouble {
  readonly name: string;
  readonly text: string;
}

/** How a cell's delivery is called: `predicted S3-DENY`, `failing AccessDenied S3-PREFIX`. */
export function deliveryText({ state, error, at, causes = [] }: Delivery): string {
  const ids = [...new Set(causes.map(({ id }) => id))];
  return [state, error ?? (ids.length === 0 ? at : undefined), ...ids].filter((part) => part !== undefined).join(' ');
}

/** Causes with their ids, each once. */
export function causeTexts({ causes = [] }: Delivery): string[] {
  return causes.map(({ id, message }) => `${id}: ${message}`);
}

export function openTexts({ open = [] }: Delivery): string[] {
  return open.map(describeUnknown);
}

/** The delivery of a trail in sentences. */
export function deliveryTroubles({ name }: { readonly name: string }, delivery: Delivery): DeliveryTrouble[] {
  const { state, error = '', at, causes = [], unknown, open = [] } = delivery;
  const why = causes.map(causeText).join('');
  const last = at === undefined ? 'never' : at;
  const causeNames = causes.map(causeName).join();
  const holes = open.map((hole) => ({
    name: `open ${hole.path} ${hole.reason}`,
    text: `trail ${name}: whether the next delivery from {regions} gets through is open. ${describeUnknown(hole)}`,
  }));
  const trouble = (text: string): DeliveryTrouble => ({
    name: `${state} ${error} ${last} ${causeNames}`,
    text: `trail ${name}: ${text}`,
  });
  switch (state) {
    case 'failing':
      return [trouble(`does not deliver from {regions}: ${error}, last success ${last}.${why}`), ...holes];
    case 'late':
      return [
        trouble(`nothing arrives from {regions}, and AWS reports no error; last success ${last}.${why}`),
        ...holes,
      ];
    case 'predicted':
      // When each region last delivered says nothing here.
      return [
        {
          name: `predicted ${causeNames}`,
          text: `trail ${name}: the next delivery from {regions} will be refused; AWS reports no error yet.${why}`,
        },
        ...holes,
      ];
    case 'not-yet':
      return [trouble('has delivered nothing yet from {regions}'), ...holes];
    case 'unknown':
      return unknown === undefined
        ? holes
        : [trouble(`delivery unknown in {regions}. ${describeUnknown(unknown)}`), ...holes];
    default:
      return holes;
  }
}

const causeText = ({ id, message, repair }: Cause): string =>
  ` ${id}: ${message}${repair === undefined ? '' : ` Repair: ${repair}`}`;

/** One fault shows in many regions, and its message may name each: what tells causes apart does not. */
const causeName = ({ id, document, statement }: Cause): string => [id, document, statement].join(' ');
