import { constants } from 'node:os';
import { openReportFile } from '#src/report/write-file.ts';
import { streamSink } from '#src/report/write-stream.ts';
import { createEvidenceWriter, type EvidenceWriter } from '#src/verify/evidence/write.ts';
import { createProgressLine } from '#src/verify/progress-line.ts';
import { renderers } from '#src/verify/report/formats.ts';
import { readState, writeState } from '#src/verify/state.ts';
import { verifyLogs } from '#src/verify/verify-logs.ts';
import { checkPaths, identity } from '../check-paths.ts';
import type { VerifyLogsOptions } from '../declare/verify.ts';
import { growSlowly, keepYoungSmall } from '../memory.ts';
import { useColor } from '../source-options.ts';
import { openAws } from './verify-logs/open-aws.ts';
import { openDirectory } from './verify-logs/open-directory.ts';
import type { Opened } from './verify-logs/opened.ts';
import { settingsOf } from './verify-logs/settings.ts';

/** `surety verify-logs`: answers the exit code. @throws UserError */
export async function runVerifyLogs(options: VerifyLogsOptions): Promise<number> {
  const { now, ...settings } = settingsOf(options);
  await checkPaths(
    { '--public-keys': options.publicKeys },
    { '--state': options.state, '--evidence': options.evidence, '--output': options.output },
  );
  const anchors = options.state === undefined ? new Map<never, never>() : readState(options.state);
  const sink = options.output === undefined ? streamSink(process.stdout) : await openReportFile(options.output);
  const progress = createProgressLine(options.quiet === true);
  let evidence: EvidenceWriter | undefined;
  let opened: Opened | undefined;
  // Half a report or bundle is none: what was begun beside its place is taken away.
  const stop = (signal: NodeJS.Signals): void => {
    progress.end();
    evidence?.abort();
    void sink.abort().finally(() => process.exit(128 + constants.signals[signal]));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    // The bundle may have gigabytes: it is written as it grows.
    evidence = options.evidence === undefined ? undefined : createEvidenceWriter(await identity(options.evidence));
    await growSlowly();
    const { directory } = options;
    const opening = directory === undefined ? openAws(options, now) : openDirectory(options, directory);
    const { result, anchors: reached } = await verifyLogs(
      {
        ...settings,
        now,
        accounts: options.account,
        regions: options.region,
        trails: options.trail,
        allowBuckets: [...(options.allowBucket ?? []), ...(options.bucket === undefined ? [] : [options.bucket])],
        // A copy on disk may have lost its metadata.
        copied: directory !== undefined,
        anchors,
        onEvidence: evidence?.write,
      },
      opening.then((done) => {
        opened = done;
        return done.ports;
      }),
      (state) => {
        if (state.phase === 'checking') void keepYoungSmall();
        progress.show(state);
      },
    );
    progress.end();
    const render = await renderers[options.format]();
    const color = options.output === undefined && useColor(options, process.stdout);
    await sink.write(render(result, { color, verbose: options.verbose === true }));
    await sink.commit();
    const seal = evidence?.close();
    if (seal !== undefined && options.quiet !== true) {
      console.error(`Evidence: ${options.evidence} (seal ${seal})`);
    }
    if (options.state !== undefined) {
      writeState(await identity(options.state), anchors, reached);
    }
    return result.exitCode;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    progress.end();
    evidence?.abort();
    await sink.abort();
    opened?.close();
  }
}
