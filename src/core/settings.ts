/** A setting with a default. The default's type is the setting's type. */
export type SettingDefinition =
  | { readonly default: number; readonly min?: number; readonly max?: number; readonly description: string }
  | { readonly default: boolean; readonly description: string }
  | { readonly default: string; readonly description: string }
  | { readonly default: readonly string[]; readonly description: string };

export type SettingDefinitions = Readonly<Record<string, SettingDefinition>>;

type Widen<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : T extends readonly string[]
        ? readonly string[]
        : T;

export type SettingValues<S extends SettingDefinitions> = { readonly [P in keyof S]: Widen<S[P]['default']> };

/** Says what is wrong with a value for a setting, or nothing. */
export function settingProblem(definition: SettingDefinition, value: unknown): string | undefined {
  const wanted = definition.default;
  if (Array.isArray(wanted)) {
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string' && item.trim() !== '');
    return isList ? undefined : 'must be a list of texts';
  }
  if (typeof value !== typeof wanted) return `must be a ${typeof wanted === 'string' ? 'text' : typeof wanted}`;
  if (typeof value !== 'number' || typeof definition.default !== 'number') return undefined;
  const { min, max } = definition as { min?: number; max?: number };
  if (!Number.isFinite(value)) return 'must be a number';
  if (min !== undefined && value < min) return `must be at least ${min}`;
  if (max !== undefined && value > max) return `must be at most ${max}`;
  return undefined;
}

/** The defaults, overlaid with the values given. Values are checked where they enter (the configuration file). */
export function settingValues(
  definitions: SettingDefinitions | undefined,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(definitions ?? {})) values[name] = given[name] ?? definition.default;
  return values;
}
