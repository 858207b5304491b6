import { openHash } from "#files/open-hash.js";
import { openRegular } from "#files/open-regular.js";

interface HashOptions {
  /** More of open(2): with `O_NOFOLLOW` a link is no regular file. */
  readonly flags?: number;
  /** Told how many more bytes were read. */
  readonly onRead?: (bytes: number) => void;
}

/** `openHash` of a regular file; null where there is none. Throws what else the file system says. */
export function fileHash(path: string, { flags = 0, onRead }: HashOptions = {}): string | null {
  using file = openRegular(path, flags);
  return file === null ? null : openHash(file, onRead);
}
