import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { leafHash } from "#journal/tree/hash.js";
import { consistencyProof, inclusionProof, isConsistent, rootFromInclusion } from "#journal/tree/proof.js";
import { parseTilePath, tilePath, tilesOf } from "#journal/tree/tile-path.js";
import { Tree } from "#journal/tree/tree.js";

/** RFC 6962, 2.1, written down as it stands there. */
function merkleTreeHash(leaves: readonly Buffer[]): Buffer {
  const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(Buffer.of(0), leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.of(1), merkleTreeHash(leaves.slice(0, k)), merkleTreeHash(leaves.slice(k)));
}

/** The leaves of Certificate Transparency's own test of its Merkle tree, and its roots. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => Buffer.from(hex, "hex"));
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

function treeOf(leaves: readonly Buffer[]): Tree {
  const tree = new Tree();
  for (const leaf of leaves) tree.append(leafHash(leaf));
  return tree;
}

test("the roots are those of Certificate Transparency's own test", () => {
  const tree = treeOf(LEAVES);
  expect(ROOTS.map((_, index) => tree.root(index + 1).toString("hex"))).toEqual(ROOTS);
  expect(tree.root(0).toString("hex")).toBe(merkleTreeHash([]).toString("hex"));
});

test("every root, inclusion and consistency of trees of up to 70 leaves, grown one by one or at once", () => {
  const leaves = Array.from({ length: 70 }, (_, index) => Buffer.from(`entry ${index}`));
  const tree = treeOf(leaves);
  const atOnce = new Tree();
  atOnce.append(Buffer.concat(leaves.map(leafHash)));
  for (let size = 1; size <= leaves.length; size += 1) {
    const root = merkleTreeHash(leaves.slice(0, size));
    expect(tree.root(size)).toEqual(root);
    expect(atOnce.root(size)).toEqual(root);
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(tree, index, size);
      expect(rootFromInclusion(leafHash(leaves[index]!), index, size, proof)).toEqual(root);
      expect(rootFromInclusion(leafHash(leaves[index]!), (index + 1) % size, size, proof)).not.toEqual(
        size === 1 ? null : root,
      );
      expect(rootFromInclusion(leafHash(leaves[index]!), index, size, [...proof, root])).toBeNull();
      const older = { size: index + 1, root: tree.root(index + 1) };
      const steps = consistencyProof(tree, index + 1, size);
      expect(isConsistent(older, { size, root }, steps)).toBe(true);
      expect(isConsistent({ ...older, root: leafHash(leaves[0]!) }, { size, root }, steps)).toBe(
        index === 0 && older.root.equals(leafHash(leaves[0]!)),
      );
      expect(isConsistent(older, { size, root }, [...steps, root])).toBe(false);
      if (steps.length > 0) expect(isConsistent(older, { size, root }, steps.slice(1))).toBe(false);
    }
  }
});

test("tiles are named as the specification names them, and read back", () => {
  expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe("0/x001/x234/067");
  expect(tilePath({ level: 1, index: 0, width: 17 })).toBe("1/000.p/17");
  expect(parseTilePath("0/x001/x234/067.p/112")).toEqual({ level: 0, index: 1234067, width: 112 });
  for (const path of ["0/67", "0/x000/067", "64/000", "0/000.p/256", "0/000.p/0", "00/000", "0/000.p/01"]) {
    expect(parseTilePath(path)).toBeNull();
  }
});

test("a tree of 70,000 has the tiles that the specification counts", () => {
  const tiles = tilesOf(70_000);
  const at = (level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width);
  expect(at(0)).toEqual([...Array<number>(273).fill(256), 112]);
  expect(at(1)).toEqual([256, 17]);
  expect(at(2)).toEqual([1]);
  expect(tilesOf(256).map(tilePath)).toEqual(["0/000", "1/000.p/1"]);
  expect(tilesOf(0)).toEqual([]);
});

test("each hash of a tile above the first level is the root of a full tile below", () => {
  const leaves = Array.from({ length: 600 }, (_, index) => Buffer.from(`entry ${index}`));
  const tree = treeOf(leaves);
  expect(tree.tile({ level: 0, index: 2, width: 88 })).toEqual(
    Buffer.concat(leaves.slice(512).map(leafHash)),
  );
  expect(tree.tile({ level: 1, index: 0, width: 2 })).toEqual(
    Buffer.concat([merkleTreeHash(leaves.slice(0, 256)), merkleTreeHash(leaves.slice(256, 512))]),
  );
  expect(() => tree.tile({ level: 1, index: 0, width: 3 })).toThrow(RangeError);
});
