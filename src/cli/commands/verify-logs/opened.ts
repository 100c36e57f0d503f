import type { VerifyPorts } from '#src/verify/ports.ts';

/** Where the digests are read from. */
export interface Opened {
  readonly ports: VerifyPorts;
  close(): void;
}
