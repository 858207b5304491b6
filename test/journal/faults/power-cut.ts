import type * as fs from "node:fs";
import { join } from "node:path";
import type { Change, Node } from "./change.js";

/** What is there of a change that was not synced. */
export interface Left {
  /** How many bytes of a write, from its beginning; of anything else, whether it was done: 0 if not. */
  readonly bytes: number;
  /** Whether a file has the length that a write gave it: where the bytes are missing, it holds zeros. */
  readonly sized: boolean;
  /** Whether a sector of the file, by its number, has lost what of these bytes lies in it: they are zeros then. */
  readonly isLost?: (sector: number) => boolean;
}

export const NOTHING: Left = { bytes: 0, sized: false };
export const EVERYTHING: Left = { bytes: Number.POSITIVE_INFINITY, sized: true };

const SECTOR_BYTES = 512;

/** Makes `directory` what is left of a disk on which these changes were made, and then the power was cut. */
export function afterPowerCut(
  { mkdirSync, writeFileSync }: typeof fs,
  changes: readonly Change[],
  leaves: (change: Change) => Left,
  directory: string,
): void {
  const synced = lastSyncs(changes);
  const left = changes.map((change, index): Left => {
    const isSafe = index < (synced.get(change.node) ?? -1);
    return isSafe ? EVERYTHING : leaves(change);
  });
  const files = new Map<Node, Buffer>();
  const directories = new Map<Node, Map<string, Node>>([[0, new Map()]]);
  for (const [index, change] of changes.entries()) {
    const { bytes, sized, isLost } = left[index]!;
    const content = files.get(change.node) ?? Buffer.of();
    const names = directories.get(change.node) ?? new Map<string, Node>();
    if (change.kind === "name" && change.isDirectory) directories.set(change.of, new Map());
    if (change.kind === "write") {
      const kept = withoutSectors(change.bytes.subarray(0, bytes), change.at, isLost);
      files.set(change.node, written(content, change.at, kept, sized ? change.bytes.length : kept.length));
    } else if (bytes === 0 || change.kind === "sync") continue;
    else if (change.kind === "truncate") files.set(change.node, resized(content, change.size));
    else if (change.kind === "remove") names.delete(change.name);
    else {
      if (change.kind === "rename") names.delete(change.from);
      names.set(change.name, change.of);
    }
  }
  const make = (node: Node, path: string) => {
    mkdirSync(path, { recursive: true });
    for (const [name, of] of directories.get(node) ?? []) {
      if (directories.has(of)) make(of, join(path, name));
      else writeFileSync(join(path, name), files.get(of) ?? "");
    }
  };
  make(0, directory);
}

/** The index of each node's last sync: what was asked of it before that is safe. */
function lastSyncs(changes: readonly Change[]): Map<Node, number> {
  const last = new Map<Node, number>();
  for (const [index, { kind, node }] of changes.entries()) if (kind === "sync") last.set(node, index);
  return last;
}

function written(content: Buffer, at: number, bytes: Buffer, length: number): Buffer {
  if (length === 0) return content;
  const result = resized(content, Math.max(content.length, at + length));
  bytes.copy(result, at);
  return result;
}

function withoutSectors(bytes: Buffer, at: number, isLost: Left["isLost"] = () => false): Buffer {
  return bytes.map((byte, place) => (isLost(Math.floor((at + place) / SECTOR_BYTES)) ? 0 : byte)) as Buffer;
}

/** What comes to it is zeros. */
function resized(content: Buffer, size: number): Buffer {
  const result = Buffer.alloc(size);
  content.copy(result, 0, 0, size);
  return result;
}
