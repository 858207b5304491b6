import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import { openRegular } from "#files/open-regular.js";

const AT_ONCE_BYTES = 1024 * 1024;

/**
 * Lower-case hex SHA-256 of a regular file, read piece by piece as far as it went when it was opened; null where there is none.
 * Throws what else the file system says.
 *
 * @param onRead told how many more bytes were read
 */
export function fileHash(path: string, onRead: (bytes: number) => void = () => {}): string | null {
  using file = openRegular(path);
  if (file === null) return null;
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(AT_ONCE_BYTES);
  for (let left = file.size; left > 0; ) {
    const read = readSync(file.descriptor, buffer, 0, Math.min(buffer.length, left), null);
    if (read === 0) break;
    hash.update(buffer.subarray(0, read));
    onRead(read);
    left -= read;
  }
  return hash.digest("hex");
}
