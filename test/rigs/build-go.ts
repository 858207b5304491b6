import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Build, builtOnce } from "./built-once.js";

const run = promisify(execFile);

/** A Go module of the rigs. */
export interface GoSources {
  /** Where its go.mod is. */
  readonly directory: string;
  /** The packages to build, each a program named for its folder: `.`, `./govc`. */
  readonly packages: readonly string[];
  /** What it is to those who read why there is none: "the vSphere simulator". */
  readonly what: string;
}

/**
 * Builds the programs, unless the same sources have been built before. Several processes may build at once.
 *
 * @throws Error with the compiler's words when the sources do not compile.
 */
export async function buildGo(sources: GoSources): Promise<Build> {
  const { directory, packages } = sources;
  return await builtOnce({
    directory,
    whyNot: () => whyNotBuildable(sources),
    build: (place) => go(directory, "build", "-trimpath", "-ldflags=-s -w", "-o", `${place}/`, ...packages),
  });
}

/** Go, and the modules the sources need, are on this machine or can be fetched; or why not. */
async function whyNotBuildable({ directory, what }: GoSources): Promise<string | undefined> {
  try {
    await go(directory, "mod", "download");
    return undefined;
  } catch (error) {
    if (isError(error, "ENOENT")) return `Go is not installed (${what} is built from source)`;
    return `the Go modules of ${what} are not to be had: ${String(error)}`;
  }
}

async function go(directory: string, ...args: string[]): Promise<void> {
  await run("go", args, { cwd: directory, maxBuffer: 16 * 1024 * 1024 });
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
