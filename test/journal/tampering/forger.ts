import type { Entry } from "#domain/entry.js";
import { allowedSigners } from "#journal/allowed-signers.js";
import { EpochBook } from "#journal/epochs.js";
import { hashOf } from "#journal/line.js";
import { formatCheckpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm } from "#journal/note/checkpoint-log.js";
import type { Signer } from "#journal/signer.js";
import { Edge, type Tile } from "#journal/tree/edge.js";
import { leafHash } from "#journal/tree/hash.js";
import { TILE_WIDTH, tilePath } from "#journal/tree/tile-path.js";
import { Tree } from "#journal/tree/tree.js";
import { verifierKeys } from "#journal/vkey.js";
import { forged } from "../forge.js";
import type { Evidence } from "./evidence.js";
import { type Files, pathOf, segmentsIn, withSegments } from "./files.js";

export type SignerAt = (seq: number) => Signer;

/** Whose turn it is to sign an entry. */
export function rightSigner({ signers, rotatedAt }: Evidence): SignerAt {
  return (seq) => (seq < rotatedAt ? signers[0] : signers[1]);
}

/**
 * Lines that continue others with these entries: numbered, chained and signed, each by whom `signerAt` says. Anchor
 * entries are made to say what is so in this chain.
 */
export function continued(
  before: readonly Buffer[],
  entries: readonly Entry[],
  signerAt: SignerAt,
): Buffer[] {
  const lines = [...before];
  const tree = treeOf(before);
  for (const entry of entries) {
    const seq = lines.length;
    const prev = seq === 0 ? "0".repeat(64) : hashOf(lines[seq - 1]!);
    const line = Buffer.from(forged({ ...anchoring(entry, tree), seq, prev }, signerAt(seq)));
    lines.push(line);
    tree.append(leafHash(line));
  }
  return lines;
}

function anchoring(entry: Entry, tree: Tree): Entry {
  const size = entry.phase === "anchor" ? entry.AFT?.treeSize : undefined;
  if (typeof size !== "number") return entry;
  const treeSize = Math.min(size, tree.size);
  return { ...entry, AFT: { treeSize, rootHash: tree.root(treeSize).toString("base64") } };
}

function treeOf(lines: readonly Buffer[]): Tree {
  const tree = new Tree();
  for (const line of lines) tree.append(leafHash(line));
  return tree;
}

/** What a forger makes anew around other lines. */
export interface Making {
  /** Who signs a checkpoint whose last entry has this seq. */
  readonly checkpointSigner: SignerAt;
  /** The sizes of its checkpoints; those of the journal that it is made of, and of all that there is, if they are not given. */
  readonly sizes?: readonly number[];
  readonly tiles?: boolean;
  readonly keyFiles?: boolean;
}

/** A journal of other lines, with checkpoints, tiles and key files that follow from them. */
export function madeAnew(
  evidence: Evidence,
  lines: readonly Buffer[],
  { checkpointSigner, sizes, tiles = true, keyFiles = true }: Making,
): Files {
  const files = new Map(withLines(evidence.files, lines));
  const own = evidence.checkpoints.map(({ size }) => size).filter((size) => size < lines.length);
  const origin = evidence.checkpoints[0]!.origin;
  const edge = new Edge();
  let log = "";
  if (tiles) for (const path of files.keys()) if (path.startsWith("tile/")) files.delete(path);
  const put = (tile: Tile) => tiles && putTile(files, tile);
  for (const size of sizes ?? [...own, lines.length]) {
    while (edge.size < size) edge.append(leafHash(lines[edge.size]!)).forEach(put);
    edge.tiles().forEach(put);
    const checkpoint = signCheckpoint({ origin, size, root: edge.root() }, checkpointSigner(size - 1));
    log += loggedForm(checkpoint);
    files.set("checkpoint", Buffer.from(formatCheckpoint(checkpoint)));
  }
  files.set("checkpoints.log", Buffer.from(log));
  if (keyFiles) for (const [path, text] of keyFilesOf(lines)) files.set(path, Buffer.from(text));
  return files;
}

function putTile(files: Map<string, Buffer>, tile: Tile): void {
  const path = `tile/${tilePath(tile)}`;
  files.set(path, tile.hashes);
  if (tile.width < TILE_WIDTH) return;
  for (const other of files.keys()) if (other.startsWith(`${path}.p/`)) files.delete(other);
}

function keyFilesOf(lines: readonly Buffer[]): [string, string][] {
  const book = new EpochBook();
  for (const line of lines) book.add((JSON.parse(line.toString()) as { e: Entry }).e);
  return [
    ["allowed_signers", allowedSigners(book.epochs())],
    ["vkey", verifierKeys(book.epochs())],
  ];
}

/** These lines, so many a file as before; the last takes those that are over. */
export function withLines(files: Files, lines: readonly Buffer[]): Files {
  const starts = segmentsIn(files)
    .map(({ path }) => Number(path.slice(8, 20)))
    .filter((start) => start === 0 || start < lines.length);
  return withSegments(
    files,
    starts.map((start, index) => ({ path: pathOf(start), lines: lines.slice(start, starts[index + 1]) })),
  );
}
