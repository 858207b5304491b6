import { join } from "node:path";
import { fileHash } from "#files/file-hash.js";
import { readOrNull } from "#files/read-or-null.js";
import { byteSource } from "#handover/capsule/byte-source.js";
import { acceptedCapsules, keptPath } from "#handover/capsule/kept-capsules.js";
import { castName } from "#handover/capsule/member-names.js";
import { readMembers } from "#handover/capsule/read-members.js";
import { CAST_FILE, type Layout } from "#journal/layout.js";

/** A recording, and the file that it lies in: itself, or the capsule that it came in. */
export interface FoundCast {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * A recording of this journal, or of a shift that was taken over in it (the newest that has it); null where there is none. Of a
 * capsule that is not what was taken over nothing is answered. Throws `JOURNAL_DAMAGED`, and the system's errors.
 *
 * @param file `<session>-<n>.cast`; anything else is none
 */
export async function findCast(layout: Layout, file: string): Promise<FoundCast | null> {
  if (!CAST_FILE.test(file)) return null;
  const own = join(layout.casts, file);
  const bytes = readOrNull(own);
  if (bytes !== null) return { path: own, bytes };
  for (const { sha256 } of (await acceptedCapsules(layout)).toReversed()) {
    const path = keptPath(layout, sha256);
    if (fileHash(path) !== sha256) continue;
    using source = byteSource(path);
    const member = (await readMembers(source)).members.get(castName(file));
    if (member !== undefined) return { path, bytes: source.read(member.at, member.at + member.size) };
  }
  return null;
}
