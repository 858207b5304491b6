import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { type SmallDisk, smallDisk } from "./small-disk.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** A place that can be closed for writing: root, whom no mode stops, needs a file system of its own for it. */
export function readOnlyPlace(context: TestContext): Pick<SmallDisk, "path" | "readOnly"> & Disposable {
  if (process.getuid?.() === 0) return smallDisk(context, { kiB: 256 });
  const { path, [Symbol.dispose]: remove } = temporaryDirectory();
  const readOnly = (on: boolean) => allow(path, !on);
  return {
    path,
    readOnly,
    [Symbol.dispose]() {
      readOnly(false);
      remove();
    },
  };
}

function allow(directory: string, writing: boolean): void {
  chmodSync(directory, writing ? 0o700 : 0o500);
  for (const each of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, each.name);
    if (each.isDirectory()) allow(path, writing);
    else chmodSync(path, writing ? 0o600 : 0o400);
  }
}
