import { z } from 'zod';

/** One read operation of an AWS service, with what its answers mean. */
export interface Operation<O = unknown> {
  /** Name of the SDK client: `cloudtrail`, `s3`, `cloudwatch-logs`. */
  readonly service: string;
  /** `GetTrailStatus` */
  readonly name: string;
  /** The IAM action that allows it: not always service and name (`s3:GetLifecycleConfiguration`). */
  readonly permission: string;
  /** The part of the answer that is used. Anything else in it is dropped; an answer that does not fit is `call-failed`. */
  readonly output: z.ZodType<O>;
  /** Error names that mean "there is none": the answer is known to be absent. */
  readonly notSet: readonly string[];
  /** What it answers decides how many calls follow: it is asked before others. */
  readonly leads?: true;
  /** The XML element around an answer in which everything may be absent: what has another is no answer. */
  readonly root?: string;
}

export interface Pages {
  readonly items: string;
  readonly nextToken: string;
  readonly token: string;
  /** Another list of the operation: where it came alone, this one is empty. */
  readonly beside?: string;
}

/** A read operation that answers in pages of one list. */
export interface PagedOperation<I = unknown> extends Operation<Readonly<Record<string, unknown>>> {
  /** Where the list stands in an answer, where the mark of the next page, and how that page is asked for. */
  readonly pages: Pages;
  /** The part of an item that is used. */
  readonly item: z.ZodType<I>;
}

/** Declares a read operation. */
export function defineOperation<O>(definition: {
  service: string;
  name: string;
  permission?: string;
  output: z.ZodType<O>;
  notSet?: readonly string[];
  root?: string;
  leads?: true;
}): Operation<O> {
  return { permission: `${definition.service}:${definition.name}`, notSet: [], ...definition };
}

/**
 * Declares a read operation that answers in pages. One item that does not fit makes its page `call-failed`, and so does
 * an answer without the list: AWS sends empty lists, so what lacks it was not sent by AWS.
 */
export function definePagedOperation<I>(definition: {
  service: string;
  name: string;
  permission?: string;
  item: z.ZodType<I>;
  notSet?: readonly string[];
  pages: PagedOperation['pages'];
}): PagedOperation<I> {
  const { items, nextToken, beside } = definition.pages;
  const list = z.array(definition.item);
  const token = z.string().optional();
  const output =
    beside === undefined
      ? z.object({ [items]: list, [nextToken]: token })
      : z
          .object({ [items]: list.optional(), [beside]: z.array(z.unknown()).optional(), [nextToken]: token })
          .refine((answer) => answer[items] !== undefined || answer[beside] !== undefined)
          .transform((answer) => ({ [items]: answer[items] ?? [], [nextToken]: answer[nextToken] }));
  return { ...defineOperation({ ...definition, output }), item: definition.item, pages: definition.pages };
}

/** A time as the SDK gives it, kept as ISO 8601 text: facts are plain JSON. */
export const time = z.date().transform((date) => date.toISOString());

/** `service:Name`, as evidence and logs show a call. */
export function callName(operation: Operation): string {
  return `${operation.service}:${operation.name}`;
}
