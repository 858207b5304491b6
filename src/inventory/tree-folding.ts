import type { TreeNode } from "#inventory/tree-nodes.js";

/**
 * Which nodes of a tree are open. What an operator opens and folds stays so. While there is a filter everything is
 * open but for what is folded under that filter, and afterwards all is as it was before.
 */
export class TreeFolding {
  /** Nodes that are otherwise than at first. */
  readonly #turned = new Set<string>();
  readonly #foldedInFilter = new Set<string>();
  #filtering = false;

  filter(filtering: boolean): void {
    this.#filtering = filtering;
    this.#foldedInFilter.clear();
  }

  isOpen({ id, openAtFirst }: TreeNode): boolean {
    return this.#filtering ? !this.#foldedInFilter.has(id) : openAtFirst !== this.#turned.has(id);
  }

  set(node: TreeNode, open: boolean): void {
    if (this.isOpen(node) === open) return;
    const otherwise = this.#filtering ? this.#foldedInFilter : this.#turned;
    if (!otherwise.delete(node.id)) otherwise.add(node.id);
  }
}
