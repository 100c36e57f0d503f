import { loadConfiguration } from '../configuration.ts';
import { loadWorld } from '../load-world.ts';
import { clock, type SourceOptions, useColor } from '../source-options.ts';
import { UserError } from '#src/core/user-error.ts';
import { writePieces } from '#src/report/write-pieces.ts';
import { VERSION } from '#src/version.ts';
import { type AccountAlarms, alarms, alarmsNeed } from '#src/alarms/alarms.ts';
import type { BundleName, FormatName } from '../declare/alarms.ts';
import type { Piece, Site } from '#src/alarms/bundle/piece.ts';
import type { AlarmsFormat } from '#src/alarms/render/format.ts';

export interface AlarmsOptions extends SourceOptions {
  readonly format: FormatName;
  readonly output?: string;
  readonly bundle?: BundleName;
  readonly for?: string;
  readonly allowUnknown?: boolean;
}

const formats: Readonly<Record<FormatName, () => Promise<AlarmsFormat>>> = {
  table: async () => (await import('#src/alarms/render/terminal.ts')).terminal,
  json: async () => (await import('#src/alarms/render/json.ts')).json,
  csv: async () => (await import('#src/alarms/render/csv.ts')).csv,
  markdown: async () => (await import('#src/alarms/render/markdown.ts')).markdown,
  html: async () => (await import('#src/alarms/render/html.ts')).html,
};

/** Reads the world, judges every intent and writes the table, or the bundle. Answers the exit code: 0, 1 when somebody is not told, 3 when something is unknown. */
export async function runAlarms(options: AlarmsOptions): Promise<number> {
  if (options.for !== undefined && options.bundle === undefined) {
    throw new UserError('USAGE', '--for names the account of a bundle', 'Give --bundle as well, or leave --for out.');
  }
  const configuration = await loadConfiguration(options.config);
  const { world, header } = await loadWorld(options, configuration, [alarmsNeed]);
  const now = clock(options.now, header.finishedAt);
  const found = alarms(world, { now, settings: (rule) => configuration.rules?.[rule]?.settings });
  if (options.bundle !== undefined) {
    const { chooseBundle } = await import('#src/alarms/bundle/choose.ts');
    const { pieces, site } = chooseBundle(world, found, options.for);
    await writePieces([await bundleText(options.bundle, pieces, site)], options.output);
    return 0;
  }
  const seen = { broken: false, unknown: false };
  const render = {
    color: options.output === undefined && useColor(options, process.stdout),
    width: (options.output === undefined && process.stdout.columns) || 100,
    tool: { name: 'surety', version: VERSION },
    at: new Date(now).toISOString(),
  };
  const format = await formats[options.format]();
  await writePieces(format(watched(found, seen), render), options.output);
  if (seen.broken) return 1;
  const allowUnknown = options.allowUnknown ?? configuration.allowUnknown ?? false;
  return seen.unknown && !allowUnknown ? 3 : 0;
}

async function bundleText(name: BundleName, pieces: readonly Piece[], site: Site): Promise<string> {
  if (name === 'cloudformation')
    return (await import('#src/alarms/bundle/cloudformation.ts')).templateYaml(pieces, site);
  if (name === 'terraform') return (await import('#src/alarms/bundle/terraform.ts')).terraformOf(pieces, site);
  return `#!/usr/bin/env bash\nset -euo pipefail\n\n${(await import('#src/alarms/bundle/cli.ts')).scriptOf(pieces, site)}`;
}

function* watched(
  accounts: Iterable<AccountAlarms>,
  seen: { broken: boolean; unknown: boolean },
): Generator<AccountAlarms> {
  for (const one of accounts) {
    seen.broken ||= one.rows.some(({ state }) => state === 'broken');
    seen.unknown ||= one.rows.some(({ state }) => state === 'unknown');
    yield one;
  }
}
