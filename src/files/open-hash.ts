import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import type { OpenFile } from "#files/open-present.js";

const AT_ONCE_BYTES = 1024 * 1024;

/**
 * Lower-case hex SHA-256 of an open file, read piece by piece as far as it went when it was opened. Throws what the file system says.
 *
 * @param onRead told how many more bytes were read
 */
export function openHash(
  { descriptor, size }: Pick<OpenFile, "descriptor" | "size">,
  onRead: (bytes: number) => void = () => {},
): string {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(AT_ONCE_BYTES);
  for (let left = size; left > 0; ) {
    const read = readSync(descriptor, buffer, 0, Math.min(buffer.length, left), null);
    if (read === 0) break;
    hash.update(buffer.subarray(0, read));
    onRead(read);
    left -= read;
  }
  return hash.digest("hex");
}
