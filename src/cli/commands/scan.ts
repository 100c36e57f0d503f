import type { Finding, ScanHeader, Severity } from '#src/core/finding.ts';
import type { Configuration } from '#src/config/configuration.ts';
import { createLedger } from '#src/core/exception.ts';
import { rules } from '#src/generated/rules.ts';
import { formats } from '#src/report/formats.ts';
import { type ReportTarget, writeReports } from '#src/report/write-reports.ts';
import { visible } from '#src/report/text.ts';
import { streamSink } from '#src/report/write-stream.ts';
import { isComplete } from '#src/scan/acquire.ts';
import { chooseRules } from '#src/scan/choose-rules.ts';
import { evaluateWorld } from '#src/scan/evaluate.ts';
import { exitCode } from '#src/scan/exit-code.ts';
import type { Snapshot } from '#src/scan/snapshot/read.ts';
import { createTally } from '#src/core/tally.ts';
import { VERSION } from '#src/version.ts';
import { describeRules } from '../describe-rules.ts';
import { loadConfiguration, loadExceptions } from '../configuration.ts';
import { loadWorld } from '../load-world.ts';
import { nextStep } from '../next-step.ts';
import { type Output, pairOutputs } from '../outputs.ts';
import { clock, type SourceOptions, useColor } from '../source-options.ts';

export interface ScanOptions extends SourceOptions {
  readonly format?: readonly string[];
  readonly output?: readonly string[];
  readonly rule?: readonly string[];
  readonly severity?: Severity;
  readonly framework?: readonly string[];
  readonly failOn?: Severity | 'none';
  readonly allowUnknown?: boolean;
  readonly exceptions?: string;
}

/** Reads the world, judges it and writes the reports. Answers the exit code. */
export async function runScan(options: ScanOptions): Promise<number> {
  // Everything that a person may have mistyped is checked before the first call to AWS.
  const outputs = pairOutputs(options.format, options.output);
  const configuration = await loadConfiguration(options.config);
  const exceptions = await loadExceptions(options.exceptions ?? configuration.exceptions);
  const chosen = chooseRules(
    rules,
    {
      ...(options.rule === undefined ? {} : { rules: options.rule }),
      ...(options.severity === undefined ? {} : { severity: options.severity }),
      ...(options.framework === undefined ? {} : { frameworks: options.framework }),
    },
    configuration,
  );

  const snapshot = await loadWorld(
    options,
    configuration,
    chosen.map(({ rule }) => rule),
  );
  const now = clock(options.now, snapshot.header.finishedAt);
  const showsEvidence = options.verbose === true || outputs.some(({ format }) => format !== 'table');
  const tally = createTally();
  const judged = new Set(chosen.map(({ rule }) => rule.id));
  const ledger = createLedger(exceptions, now, {
    rulesLeftOut: rules.flatMap(({ id }) => (judged.has(id) ? [] : [id])),
    accounts: [...snapshot.header.accounts, ...snapshot.header.refused],
  });
  const notes = (): string[] => [...switchedOff(options, configuration), ...ledger.notes()];
  function* findings(): Generator<Finding> {
    for (const found of evaluateWorld(snapshot.world, chosen, now, { evidence: showsEvidence })) {
      const finding = ledger.apply(found);
      tally.add(finding);
      yield finding;
    }
  }
  const context = {
    tool: { name: 'surety', version: VERSION },
    scan: scanHeader(snapshot, now, options.from),
    rules: describeRules(chosen.map(({ rule, severity }) => ({ ...rule, severity }))),
  };
  const targets = await Promise.all(outputs.map((output) => openTarget(output, options, context)));
  await writeReports(targets, findings(), () => ({ summary: tally.summary, notes: notes() }));

  // A table on the terminal has told the notes already.
  if (!outputs.some(({ format, file }) => format === 'table' && file === undefined)) {
    for (const note of notes()) console.error(`note: ${visible(note)}`);
  }
  if (!options.quiet) {
    console.error(
      nextStep(
        tally.summary,
        outputs.flatMap(({ file }) => file ?? []),
        options,
      ),
    );
  }
  const { failOn = configuration.failOn ?? 'low', allowUnknown = configuration.allowUnknown ?? false } = options;
  return exitCode(tally.summary, failOn, allowUnknown);
}

/** Whoever reads the report does not see the configuration. */
function switchedOff({ rule }: ScanOptions, configuration: Configuration): string[] {
  const off = rules.filter(({ id }) => configuration.rules?.[id]?.enabled === false).map(({ id }) => id);
  if (rule !== undefined || off.length === 0) return [];
  return [`Switched off by the configuration and not judged: ${off.join(', ')}.`];
}

async function openTarget(
  { format, file }: Output,
  options: ScanOptions,
  context: Parameters<ReturnType<Awaited<ReturnType<(typeof formats)['json']['load']>>>>[0],
): Promise<ReportTarget> {
  const factory = await formats[format].load();
  const toTerminal = file === undefined;
  const report = factory({
    color: toTerminal && useColor(options, process.stdout),
    width: (toTerminal && process.stdout.columns) || 100,
    verbose: options.verbose ?? false,
  });
  if (toTerminal) return { writer: report(context), sink: streamSink(process.stdout) };
  const { openReportFile } = await import('#src/report/write-file.ts');
  return { writer: report(context), sink: await openReportFile(file) };
}

function scanHeader({ header, world }: Snapshot, now: number, from: string | undefined): ScanHeader {
  return {
    id: header.scanId,
    startedAt: header.startedAt,
    finishedAt: header.finishedAt,
    now: new Date(now).toISOString(),
    // The file's name alone: a replay gives the same report wherever the file lies.
    source: from === undefined ? 'live' : `snapshot ${from.replace(/^.*[\\/]/, '')}`,
    accounts: [...header.accounts, ...header.refused].toSorted(),
    regions: header.regions,
    complete: header.finished && isComplete(world),
    calls: header.calls,
  };
}
