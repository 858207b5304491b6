import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../node_modules/.cache/shoseki-rigs/", import.meta.url));

/** A Go module of the rigs. */
export interface GoSources {
  /** Where its go.mod is. */
  readonly directory: string;
  /** The packages to build, each a program named for its folder: `.`, `./govc`. */
  readonly packages: readonly string[];
  /** What it is to those who read why there is none: "the vSphere simulator". */
  readonly what: string;
}

/** The directory of the programs, or why they cannot be had on this machine. */
export type GoBuild = { readonly home: string } | { readonly missing: string };

/**
 * Builds the programs, unless the same sources have been built before. Several processes may build at once.
 *
 * @throws Error with the compiler's words when the sources do not compile.
 */
export async function buildGo(sources: GoSources): Promise<GoBuild> {
  const { directory, packages } = sources;
  const home = join(cache, await hashOfSources(directory));
  if (await exists(home)) return { home };

  const missing = await whyNotBuildable(sources);
  if (missing !== undefined) return { missing };

  const place = `${home}.${randomUUID()}`;
  await mkdir(place, { recursive: true });
  try {
    await go(directory, "build", "-trimpath", "-ldflags=-s -w", "-o", `${place}/`, ...packages);
    await rename(place, home);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    if (!(await exists(home))) throw error; // else another process was first
  }
  return { home };
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

async function hashOfSources(directory: string): Promise<string> {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash.update(`${file.slice(directory.length)}\n`).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 32);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
