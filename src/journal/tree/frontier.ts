import { nodeHash } from "#journal/tree/hash.js";

interface Subtree {
  readonly height: number;
  readonly hash: Buffer;
}

/** A tree by the fewest full subtrees that are all of it: enough to append leaves, and to say its root. Source: RFC 6962, 2.1. */
export class Frontier {
  /** The largest, and first, at the beginning. */
  readonly #subtrees: Subtree[];
  #size: number;

  private constructor(size: number, subtrees: Subtree[]) {
    this.#size = size;
    this.#subtrees = subtrees;
  }

  /**
   * The tree of the leaves before one, out of what proves that this one is in a tree: the hashes on its left are those.
   *
   * @param proof one that leads to the root, as `rootFromInclusion` says
   */
  static before(index: number, size: number, proof: readonly Buffer[]): Frontier {
    const subtrees: Subtree[] = [];
    const rest = [...proof];
    let [node, last] = [index, size - 1];
    for (let height = 0; last > 0; height += 1) {
      const isAlone = node % 2 === 0 && node === last;
      const sibling = isAlone ? undefined : rest.shift();
      if (node % 2 === 1 && sibling !== undefined) subtrees.unshift({ height, hash: sibling });
      [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    }
    return new Frontier(index, subtrees);
  }

  get size(): number {
    return this.#size;
  }

  append(leafHash: Buffer): void {
    let added: Subtree = { height: 0, hash: leafHash };
    for (let last = this.#subtrees.at(-1); last?.height === added.height; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      added = { height: added.height + 1, hash: nodeHash(last.hash, added.hash) };
    }
    this.#subtrees.push(added);
    this.#size += 1;
  }

  /** Null of a tree without a leaf. */
  root(): Buffer | null {
    const [last, ...before] = this.#subtrees.toReversed();
    return last === undefined ? null : before.reduce((right, { hash }) => nodeHash(hash, right), last.hash);
  }
}
