/** What carries a GET request to S3. A failure of the line is a StoreError with the reason `network`. */
export interface Transport {
  get(request: GetRequest): Promise<Answer>;
  close(): void;
}

export interface GetRequest {
  readonly secure: boolean;
  readonly hostname: string;
  /** Empty for the protocol's own. */
  readonly port: string;
  /** With the query. */
  readonly path: string;
  /** `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Whole when it is small; a stream must be read to its end or returned. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

export interface TransportOptions {
  /** Open connections at a time. */
  readonly sockets: number;
  /** Milliseconds without a byte until a request is given up. */
  readonly timeout: number;
}

/** Bodies up to this size are read whole; larger ones are streamed. */
export const whole = 8 * 1024 * 1024;
