import { Unknown } from '../../core/unknown.ts';
import { type Pattern, type Token, compileTokens, tokenize } from './wildcard.ts';

type Part = Token | { readonly variable: string; readonly fallback: string | undefined };

/**
 * A value of a policy that may hold wildcards and policy variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export interface Template {
  /** As written in the document. */
  readonly source: string;
  /** The tokens when there is no variable to fill in. */
  readonly fixed: readonly Token[] | undefined;
  readonly parts: readonly Part[];
}

/** Looks one context key up: its single value, undefined when absent or multivalued, or `Unknown`. */
export type VariableLookup = (key: string) => string | undefined | Unknown;

export interface TemplateOptions {
  /** False for operators such as `StringEquals`, where `*` is an asterisk. */
  readonly wildcards: boolean;
  /** False in documents of version 2008-10-17, where `${` is plain text. */
  readonly variables: boolean;
}

/** Returns a sentence instead when a `${` is broken. */
export function parseTemplate(source: string, options: TemplateOptions): Template | string {
  const parts: Part[] = [];
  let at = 0;
  while (at < source.length) {
    const open = options.variables ? source.indexOf('${', at) : -1;
    const literal = source.slice(at, open < 0 ? source.length : open);
    if (literal !== '') parts.push(...(options.wildcards ? tokenize(literal) : [{ literal }]));
    if (open < 0) break;
    const close = source.indexOf('}', open);
    if (close < 0) return 'a policy variable is opened with "${" and never closed';
    const inside = source.slice(open + 2, close).trim();
    if (inside === '*' || inside === '?' || inside === '$') {
      parts.push({ literal: inside });
    } else {
      const found = /^([^\s,'{}$]+(?: [^\s,'{}$]+)*)(?:\s*,\s*'([^']*)')?$/.exec(inside);
      if (found === null) return `"\${${inside}}" is not a policy variable: write \${key} or \${key, 'default'}`;
      parts.push({ variable: found[1]!, fallback: found[2] });
    }
    at = close + 1;
  }
  const fixed = parts.some((part) => typeof part === 'object' && 'variable' in part) ? undefined : (parts as Token[]);
  return { source, fixed, parts };
}

/** Undefined: a variable has no value, so nothing equals the whole (documented: "effectively null"). */
export function resolveTemplate(template: Template, lookup: VariableLookup): readonly Token[] | undefined | Unknown {
  if (template.fixed !== undefined) return template.fixed;
  const tokens: Token[] = [];
  let unknown: Unknown | undefined;
  for (const part of template.parts) {
    if (typeof part === 'string' || 'literal' in part) {
      tokens.push(part);
      continue;
    }
    const value = lookup(part.variable);
    if (value instanceof Unknown) unknown = value;
    else if (value !== undefined) tokens.push({ literal: value });
    else if (part.fallback !== undefined) tokens.push({ literal: part.fallback });
    else return undefined;
  }
  return unknown ?? tokens;
}

/** The variables that a template reads. */
export function variablesOf(template: Template): string[] {
  return template.parts.flatMap((part) => (typeof part === 'object' && 'variable' in part ? [part.variable] : []));
}

export function patternOf(tokens: readonly Token[]): Pattern {
  return compileTokens(tokens);
}
