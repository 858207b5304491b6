import { readFileSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import { type Layout, segmentsOf } from "#journal/layout.js";
import { decodeLine, NEWLINE } from "#journal/line.js";

/** The newest entry that names a piece of a recording, or its end; null where none does. */
export function lastNaming(layout: Layout, file: string): Entry | null {
  // As it stands in an entry, and in no text: there the quotes would be escaped. An end may have no piece.
  const marks = [`"recording":{"file":"${file}"`, `"name":"${file}"`].map((text) => Buffer.from(text));
  for (const { path } of segmentsOf(layout).reverse()) {
    const bytes = readFileSync(path);
    let end = bytes.length;
    for (;;) {
      const at = Math.max(...marks.map((mark) => (end === 0 ? -1 : bytes.lastIndexOf(mark, end - 1))));
      if (at < 0) break;
      const entry = lineAround(bytes, at);
      if (entry?.phase === "recording" && entry.TGT.name === file) return entry;
      end = at;
    }
  }
  return null;
}

function lineAround(bytes: Buffer, at: number): Entry | null {
  const from = bytes.lastIndexOf(NEWLINE, at) + 1;
  const to = bytes.indexOf(NEWLINE, at);
  const line = to < 0 ? null : decodeLine(bytes.subarray(from, to));
  return line === null || "problem" in line ? null : line.entry;
}
