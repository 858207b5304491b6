import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { byteSource } from "#handover/capsule/byte-source.js";
import { CapsuleUnsound, unsound } from "#handover/capsule/fault.js";
import { isLost } from "#handover/capsule/is-lost.js";
import { ENTRIES, REPORT } from "#handover/capsule/member-names.js";
import { Members } from "#handover/capsule/members.js";
import { readMembers } from "#handover/capsule/read-members.js";
import { wholeEntries } from "#handover/capsule/whole-entries.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import { parseHandover } from "#handover/parse-handover.js";

/** What was done in a shift that was taken over. */
export interface KeptShift {
  readonly handover: Handover;
  /** The name of the journal that it was recorded in. */
  readonly origin: string;
  /** The shift's entries, without a gap; their long texts are whole. */
  readonly entries: readonly Entry[];
  /** Its recordings, by file. */
  readonly casts: readonly string[];
}

/**
 * Reads a capsule whose bytes are known to be those that were checked once (by the SHA-256 in one's own journal): its
 * signatures are not checked again. Throws `CapsuleUnsound`, `FILE_UNREADABLE`.
 */
export async function readKept(path: string): Promise<KeptShift> {
  using source = byteSource(path);
  const read = await readMembers(source);
  if (read.faults.length > 0) throw new CapsuleUnsound(read.faults);
  const members = new Members(source, read.members);
  const handover = parseHandover(members.bytes(REPORT));
  if (handover === null) throw unsound(REPORT, "REPORT_FORM", "it is no report of a shift, byte for byte");
  const entries = wholeEntries(members, members.lines(ENTRIES));
  return {
    handover,
    origin: handover.journal.origin,
    entries,
    casts: recordingsIn(entries).filter((file) => !isLost(handover, file)),
  };
}
