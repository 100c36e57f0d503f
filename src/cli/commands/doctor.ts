import { account } from '#src/assets/account/model.ts';
import { proxySettings } from '#src/aws/proxy.ts';
import { openSessions } from '#src/aws/sessions.ts';
import { readSharedSettings } from '#src/aws/shared-settings.ts';
import { isInForce } from '#src/core/exception.ts';
import { kinds } from '#src/generated/kinds.ts';
import { rules } from '#src/generated/rules.ts';
import { visible } from '#src/report/text.ts';
import { collectors } from '#src/generated/collectors.ts';
import { chooseRules } from '#src/scan/choose-rules.ts';
import { planEverything, plannedOperations, planReads } from '#src/scan/plan.ts';
import { type Gap, otherGap, probeAccount } from '#src/scan/probe.ts';
import { loadConfiguration, loadExceptions } from '../configuration.ts';
import { accountsOf, checkAccounts } from '../accounts.ts';
import { sourceArguments } from '../next-step.ts';
import type { AccountOptions } from '../source-options.ts';

interface DoctorOptions extends AccountOptions {
  readonly rule?: readonly string[];
  readonly full?: boolean;
}

/** Says what would make a scan incomplete. Answers the exit code: 0 when nothing would, 3 when something would. */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  const print = (state: 'ok' | 'note' | 'gap', text: string): void => {
    // Words, not ticks: not every terminal and log knows these.
    console.log(`${{ ok: 'ok     ', note: 'note   ', gap: 'MISSING' }[state]} ${visible(text)}`);
  };
  const gaps: Gap[] = [];
  const tell = (gap: Gap): void => {
    gaps.push(gap);
    print('gap', gap.text);
  };

  print('ok', `Node ${process.version}`);
  const configuration = await loadConfiguration(options.config);
  const exceptions = await loadExceptions(configuration.exceptions);
  const expired = exceptions.filter((exception) => !isInForce(exception, Date.now()));
  checkAccounts(options, configuration);
  print('ok', `configuration is valid; ${exceptions.length} exceptions, ${expired.length} of them expired`);
  const named = Object.keys(process.env).filter((name) => name.startsWith('AWS_ENDPOINT_URL'));
  for (const name of named.toSorted()) print('note', `${name} is set: calls go to ${process.env[name]}, not to AWS`);
  const { s3Endpoint } = await readSharedSettings();
  if (named.length === 0 && s3Endpoint !== undefined) {
    print('note', `the profile names an endpoint: calls go to ${s3Endpoint}, not to AWS`);
  }
  for (const host of proxyHosts()) print('note', `AWS is asked by way of the proxy ${host}`);

  const selection = options.rule === undefined ? {} : { rules: options.rule };
  const chosen = chooseRules(rules, selection, configuration).map(({ rule }) => rule);
  const operations = plannedOperations(options.full ? planEverything(kinds) : planReads(chosen, account), collectors);
  const { regions, ...accounts } = accountsOf(options, configuration);
  const { sessions, refused } = await openSessions({
    ...accounts,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.externalId === undefined ? {} : { externalId: options.externalId }),
  });
  for (const { detail } of refused.values()) tell(otherGap(detail));
  for (const session of sessions) {
    print('ok', `account ${session.account} as ${session.arn}`);
    const result = await probeAccount(session, operations, regions);
    if (result.regions.length > 0) print('ok', `enabled regions: ${result.regions.join(', ')}`);
    for (const text of result.notes) print('note', text);
    for (const gap of result.gaps) tell(gap);
    if (result.gaps.length === 0) print('ok', `${result.tested} permissions tested, none is missing`);
  }
  console.log(`\n${verdict(gaps, sourceArguments(options))}`);
  return gaps.length === 0 ? 0 : 3;
}

function verdict(gaps: readonly Gap[], world: string): string {
  if (gaps.length === 0) return `Nothing is missing that can be tried beforehand. Next: surety scan${world}`;
  const isOne = gaps.length === 1;
  const next = gaps.some(({ lacksPermission }) => lacksPermission)
    ? 'surety permissions prints the policy to grant.'
    : `mend ${isOne ? 'it' : 'them'}, and run surety doctor again.`;
  return `${gaps.length} thing${isOne ? '' : 's'} would leave findings unknown. Next: ${next}`;
}

/** Without the name and password that may stand in an address. */
function proxyHosts(): ReadonlySet<string> {
  const { HTTP_PROXY, HTTPS_PROXY } = proxySettings(process.env) ?? {};
  const addresses = [HTTPS_PROXY, HTTP_PROXY].filter((address) => address !== undefined);
  return new Set(addresses.map((address) => new URL(address).host));
}
