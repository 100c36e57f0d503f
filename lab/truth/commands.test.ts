import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { suretyHere } from '../cli/in-process.ts';
import type { FaultKind, Lab, LoggedCall } from '../index.ts';
import type { Call } from '../proxy/call.ts';
import { iamAction } from '../proxy/refusals.ts';
import { brokenAccount, healthyAccount } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { callKey, NOW, questionKey } from './scan.ts';

/** `npm run test:faults` tries each fault on a call of every operation, the normal run some of them. */
const ALL = process.env['SURETY_ALL_FAULTS'] === '1';

/** Longest that one command may take, in milliseconds: a call is tried once, and the machine may be busy. */
const BOUND = 60_000;

interface Fault {
  readonly name: string;
  readonly fault: FaultKind;
  /** What the output says of it, besides the name of the call. */
  readonly says: RegExp;
}

const FAULTS: readonly Fault[] = [
  { name: 'denied', fault: { kind: 'denied' }, says: /access.denied|was denied|missing permission/i },
  { name: 'throttled', fault: { kind: 'throttled' }, says: /throttled/ },
  { name: 'cut', fault: { kind: 'reset' }, says: /the connection failed/ },
  { name: 'garbled', fault: { kind: 'garbage', form: 'mistyped' }, says: /could not be understood|invalid.document/ },
  { name: 'a page of HTML', fault: { kind: 'garbage', form: 'html-ok' }, says: /could not be understood|invalid.document/ }, // prettier-ignore
];

/** Asked about what is not there, these answer nothing, or nothing with a type that garbling could change. */
const HOLDS_NOTHING: ReadonlySet<string> = new Set(['GetTransformer', 'DescribeFlowLogs']);

/** What a command says of each thing that it judges. */
type Verdicts = ReadonlyMap<string, string>;

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly verdicts: (report: string) => Verdicts;
  /** The verdicts that make it end with 1. */
  readonly failures: readonly string[];
}

interface ScanReport {
  readonly findings: readonly { readonly id: string; readonly outcome: string }[];
}
interface DiagnoseReport {
  readonly unseen: readonly { readonly account: string }[];
  readonly trails: readonly { readonly id: string; readonly unknown?: unknown; readonly verdicts: readonly { readonly channel: string; readonly case: string; readonly reported?: unknown; readonly places: readonly { readonly account: string; readonly region: string }[] }[] }[]; // prettier-ignore
}
interface CoverageReport {
  readonly accounts: readonly { readonly account: string; readonly classes: readonly { readonly id: string }[]; readonly rows: readonly { readonly region: string; readonly cells: readonly ({ readonly state: string } | null)[]; readonly deliveries: readonly ({ readonly open?: readonly { readonly reason: string }[] } | null)[] }[] }[]; // prettier-ignore
}
interface AlarmsReport {
  readonly accounts: readonly { readonly account: string; readonly rows: readonly { readonly rule: string; readonly state: string }[] }[]; // prettier-ignore
}

const COMMANDS: readonly Command[] = [
  {
    name: 'scan',
    args: ['scan', '-f', 'json', '-q', '--rule', rules.filter(({ id }) => ALL || id.startsWith('CT-')).map(({ id }) => id).join(',')],
    verdicts: (report) => new Map((JSON.parse(report) as ScanReport).findings.map(({ id, outcome }) => [id, outcome])),
    failures: ['fail'],
  },
  {
    name: 'diagnose',
    args: ['diagnose', '-f', 'json', '-q'],
    verdicts: (report) => {
      const found = new Map<string, string>();
      const { trails, unseen } = JSON.parse(report) as DiagnoseReport;
      for (const { account } of unseen) found.set(account, 'unknown');
      for (const trail of trails) {
        if (trail.unknown !== undefined) found.set(trail.id, 'unknown');
        for (const verdict of trail.verdicts) {
          for (const { account, region } of verdict.places) found.set(`${trail.id} ${verdict.channel} ${account} ${region}`, verdict.case);
        }
      }
      return found;
    },
    failures: ['explained', 'unexplained', 'predicted'],
  },
  {
    name: 'coverage',
    args: ['coverage', '-f', 'json', '-q'],
    verdicts: (report) => {
      const found = new Map<string, string>();
      for (const { account, classes, rows } of (JSON.parse(report) as CoverageReport).accounts) {
        for (const { region, cells, deliveries } of rows) {
          for (const [index, cell] of cells.entries()) if (cell !== null) found.set(`${account} ${region} ${classes[index]!.id}`, cell.state);
          // What could not be read of the configuration changes no cell, and is unknown all the same.
          const isOpen = deliveries.some((delivery) => delivery?.open?.some(({ reason }) => reason !== 'other-account'));
          if (isOpen) found.set(`${account} ${region} deliveries`, 'unknown');
        }
      }
      return found;
    },
    failures: [],
  },
  {
    name: 'alarms',
    args: ['alarms', '-f', 'json', '-q'],
    verdicts: (report) => {
      const { accounts } = JSON.parse(report) as AlarmsReport;
      return new Map(accounts.flatMap(({ account, rows }) => rows.map(({ rule, state }): [string, string] => [`${account} ${rule}`, state])));
    },
    failures: ['broken'],
  },
]; // prettier-ignore

/** One call of each operation; in the normal run a few of them, others for each command and fault. */
function sampleOf(calls: readonly LoggedCall[], turn: number): LoggedCall[] {
  const asked = calls.filter(({ service }) => service !== 'sts');
  const operations = [...new Map(asked.map((call) => [`${call.service} ${call.operation}`, call])).values()];
  return ALL ? operations : operations.filter((_, index) => (index + turn) % 12 === 0);
}

const nameOf = ({ service, operation, region }: LoggedCall): string => `${service}:${operation} ${region}`;

const ACCOUNTS: [string, (lab: Lab) => Promise<{ readonly account: string }>][] = [
  ['healthy', healthyAccount],
  ['broken', brokenAccount],
];

describeWithLab(
  'commands under faults',
  (lab) => {
    const run = async (account: string, args: readonly string[]) => {
      lab().clearCalls();
      const started = performance.now();
      const ended = await suretyHere(args, { ...lab().env(account), AWS_MAX_ATTEMPTS: '1' });
      return { ...ended, milliseconds: performance.now() - started, calls: lab().calls() };
    };
    const hit = (call: LoggedCall, fault: FaultKind) => {
      const key = callKey(call);
      return lab().faults.add({ resource: (other: Call) => callKey(other) === key, ...fault });
    };

    test.each(COMMANDS.flatMap((command) => ACCOUNTS.map(([name, make]) => ({ command, name, make }))))(
      'surety $command.name in the $name account',
      async ({ command, make }) => {
        const { account } = await make(lab());
        const args = [...command.args, '--now', new Date(NOW).toISOString()];
        const sound = await run(account, args);
        const before = command.verdicts(sound.stdout);
        expect(before.size).toBeGreaterThan(0);
        expect(new Set(sound.calls.map(questionKey)).size).toBe(sound.calls.length);
        const problems: string[] = [];
        for (const [index, { name, fault, says }] of FAULTS.entries()) {
          for (const call of sampleOf(sound.calls, index * 5 + COMMANDS.indexOf(command))) {
            const remove = hit(call, fault);
            const faulty = await run(account, args);
            remove();
            const found = faultsOf(command, before, faulty, says);
            problems.push(...found.map((problem) => `${nameOf(call)} ${name}: ${problem}`));
          }
        }
        expect(problems).toEqual([]);
      },
      900_000,
    );

    test('surety doctor finds what is denied, throttled or cut off before a scan does, and always ends', async () => {
      const { account } = await healthyAccount(lab());
      const sound = await run(account, ['doctor']);
      expect(sound.code).toBe(0);
      const problems: string[] = [];
      for (const [index, { name, fault }] of FAULTS.entries()) {
        for (const call of sampleOf(sound.calls, index * 5)) {
          if (fault.kind === 'garbage' && HOLDS_NOTHING.has(call.operation)) continue;
          const remove = hit(call, fault);
          const { code, stdout, milliseconds } = await run(account, ['doctor']);
          remove();
          const isRegions = call.operation === 'DescribeRegions';
          const says = fault.kind === 'denied' ? iamAction({ service: call.service, operation: call.operation } as Call) : `:${call.operation} `; // prettier-ignore
          if (milliseconds > BOUND) problems.push(`${nameOf(call)} ${name}: took ${milliseconds} ms`);
          if (code !== 3) problems.push(`${nameOf(call)} ${name}: ends with ${code}${isRegions ? ', and no region is known' : ''}`); // prettier-ignore
          if (!stdout.toLowerCase().includes(says.toLowerCase())) problems.push(`${nameOf(call)} ${name}: does not name it: ${stdout}`); // prettier-ignore
        }
      }
      expect(problems).toEqual([]);
    }, 600_000);
  },
  { now: () => new Date(NOW) },
);

interface Faulty {
  readonly code: number | null;
  readonly stdout: string;
  readonly milliseconds: number;
}

function faultsOf(
  { verdicts, failures }: Command,
  before: Verdicts,
  { code, stdout, milliseconds }: Faulty,
  says: RegExp,
): string[] {
  const problems: string[] = [];
  if (milliseconds > BOUND) problems.push(`took ${Math.round(milliseconds)} ms`);
  const after = verdicts(stdout);
  const isUnknown = [...after.values()].includes('unknown');
  for (const [key, was] of before) {
    const is = after.get(key);
    // What cannot be listed any more is told of as a whole.
    if (is === undefined && !isUnknown) problems.push(`${key} was ${was} and is gone`);
    if (is === undefined || is === was || is === 'unknown') continue;
    problems.push(`${key} was ${was} and is ${is}`);
  }
  for (const [key, is] of after) {
    if (!before.has(key) && is !== 'unknown') problems.push(`${key} is new and ${is}`);
  }
  const hasFailed = [...after.values()].some((verdict) => failures.includes(verdict));
  const right = hasFailed ? 1 : isUnknown ? 3 : 0;
  if (code !== right) problems.push(`ends with ${code}, not ${right}`);
  const changed = [...before].some(([key, was]) => after.get(key) !== was);
  if (changed && !says.test(stdout)) problems.push(`does not say why: ${stdout.slice(0, 300)}`);
  return problems;
}
