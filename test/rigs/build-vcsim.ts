import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const sources = fileURLToPath(new URL("./vcsim/", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/shoseki-rigs/", import.meta.url));

/** The paths of the two programs, or why they cannot be had on this machine. */
export type VcsimBuild = { readonly vcsim: string; readonly govc: string } | { readonly missing: string };

/**
 * Builds the simulator and govc, unless the same sources have been built before. Several processes may build at once.
 *
 * @throws Error with the compiler's words when the sources do not compile.
 */
export async function buildVcsim(): Promise<VcsimBuild> {
  const home = join(cache, await hashOfSources());
  const built = { vcsim: join(home, "vcsim"), govc: join(home, "govc") };
  if (await exists(built.govc)) return built;

  const missing = await whyNotBuildable();
  if (missing !== undefined) return { missing };

  const place = `${home}.${randomUUID()}`;
  await mkdir(place, { recursive: true });
  try {
    await go("build", "-trimpath", "-ldflags=-s -w", "-o", `${place}/`, ".", "./govc");
    await rename(place, home);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    if (!(await exists(built.govc))) throw error; // else another process was first
  }
  return built;
}

/** Go, and the modules the sources need, are on this machine or can be fetched; or why not. */
async function whyNotBuildable(): Promise<string | undefined> {
  try {
    await go("mod", "download");
    return undefined;
  } catch (error) {
    if (isError(error, "ENOENT")) return "Go is not installed (the vSphere simulator is built from source)";
    return `the vSphere simulator's Go modules are not to be had: ${String(error)}`;
  }
}

async function go(...args: string[]): Promise<void> {
  await run("go", args, { cwd: sources, maxBuffer: 16 * 1024 * 1024 });
}

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash.update(`${file.slice(sources.length)}\n`).update(await readFile(file));
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
