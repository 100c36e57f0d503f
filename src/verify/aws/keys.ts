import type { Session } from '#src/aws/session.ts';
import type { Caller } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { PublicKey, PublicKeySource } from '../ports.ts';
import { listPublicKeys } from './operations.ts';
import { pages } from './pages.ts';

/** The public keys of a region, from all pages. Keys are the region's, not the account's: any session may ask. */
export function createKeySource({
  sessions,
  caller,
}: {
  readonly sessions: readonly Session[];
  readonly caller: Caller;
}): PublicKeySource {
  return {
    complete: true,
    async keys(region, from, to) {
      const input = { StartTime: new Date(Math.max(0, from)), EndTime: new Date(to) };
      let failed = new Unknown('call-failed', 'no session');
      for (const { account } of sessions) {
        const keys = await pages(caller, listPublicKeys, input, { account, region }, (page) => page.PublicKeyList);
        if (!(keys instanceof Unknown)) {
          return keys.map(({ Value, Fingerprint }): PublicKey => ({ der: Value, fingerprint: Fingerprint }));
        }
        failed = keys;
      }
      return failed;
    },
  };
}
