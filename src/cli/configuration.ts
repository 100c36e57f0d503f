import { dirname, isAbsolute, join } from 'node:path';
import type { Configuration } from '#src/config/configuration.ts';
import { readYamlFile } from '#src/config/yaml-file.ts';
import type { Exception } from '#src/core/exception.ts';

const HINT = 'The schemas are schemas/surety.config.schema.json and schemas/surety.exceptions.schema.json.';

/** The configuration that applies: the file named, else `surety.config.yaml` where it exists, else nothing. */
export async function loadConfiguration(file: string | undefined): Promise<Configuration> {
  const schema = async () => (await import('./configuration-schemas.ts')).configuration;
  const name = file ?? 'surety.config.yaml';
  const configuration = (await readYamlFile(name, schema, HINT, file !== undefined)) ?? {};
  const { exceptions } = configuration;
  // A path in a file is seen from that file, wherever the command is run.
  return exceptions === undefined ? configuration : { ...configuration, exceptions: besides(name, exceptions) };
}

const besides = (file: string, path: string): string => (isAbsolute(path) ? path : join(dirname(file), path));

export async function loadExceptions(file: string | undefined): Promise<readonly Exception[]> {
  const schema = async () => (await import('./configuration-schemas.ts')).exceptions;
  return (await readYamlFile(file ?? 'surety.exceptions.yaml', schema, HINT, file !== undefined)) ?? [];
}
