import type { Channel } from './channel.ts';
import type { Site } from './site.ts';

/** One place where a cause holds. */
export interface Found {
  /** One sentence for a person: what is, and what CloudTrail needs. */
  readonly message: string;
  /** The document that blocks: `bucket policy of arn:aws:s3:::logs`. */
  readonly document?: string;
  /** `Statement[1] (AWSCloudTrailWrite20150319)` */
  readonly statement?: string;
  /** The element or condition key that does not fit: `aws:SourceArn`, `Resource`. */
  readonly element?: string;
  readonly value?: string;
  readonly wanted?: string;
  /** Lower than the definition's where this place depends on what AWS does not document. */
  readonly confidence?: 'likely';
}

/** One row of the catalogue: a reason why a delivery fails, as a pure question about a site. */
export interface CauseDefinition {
  /** `S3-SOURCEARN`: stable, as rule ids are. */
  readonly id: string;
  readonly area: 'S3' | 'KMS' | 'SNS' | 'CloudWatch Logs' | 'Organisation';
  readonly channels: readonly Channel[];
  /** A sentence that is true when the cause holds. */
  readonly title: string;
  /** AWS's error codes that it shows as; empty where AWS reports nothing. */
  readonly symptoms: readonly string[];
  /** `likely`: AWS does not document it. It explains an error, and never fails a trail that delivers. */
  readonly confidence: 'certain' | 'likely';
  /** Whether it alone stops deliveries. */
  readonly blocks: boolean;
  /** What to change, in one sentence. */
  readonly repair: string;
  /** Every place where it holds; none when it certainly does not. Throws `UnknownRead` when that cannot be told. */
  readonly find: (site: Site) => readonly Found[];
}

export const none: readonly Found[] = [];
