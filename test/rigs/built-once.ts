import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../node_modules/.cache/shoseki-rigs/", import.meta.url));

/** The directory of what was built, or why it cannot be had on this machine. */
export type Build = { readonly home: string } | { readonly missing: string };

/** A part of the rigs that takes long to build. */
export interface Buildable {
  /** The sources: of the same ones it is built once. */
  readonly directory: string;
  /** What else it depends on: it is built for each such text. */
  readonly besides?: string;
  /** What this machine lacks to build it. */
  whyNot(): Promise<string | undefined>;
  /** Builds it into an empty directory. */
  build(place: string): Promise<void>;
}

/**
 * Where it is, built unless the same sources have been built before. Several processes may build at once.
 *
 * @throws whatever `build` throws.
 */
export async function builtOnce({ directory, besides = "", whyNot, build }: Buildable): Promise<Build> {
  const home = join(cache, await hashOfSources(directory, besides));
  if (await exists(home)) return { home };

  const missing = await whyNot();
  if (missing !== undefined) return { missing };

  const place = `${home}.${randomUUID()}`;
  await mkdir(place, { recursive: true });
  try {
    await build(place);
    await rename(place, home);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    if (!(await exists(home))) throw error; // else another process was first
  }
  return { home };
}

async function hashOfSources(directory: string, besides: string): Promise<string> {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n${besides}`);
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
