/** Credentials as the SDK takes them: a function that renews them. */
export type Credentials = () => Promise<{
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}>;

/** The way into one account. */
export interface Session {
  readonly account: string;
  readonly partition: string;
  /** Region for calls that no region is right for. */
  readonly region: string;
  readonly credentials: Credentials;
  /** ARN of who we are in that account. */
  readonly arn: string;
}
