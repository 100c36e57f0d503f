/** One control of a standard. */
interface Control {
  /** As the standard writes it: `3.1`, `AU-9(3)`, `10.2.1.1`. */
  readonly id: string;
  /** In our own short words. */
  readonly title: string;
  /** Id of the control or section above. Absent at the top of the tree. */
  readonly parent?: string;
}

/** A standard's tree of controls, as far as rules name them. */
export interface Framework {
  /** The folder's name: `CIS-3.0`. Never reused. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  /** Where the standard is published. */
  readonly url: string;
  /** Parents stand before their children. */
  readonly controls: readonly Control[];
}

/** A control's title, with those below it if there are any. */
export type ControlTree = { readonly [id: string]: string | readonly [title: string, children: ControlTree] };

/** Declares a framework; the tree is written nested and kept flat. */
export function defineFramework(
  framework: Omit<Framework, 'controls'> & { readonly controls: ControlTree },
): Framework {
  return { ...framework, controls: flatten(framework.controls) };
}

function flatten(tree: ControlTree, parent?: string): Control[] {
  return Object.entries(tree).flatMap(([id, node]) => {
    const above = parent === undefined ? {} : { parent };
    if (typeof node === 'string') return [{ id, title: node, ...above }];
    return [{ id, title: node[0], ...above }, ...flatten(node[1], id)];
  });
}
