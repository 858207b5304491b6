import { readFileSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { type HeldCheckpoint, parseHeldCheckpoints } from "#journal/verify/held-checkpoints.js";
import { type HeldKeys, parseHeldKeys } from "#journal/verify/held-keys.js";

/** The auditor's own copy of a journal's keys. Throws `FILE_UNREADABLE`, `EVIDENCE_UNREADABLE`. */
export function readHeldKeys(path: string): HeldKeys {
  const keys = parseHeldKeys(textOf(path));
  if (keys === null) throw failure("EVIDENCE_UNREADABLE", { path, expected: "KEYS" });
  return { file: path, keys };
}

/** The checkpoints that an auditor has kept. Throws `FILE_UNREADABLE`, `EVIDENCE_UNREADABLE`. */
export function readHeldCheckpoints(path: string): readonly HeldCheckpoint[] {
  const held = parseHeldCheckpoints(path, textOf(path));
  if (held === null) throw failure("EVIDENCE_UNREADABLE", { path, expected: "CHECKPOINTS" });
  return held;
}

/** Throws `FILE_UNREADABLE`. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}
