import type { TreeNodes } from "#inventory/tree-nodes.js";

/** Which machines each node of a tree holds, and which nodes are seen at all. */
export class TreeContents {
  /** How many machines a node holds, however deep. */
  readonly totals: Int32Array;
  /** 1 for a node that holds something to see, or is it. */
  readonly kept: Uint8Array;
  /** How many machines there are. */
  readonly size: number;
  readonly #slots: Int32Array;
  /** Where in `slots` those of a node begin; the first entry is for the top. */
  readonly #starts: Int32Array;

  /**
   * `slots`: the machines, in the order in which a node shows them. `homes`: by slot, the node that holds it, or -1.
   * `isKept`: whether a node is seen even if it holds nothing.
   */
  constructor(tree: TreeNodes, slots: Int32Array, homes: Int32Array, isKept: (node: number) => boolean) {
    const count = tree.nodes.length;
    this.size = slots.length;
    this.#starts = new Int32Array(count + 2);
    for (const slot of slots) this.#count(homes[slot] ?? -1);
    for (let at = 1; at < this.#starts.length; at++) {
      this.#starts[at] = (this.#starts[at] ?? 0) + (this.#starts[at - 1] ?? 0);
    }
    const next = this.#starts.slice();
    this.#slots = new Int32Array(slots.length);
    for (const slot of slots) {
      const home = (homes[slot] ?? -1) + 1;
      const place = next[home] ?? 0;
      this.#slots[place] = slot;
      next[home] = place + 1;
    }
    this.totals = new Int32Array(count);
    this.kept = new Uint8Array(count);
    for (const node of tree.outermostFirst.toReversed())
      this.#sum(node, tree.nodes[node]?.parent ?? -1, isKept);
  }

  /** The machines that a node holds itself; of -1, those at the top. */
  machinesIn(node: number): Int32Array {
    return this.#slots.subarray(this.#starts[node + 1], this.#starts[node + 2]);
  }

  #count(home: number): void {
    this.#starts[home + 2] = (this.#starts[home + 2] ?? 0) + 1;
  }

  /** What a node holds is known by now, and goes to the one that holds it. */
  #sum(node: number, parent: number, isKept: (node: number) => boolean): void {
    const total = (this.totals[node] ?? 0) + this.machinesIn(node).length;
    this.totals[node] = total;
    if (total > 0 || isKept(node)) this.kept[node] = 1;
    if (parent < 0) return;
    this.totals[parent] = (this.totals[parent] ?? 0) + total;
    if (this.kept[node] === 1) this.kept[parent] = 1;
  }
}
