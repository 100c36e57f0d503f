import { isCollection, parseDocument, type ScalarTag, type CollectionTag } from 'yaml';

/** `!Sub x` as CloudFormation's JSON writes it. */
function longForm(name: string, value: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}

const scalars: ScalarTag[] = ['Ref', 'Sub', 'GetAtt'].map((name) => ({
  tag: `!${name}`,
  resolve: (text) => longForm(name, text),
}));

const collections: CollectionTag[] = ['Join', 'Select', 'Split', 'If', 'Sub'].map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (node) => (isCollection(node) ? longForm(name, node.toJSON()) : node),
}));

/** A template's value, short tags in their long form. @throws Error when it is not valid YAML. */
export function parseTemplate(text: string): unknown {
  const document = parseDocument(text, { customTags: [...scalars, ...collections] });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  return document.toJS();
}

export interface TemplateResource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The resources of a template by logical id. */
export function resourcesOf(template: unknown): Readonly<Record<string, TemplateResource>> {
  return (template as { Resources: Record<string, TemplateResource> }).Resources;
}
