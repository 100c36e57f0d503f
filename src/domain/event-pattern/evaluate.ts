import { matcherAccepts } from './matcher.ts';
import type { EventPattern, Matcher, Scalar } from './model.ts';
import { isList, isRecord } from './problem.ts';

/**
 * Whether an event (the whole EventBridge envelope, parsed) matches. For many events use `compileEventPattern`.
 *
 * Arrays in events: one element that matches is enough, and all parts of the pattern inside one array must match in
 * the same element (https://github.com/aws/event-ruler, "JSON Array Matching"). `exists` speaks of leaves: a field
 * whose value is an object does not exist. `anything-but` needs the field to be there. Not told apart here, because
 * they are the same JSON number: 300 and 3.0e2, which EventBridge compares as text in exact matches.
 */
export function matchesEventPattern(pattern: EventPattern, event: unknown): boolean {
  return compileEventPattern(pattern)(event);
}

/** The pattern ready for many events. `$or` is multiplied out (at most 1,000 ways, which the parser checks). */
export function compileEventPattern(pattern: EventPattern): (event: unknown) => boolean {
  const ways = waysOf(pattern).map(tree);
  return (event) => ways.some((way) => wayMatches(way, event));
}

type Leaf = { readonly path: readonly string[]; readonly matchers: readonly Matcher[] };

/** All ways to satisfy a pattern, each a list of leaves that must match together. */
function waysOf(pattern: EventPattern): Leaf[][] {
  let ways: Leaf[][] = [[]];
  const join = (parts: Leaf[][]): void => {
    ways = ways.flatMap((way) => parts.map((part) => [...way, ...part]));
  };
  for (const [name, inner] of pattern.fields) {
    if (!('fields' in inner)) join([[{ path: [name], matchers: inner }]]);
    else join(waysOf(inner).map((way) => way.map((leaf) => ({ ...leaf, path: [name, ...leaf.path] }))));
  }
  if (pattern.or !== undefined) join(pattern.or.flatMap(waysOf));
  return ways;
}

type Way = { readonly leaves: readonly Leaf[]; readonly canBeAbsent: readonly Leaf[]; readonly root: Node };
/** `matchers`: lists of which each must accept the value. */
type Node = { readonly matchers: (readonly Matcher[])[]; readonly children: Map<string, Node> };

function tree(leaves: readonly Leaf[]): Way {
  const canBeAbsent = leaves.filter((leaf) => leaf.matchers.some((one) => one.kind === 'exists' && !one.exists));
  return { leaves, canBeAbsent, root: nodeOf(leaves) };
}

function nodeOf(leaves: readonly Leaf[]): Node {
  const root: Node = { matchers: [], children: new Map() };
  for (const { path, matchers } of leaves) {
    let node = root;
    for (const name of path) {
      const next: Node = node.children.get(name) ?? { matchers: [], children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    node.matchers.push(matchers);
  }
  return root;
}

/** Leaves that may be absent, and are absent from the whole event, ask nothing more. */
function wayMatches(way: Way, event: unknown): boolean {
  const absent = new Set(way.canBeAbsent.filter((leaf) => !isPresent(event, leaf.path, 0, 0)));
  const root = absent.size === 0 ? way.root : nodeOf(way.leaves.filter((leaf) => !absent.has(leaf)));
  return nodeMatches(root, event, 0);
}

/** Arrays in arrays beyond this depth are not followed. Nothing in AWS comes near it. */
const maximumArrayDepth = 200;

function isPresent(value: unknown, path: readonly string[], depth: number, arrays: number): boolean {
  if (isList(value)) {
    return arrays < maximumArrayDepth && value.some((element) => isPresent(element, path, depth, arrays + 1));
  }
  const name = path[depth];
  if (name === undefined) return isScalar(value);
  return isRecord(value) && Object.hasOwn(value, name) && isPresent(value[name], path, depth + 1, arrays);
}

function nodeMatches(node: Node, value: unknown, arrays: number): boolean {
  if (node.matchers.length === 0 && node.children.size === 0) return true;
  if (isList(value)) {
    return arrays < maximumArrayDepth && value.some((element) => nodeMatches(node, element, arrays + 1));
  }
  if (node.matchers.length > 0 && !leafMatches(node, value)) return false;
  for (const [name, child] of node.children) {
    if (!isRecord(value) || !Object.hasOwn(value, name) || !nodeMatches(child, value[name], arrays)) return false;
  }
  return true;
}

function leafMatches(node: Node, value: unknown): boolean {
  return isScalar(value) && node.matchers.every((list) => list.some((matcher) => matcherAccepts(matcher, value)));
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
