import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { temporaryDirectory } from "./temporary-directory.js";

/** A file system of its own, in memory, as small as a test wants it. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Takes all the space there is, but `leave` bytes. */
  fill(leave?: number): void;
  /** Gives back what `fill` took. */
  free(): void;
  /** From now on nothing can be written, or it can again. Nothing may be open for writing meanwhile. */
  readOnly(on: boolean): void;
}

export interface DiskSize {
  readonly kiB: number;
  /** How many files and directories there can be, its own included. */
  readonly files?: number;
}

/** What such a file system gives out at a time, in bytes. */
const PAGE = 4_096;

/** Mounts it; where that needs more rights than the test has, skips the test and says so. With CI=true that is a failure. */
export function smallDisk(context: TestContext, { kiB, files = 1_000 }: DiskSize): SmallDisk {
  const place = temporaryDirectory();
  const options = `size=${kiB}k,nr_inodes=${files},mode=700`;
  const { status, error, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", place.path], {
    encoding: "utf8",
  });
  if (status !== 0) {
    place[Symbol.dispose]();
    const reason = `a tmpfs cannot be mounted here: ${error?.message ?? stderr.trim()}`;
    if (process.env.CI === "true") throw new Error(reason);
    context.skip(reason);
  }
  const ballast = join(place.path, "ballast");
  return {
    path: place.path,
    fill(leave = 0) {
      takeAll(ballast, leave);
    },
    free() {
      rmSync(ballast);
    },
    readOnly(on) {
      execFileSync("mount", ["-o", `remount,${on ? "ro" : "rw"}`, place.path]);
    },
    [Symbol.dispose]() {
      // Lazily: a file that a failing test left open must not leave the mount behind.
      execFileSync("umount", ["--lazy", place.path]);
      place[Symbol.dispose]();
    },
  };
}

/** Never takes more than that, not even for a moment: somebody may be writing there. */
function takeAll(path: string, leave: number): void {
  const descriptor = openSync(path, "w");
  const block = Buffer.alloc(PAGE);
  const most = Math.floor(leave / PAGE) * PAGE;
  const left = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  try {
    while (left() > most) writeSync(descriptor, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(descriptor);
  }
}
