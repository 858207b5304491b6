import { FileUnfit } from "#files/file-unfit.js";
import { type OpenFile, openPresent } from "#files/open-present.js";

/** Nothing is there that can be opened: names that lead round in a ring, or a socket. */
const NOTHING: ReadonlySet<string> = new Set(["ELOOP", "ENXIO"]);

/**
 * Opens a regular file; null where there is none of this name, whatever else there is. Nothing is waited for. Throws what else the
 * file system says.
 *
 * @param flags more of open(2): with `O_NOFOLLOW` a link is no regular file
 */
export function openRegular(path: string, flags = 0): OpenFile | null {
  try {
    return openPresent(path, flags);
  } catch (error) {
    if (error instanceof FileUnfit || NOTHING.has((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
