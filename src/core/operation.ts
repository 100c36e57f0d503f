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
  /** Where the list stands and how the next page is asked for, for operations that answer in pages. */
  readonly pages?: { readonly items: string; readonly nextToken: string; readonly token: string };
}

/** Declares a read operation. */
export function defineOperation<O>(definition: {
  service: string;
  name: string;
  permission?: string;
  output: z.ZodType<O>;
  notSet?: readonly string[];
  pages?: Operation['pages'];
}): Operation<O> {
  return { permission: `${definition.service}:${definition.name}`, notSet: [], ...definition };
}

/** A time as the SDK gives it, kept as ISO 8601 text: facts are plain JSON. */
export const time = z.date().transform((date) => date.toISOString());

/** `service:Name`, as evidence and logs show a call. */
export function callName(operation: Operation): string {
  return `${operation.service}:${operation.name}`;
}
