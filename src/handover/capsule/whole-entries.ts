import type { Entry } from "#domain/entry.js";
import { unsound } from "#handover/capsule/fault.js";
import { blobName } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import type { Line } from "#journal/line.js";
import { withBlobs } from "#journal/whole-entry.js";

/** The entries with their long texts. Throws `CapsuleUnsound` for a text that is not there, or is another. */
export function wholeEntries(members: Members, lines: readonly Line[]): readonly Entry[] {
  return lines.map(({ entry }) => {
    const wrong = (hash: string) =>
      unsound(blobName(hash), "WRONG_BLOB", "it is not what the entry has the hash of", entry.seq);
    const textOf = (hash: string) => {
      const name = blobName(hash);
      if (members.of(name).sha256 !== hash) throw wrong(hash);
      return members.text(name);
    };
    return withBlobs(entry, textOf, wrong);
  });
}
