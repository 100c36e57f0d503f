/**
 * A value from the wire taken for the shape that AWS documents. The lab's clients are SDKs, whose requests have that
 * shape, so it is not checked again; this is the one place where the lab believes without looking.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- naming the shape at the call is the point
export function wire<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as T;
}

/** The JSON of a body that moto or an SDK wrote. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
export function parseWire<T>(body: Buffer | string): T {
  return wire<T>(JSON.parse(body.toString()));
}
