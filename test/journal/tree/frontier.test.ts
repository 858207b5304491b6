import { expect, test } from "vitest";
import { Frontier } from "#journal/tree/frontier.js";
import { leafHash } from "#journal/tree/hash.js";
import { inclusionProof } from "#journal/tree/proof.js";
import { Tree } from "#journal/tree/tree.js";

const leaf = (index: number) => leafHash(Buffer.from(`entry ${index}`));

test("out of the proof of any leaf, and those after it, comes the root of every size from there on", () => {
  const tree = new Tree();
  const sizes = 40;
  for (let index = 0; index < sizes; index += 1) tree.append(leaf(index));
  for (let size = 1; size <= sizes; size += 1)
    for (let index = 0; index < size; index += 1) {
      const frontier = Frontier.before(index, size, inclusionProof(tree, index, size));
      expect(frontier.root()).toEqual(index === 0 ? null : tree.root(index));
      for (let next = index; next < sizes; next += 1) frontier.append(leaf(next));
      expect([frontier.size, frontier.root()]).toEqual([sizes, tree.root(sizes)]);
    }
});
