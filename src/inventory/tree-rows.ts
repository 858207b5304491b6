import type { TreeContents } from "#inventory/tree-contents.js";
import type { TreeNode, TreeNodes } from "#inventory/tree-nodes.js";

/**
 * The rows of a tree from top to bottom: below an open node the nodes in it, then its machines. A row is the slot of a
 * machine, or the complement (`~`) of a node.
 */
export class TreeRows {
  readonly rows: Int32Array;
  readonly depths: Uint8Array;
  readonly #tree: TreeNodes;
  readonly #contents: TreeContents;
  readonly #isOpen: (node: TreeNode) => boolean;
  /** By slot and by node: the row. Only what `rows` says back is true. */
  readonly #ofSlots: Int32Array;
  readonly #ofNodes: Int32Array;
  #length = 0;

  /** `slots`: how many slots there are, taken or not. */
  constructor(tree: TreeNodes, contents: TreeContents, isOpen: (node: TreeNode) => boolean, slots: number) {
    this.#tree = tree;
    this.#contents = contents;
    this.#isOpen = isOpen;
    const most = contents.size + tree.nodes.length;
    this.rows = new Int32Array(most);
    this.depths = new Uint8Array(most);
    this.#ofSlots = new Int32Array(slots);
    this.#ofNodes = new Int32Array(tree.nodes.length);
    this.#lay(tree.roots, contents.machinesIn(-1), 0);
  }

  get length(): number {
    return this.#length;
  }

  isExpandable(node: number): boolean {
    return (
      this.#contents.machinesIn(node).length > 0 ||
      (this.#tree.nodes[node]?.children.some((child) => this.#contents.kept[child] === 1) ?? false)
    );
  }

  ofSlot(slot: number): number {
    return this.#said(this.#ofSlots[slot] ?? 0, slot);
  }

  ofNode(node: number): number {
    return this.#said(this.#ofNodes[node] ?? 0, ~node);
  }

  #said(row: number, what: number): number {
    return row < this.#length && this.rows[row] === what ? row : -1;
  }

  #lay(nodes: readonly number[], slots: Int32Array, depth: number): void {
    for (const at of nodes) {
      const node = this.#tree.nodes[at];
      if (node === undefined || this.#contents.kept[at] === 0) continue;
      this.#ofNodes[at] = this.#length;
      this.#add(~at, depth);
      if (this.#isOpen(node)) this.#lay(node.children, this.#contents.machinesIn(at), depth + 1);
    }
    for (const slot of slots) {
      this.#ofSlots[slot] = this.#length;
      this.#add(slot, depth);
    }
  }

  #add(row: number, depth: number): void {
    this.rows[this.#length] = row;
    this.depths[this.#length] = depth;
    this.#length++;
  }
}
