import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EntryDraft } from "#domain/entry.js";
import { makeDirectory } from "#files/directories.js";
import { replaceFile } from "#files/replace-file.js";
import type { Layout } from "#journal/layout.js";
import { hashOf, MAX_LINE_BYTES } from "#journal/line.js";

/** So much of a value stays in its entry, in UTF-16 units: a line that names a blob has more bytes than that. */
export const KEPT_UNITS = 4_096;

/** Of a line beside its entry's own members: number, chain, signature, and the blobs' hashes. */
const BESIDE_BYTES = 4_096;

/** A draft as it fits a line, and the values that were too long for it, by their SHA-256 in hex. */
export interface Fitted<D extends EntryDraft> {
  readonly draft: D;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/**
 * Takes the longest texts out of an entry that is too large for a line, until it fits: each leaves its beginning, and its
 * hash in `blobs`. What is not text, and many short texts, stay as they are.
 */
export function fitted<D extends EntryDraft>(draft: D): Fitted<D> {
  const blobs = new Map<string, Buffer>();
  let excess = Buffer.byteLength(JSON.stringify(draft)) + BESIDE_BYTES - MAX_LINE_BYTES;
  if (excess <= 0) return { draft, blobs };
  const hashes: Record<string, string> = {};
  let shortened: EntryDraft = draft;
  for (const [place, text] of textsOf(draft)) {
    if (excess <= 0 || text.length <= KEPT_UNITS) break;
    const kept = beginning(text);
    const bytes = Buffer.from(text);
    hashes[place] = hashOf(bytes);
    blobs.set(hashes[place], bytes);
    shortened = replaced(shortened, place, kept);
    excess -= Buffer.byteLength(JSON.stringify(text)) - Buffer.byteLength(JSON.stringify(kept));
  }
  return { draft: { ...draft, ...shortened, blobs: hashes }, blobs };
}

/** Puts blobs in their place, durably. One that is there already stays as it is. */
export function writeBlobs(layout: Layout, blobs: ReadonlyMap<string, Buffer>): void {
  if (blobs.size === 0) return;
  makeDirectory(layout.blobs);
  for (const [hash, bytes] of blobs) {
    const path = join(layout.blobs, hash);
    if (!existsSync(path)) replaceFile(path, bytes);
  }
}

/** Members that hold texts by name. */
const HOLDERS = ["BEF", "AFT", "chosen", "RST", "TGT"] as const;
const TEXTS = ["why", "ask", "ticket"] as const;

/** Every text of an entry that can be long, by its place (`why`, `BEF.disks`); the longest first. */
function textsOf(draft: EntryDraft): [place: string, text: string][] {
  const own = TEXTS.map((name): [string, unknown] => [name, draft[name]]);
  const held = HOLDERS.flatMap((holder) =>
    Object.entries(draft[holder] ?? {}).map(([name, value]): [string, unknown] => [
      `${holder}.${name}`,
      value,
    ]),
  );
  return [...own, ...held]
    .filter((each): each is [string, string] => typeof each[1] === "string")
    .sort(([, a], [, b]) => b.length - a.length);
}

/** The text at a place where one can be long; null where there is none, or it is no such place. */
export function textAt(draft: EntryDraft, place: string): string | null {
  return textsOf(draft).find(([each]) => each === place)?.[1] ?? null;
}

/** A draft with another text at a place (`why`, `BEF.disks`). */
export function replaced(draft: EntryDraft, place: string, text: string): EntryDraft {
  const [holder = "", name] = place.split(".");
  if (name === undefined) return { ...draft, [holder]: text };
  return { ...draft, [holder]: { ...draft[holder as (typeof HOLDERS)[number]], [name]: text } };
}

/** Not from the middle of a character. */
function beginning(text: string): string {
  const kept = text.slice(0, KEPT_UNITS);
  return kept.isWellFormed() ? kept : kept.slice(0, -1);
}
