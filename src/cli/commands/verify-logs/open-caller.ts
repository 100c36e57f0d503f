import { createCaller, type AwsCaller } from '#src/aws/caller.ts';
import type { Session } from '#src/aws/session.ts';
import { openSessions } from '#src/aws/sessions.ts';
import { readSharedSettings, type SharedSettings } from '#src/aws/shared-settings.ts';
import type { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import type { VerifyLogsOptions } from '../../declare/verify.ts';

/** Enters the accounts that the options name. @throws UserError when there is none to enter */
export async function openCaller(options: VerifyLogsOptions): Promise<{
  caller: AwsCaller;
  sessions: readonly Session[];
  refused: ReadonlyMap<string, Unknown>;
  settings: SharedSettings;
}> {
  const roles = (options.roleArn ?? []).map((roleArn) => ({ roleArn }));
  // Without a role, --account only says which accounts of the trails are verified.
  const accounts =
    options.roleName === undefined ? roles : [...roles, ...(options.account ?? []).map((id) => ({ id }))];
  const settings = await readSharedSettings();
  const { maxAttempts } = settings;
  const { sessions, refused } = await openSessions({
    accounts,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.roleName === undefined ? {} : { roleName: options.roleName }),
    ...(options.externalId === undefined ? {} : { externalId: options.externalId }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  });
  if (sessions.length === 0) {
    const reasons = [...refused.values()].map(({ detail }) => detail).join('; ');
    throw new UserError(
      'NO_ACCOUNT',
      `No account could be entered: ${reasons}`,
      'Check the roles and who may assume them.',
    );
  }
  const caller = createCaller({
    sessions,
    signal: new AbortController().signal,
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  });
  return { caller, sessions, refused, settings };
}
