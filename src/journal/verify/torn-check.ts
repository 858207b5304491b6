import { join } from "node:path";
import { fileHash } from "#files/file-hash.js";
import type { Layout } from "#journal/layout.js";

/** Of the torn tails that entries name, those that are not there, or not as they were: each is named for its hash. */
export function missingTorn({ entries }: Layout, named: readonly string[]): string[] {
  return named.filter((name) => !isThere(join(entries, name), name)).map((name) => `entries/${name}`);
}

function isThere(path: string, name: string): boolean {
  const hash = fileHash(path);
  return hash !== null && name.endsWith(`-${hash.slice(0, 8)}.torn`);
}
