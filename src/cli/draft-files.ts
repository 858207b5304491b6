import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { OptionValues } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { writeForOthers } from "#files/write-for-others.js";

/** What a draft is written as, by the option that names its file, in the order in which they are written. */
const FILES = ["markdown", "html", "capsule"] as const;

export type DraftFile = (typeof FILES)[number];

export type DraftPaths = ReadonlyMap<DraftFile, string>;

/** Where a draft is to be written, before any key is asked for. What is there is never replaced. Throws `DRAFT_NOT_WRITTEN`, `USAGE`. */
export function draftPaths(options: OptionValues): DraftPaths {
  const paths = new Map<DraftFile, string>();
  for (const option of FILES) {
    const named = options[option];
    if (named === undefined) continue;
    if (named === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: `--${option}` } });
    const path = resolve(named);
    if (existsSync(path) || [...paths.values()].includes(path))
      throw notWritten(path, "there is such a file already");
    if (!existsSync(dirname(path))) throw notWritten(path, "there is no such directory");
    paths.set(option, path);
  }
  return paths;
}

function notWritten(path: string, cause: string, error?: unknown): Error {
  return failure("DRAFT_NOT_WRITTEN", { path, cause }, error);
}

/** For whom it is for to read: 0644. Throws `DRAFT_NOT_WRITTEN`. */
export function writeDraft(path: string, content: string | Buffer): void {
  try {
    writeForOthers(path, content);
  } catch (error) {
    throw notWritten(path, (error as Error).message, error);
  }
}
