import type { XmlElement } from './validate.ts';

interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

const outcome: Shape = { required: [], optional: ['type', 'message'], children: [] };
const output: Shape = { required: [], optional: [], children: [] };

/**
 * JUnit's XML has no owner and no standard. This is what Jenkins checks files against (junit-10.xsd of its xUnit
 * plugin, MIT), as far as elements and attributes go; GitLab and GitHub's actions read a subset of it.
 */
const shapes: Readonly<Record<string, Shape>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  skipped: outcome,
  error: outcome,
  failure: outcome,
  'system-out': output,
  'system-err': output,
};

/** @returns what an element and those in it have that Jenkins does not know, or lack that it asks for */
export function junitFaults({ name, attributes, children }: XmlElement): string[] {
  const shape = shapes[name];
  if (shape === undefined) return [`${name} is no element of JUnit`];
  const known = new Set([...shape.required, ...shape.optional]);
  const has = Object.keys(attributes);
  return [
    ...has.filter((attribute) => !known.has(attribute)).map((attribute) => `${name} has no attribute ${attribute}`),
    ...shape.required.filter((one) => !has.includes(one)).map((attribute) => `${name} lacks ${attribute}`),
    ...children.filter((child) => !shape.children.includes(child.name)).map((child) => `${child.name} in ${name}`),
    ...children.flatMap(junitFaults),
  ];
}
