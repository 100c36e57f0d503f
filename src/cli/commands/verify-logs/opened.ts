import type { VerifyPorts } from '#src/verify/ports.ts';

/** Where the digests are read from. */
export interface Opened {
  readonly ports: VerifyPorts;
  /** The objects are a copy on disk, which may have lost its metadata. */
  readonly copied: boolean;
  close(): void;
}
