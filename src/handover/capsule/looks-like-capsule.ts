import { byteSource } from "#handover/capsule/byte-source.js";
import { SUMS } from "#handover/capsule/member-names.js";
import { BLOCK_BYTES } from "#handover/capsule/tar-header.js";

/**
 * Whether a file is meant to be a capsule, sound or not, by its bytes: it begins as one, or as some tar. Throws
 * `FILE_UNREADABLE`.
 */
export function looksLikeCapsule(path: string): boolean {
  using source = byteSource(path);
  const block = source.read(0, BLOCK_BYTES).toString("latin1");
  return block.startsWith(`${SUMS}\0`) || block.startsWith("ustar", 257);
}
