import { attempt } from '../../core/three-valued.ts';
import { Unknown, UnknownRead } from '../../core/unknown.ts';
import { parseArn } from '../aws/arn.ts';
import type { ParsedPolicy } from '../policy/document.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Channel } from './channel.ts';
import type { TrailInput } from './inputs.ts';

/** One delivery to judge: a trail's channel for an account's events of one region. */
export interface Site {
  readonly trail: TrailInput;
  /** Whose events: for a member of an organisation not the trail's owner. */
  readonly account: string;
  readonly region: string;
  readonly channel: Channel;
  readonly partition: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What was worked out for this trail before: equal questions of its sites are answered once, unknown answers too. */
  readonly once: <T>(question: string, answer: () => T) => T;
  /** The same for this site alone. */
  readonly onceHere: <T>(question: string, answer: () => T) => T;
}

/** The sites of one trail share what they work out. */
export function siteMaker(trail: TrailInput, now: number): (account: string, region: string, channel: Channel) => Site {
  const once = memory();
  const partition = parseArn(trail.id)?.partition ?? 'aws';
  return (account, region, channel) => ({
    trail,
    account,
    region,
    channel,
    partition,
    now,
    once,
    onceHere: memory(),
  });
}

function memory(): <T>(question: string, answer: () => T) => T {
  const answers = new Map<string, unknown>();
  return <T>(question: string, answer: () => T): T => {
    if (!answers.has(question)) answers.set(question, attempt(answer));
    const known = answers.get(question);
    if (known instanceof UnknownRead) throw known;
    return known as T;
  };
}

/** A policy's text, read once a trail. A text that is no policy is unknown: nobody can tell what it allows. */
export function documentOf(site: Site, text: string, path: string): ParsedPolicy {
  return site.once(`document ${path}`, () => {
    const policy = parsePolicy(text);
    if (policy.valid) return policy;
    const [problem] = policy.problems;
    const where = problem!.path === '' ? '' : `${problem!.path}: `;
    throw new UnknownRead(path, new Unknown('invalid-document', `${where}${problem!.message}`));
  });
}
