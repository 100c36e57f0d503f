import { healthyWorld, ids, NOW } from '#src/testing/healthy.ts';
import { createWorld, type World } from '#src/core/world.ts';

export { NOW };

/** How many assets one made account has: account, trails and their parts. */
const TRAILS = 5;

/**
 * A world of about `assets` assets: accounts of five trails each, with buckets, keys, topics, log groups and roles of
 * their own. Every third trail has something wrong, so that rules do not only pass. Made data, for scale only.
 */
export function makeWorld(assets: number): World {
  const template = [...healthyWorld().all()];
  const perTrail = template.length - 1;
  const accounts = Math.max(1, Math.round(assets / (1 + TRAILS * perTrail)));
  const accountIds = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index));
  const world = createWorld(accountIds);
  for (const account of accountIds) {
    const arns: string[] = [];
    for (let trail = 0; trail < TRAILS; trail++) {
      const rename = (text: string): string =>
        text
          .replaceAll(ids.account.id, account)
          .replaceAll('trail/main', `trail/main-${trail}`)
          .replaceAll('trail-logs', `trail-logs-${account}-${trail}`)
          .replaceAll('trail-notices', `trail-notices-${trail}`)
          .replaceAll('trail-events', `trail-events-${trail}`)
          .replaceAll('trail-to-logs', `trail-to-logs-${trail}`)
          .replaceAll(ids.key.name, `${String(trail).padStart(8, '0')}-2222-3333-4444-555555555555`)
          .replaceAll('"mfaDelete":true', trail % 3 === 0 ? '"mfaDelete":false' : '"mfaDelete":true');
      for (const record of template) {
        if (record.kind === 'AWS::Account') continue;
        const made = JSON.parse(rename(JSON.stringify(record, keepAbsent)), reviveAbsent) as typeof record;
        if (made.kind === 'AWS::CloudTrail::Trail') arns.push(made.id);
        world.put(made);
      }
    }
    const own = template.find(({ kind }) => kind === 'AWS::Account')!;
    const text = JSON.stringify(own, keepAbsent).replaceAll(ids.account.id, account);
    const record = JSON.parse(text, reviveAbsent) as typeof own;
    world.put({ ...record, facts: { ...record.facts, trailArns: arns } });
  }
  return world;
}

const ABSENT = '(absent)';
const keepAbsent = (_: string, value: unknown): unknown => (value === undefined ? ABSENT : value);

/** Facts that are known to be absent are keys with `undefined`, which JSON would drop. */
function reviveAbsent(this: Record<string, unknown>, key: string, value: unknown): unknown {
  if (value !== ABSENT) return value;
  this[key] = undefined;
  return undefined;
}
