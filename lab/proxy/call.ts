/** How a service writes requests and errors on the wire. */
export type Protocol = 'json' | 'query' | 'ec2' | 's3' | 'rest-xml' | 'rest-json';

/** A request as it arrived. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One recognised API call. `service` is the prefix of its IAM actions (`cloudwatch`, not `monitoring`). */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
  readonly accessKeyId: string;
  /** ARN of the caller, for the texts of refusals. */
  readonly principal: string;
  readonly protocol: Protocol;
  /** The JSON body, the form fields, or for S3 `Bucket`, `Key` and the query. */
  readonly params: Readonly<Record<string, unknown>>;
  /** What the call is about, where it names one thing: a name or an ARN. */
  readonly resource?: string;
  readonly at: Date;
  readonly http: HttpRequest;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A text parameter, or undefined when it is missing or of another type. */
export function text(call: Call, name: string): string | undefined {
  const value = call.params[name];
  return typeof value === 'string' ? value : undefined;
}
