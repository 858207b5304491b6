import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NEWLINE } from "#journal/line.js";
import { temporaryDirectory } from "../temporary-directory.js";

/** A journal's files by their paths in its directory, with `/`. */
export type Files = ReadonlyMap<string, Buffer>;

export function readFiles(directory: string): Files {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(directory.length + 1), readFileSync(path));
  }
  return files;
}

/** The same files, but for those that are given; null for one that is gone. */
export function changed(files: Files, others: Readonly<Record<string, Uint8Array | string | null>>): Files {
  const result = new Map(files);
  for (const [path, content] of Object.entries(others)) {
    if (content === null) result.delete(path);
    else result.set(path, Buffer.from(content));
  }
  return result;
}

/** A file of entries: its whole lines, and what follows the last newline. */
export interface SegmentFile {
  readonly path: string;
  readonly lines: readonly Buffer[];
  readonly rest: Buffer;
}

const SEGMENT = /^entries\/\d{12}\.jsonl$/;

/** In the order of their names. */
export function segmentsIn(files: Files): SegmentFile[] {
  const paths = [...files.keys()].filter((path) => SEGMENT.test(path)).sort();
  return paths.map((path) => {
    const content = files.get(path)!;
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
      lines.push(content.subarray(start, end));
      start = end + 1;
    }
    return { path, lines, rest: content.subarray(start) };
  });
}

/** The same files with these for all files of entries. */
export function withSegments(files: Files, segments: readonly Pick<SegmentFile, "path" | "lines">[]): Files {
  const result = new Map([...files].filter(([path]) => !SEGMENT.test(path)));
  for (const { path, lines } of segments) result.set(path, fileOf(lines));
  return result;
}

export function fileOf(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.of(NEWLINE)]));
}

export function pathOf(firstSeq: number): string {
  return `entries/${String(firstSeq).padStart(12, "0")}.jsonl`;
}

/** A directory that becomes one journal after the other: only what differs is written. */
export class WorkingCopy implements Disposable {
  readonly #place = temporaryDirectory({ inMemory: true });
  #now: Files = new Map();

  get directory(): string {
    return this.#place.path;
  }

  become(files: Files): void {
    for (const path of this.#now.keys()) if (!files.has(path)) rmSync(join(this.directory, path));
    for (const [path, content] of files) {
      const known = this.#now.get(path);
      if (known === content || known?.equals(content) === true) continue;
      mkdirSync(dirname(join(this.directory, path)), { recursive: true });
      writeFileSync(join(this.directory, path), content);
    }
    this.#now = files;
  }

  [Symbol.dispose](): void {
    this.#place[Symbol.dispose]();
  }
}
