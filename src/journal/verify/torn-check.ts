import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Layout } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";

/** Of the torn tails that entries name, those that are not there, or not as they were: each is named for its hash. */
export function missingTorn({ entries }: Layout, named: readonly string[]): string[] {
  return named.filter((name) => !isThere(join(entries, name), name)).map((name) => `entries/${name}`);
}

function isThere(path: string, name: string): boolean {
  try {
    return name.endsWith(`-${hashOf(readFileSync(path)).slice(0, 8)}.torn`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
