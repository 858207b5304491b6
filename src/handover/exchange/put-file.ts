import { randomUUID } from "node:crypto";
import { closeSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { failure } from "#domain/errors.js";
import { syncDirectory } from "#files/directories.js";
import { writeForOthers } from "#files/write-for-others.js";
import { hasBytes, isThere } from "#handover/exchange/free-path.js";

/** File systems that have no hard links. */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** Throws `HANDOVER_NOT_WRITTEN` where a file cannot be put: there is one already, or no such directory. Before anything is signed. */
export function mayBePut(path: string): void {
  const refuse = (cause: string) => failure("HANDOVER_NOT_WRITTEN", { path, cause, recorded: null });
  if (isThere(path)) throw refuse("there is such a file already");
  if (!isThere(dirname(path))) throw refuse("there is no such directory");
}

/**
 * Puts a file that others can read (0644) in its place, whole and durably, and never over one that is there or through a
 * link; one with these very bytes is left. Throws `HANDOVER_NOT_WRITTEN`.
 *
 * @param recorded the seq of the entry that is written already
 */
export function putFile(path: string, bytes: Uint8Array, recorded: number): void {
  try {
    if (hasBytes(path, bytes)) return;
    put(path, bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const cause = code === "EEXIST" ? "there is another file of that name" : message;
    throw failure("HANDOVER_NOT_WRITTEN", { path, cause, recorded }, error);
  }
}

/** By a link from another name: who dies on the way, or has a full disk, leaves no half of a file under its own. */
function put(path: string, bytes: Uint8Array): void {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    writeForOthers(part, bytes);
    putInPlace(part, path);
    syncDirectory(dirname(path));
  } finally {
    rmSync(part, { force: true });
  }
}

function putInPlace(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    // Takes the name, so that nothing of somebody else's is replaced.
    closeSync(openSync(path, "wx", 0o644));
    renameSync(part, path);
  }
}
