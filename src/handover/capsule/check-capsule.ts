import type { CapsuleFault } from "#domain/capsule-fault.js";
import type { Entry } from "#domain/entry.js";
import { type ByteSource, byteSource } from "#handover/capsule/byte-source.js";
import { checkCasts } from "#handover/capsule/check-casts.js";
import { checkFacts } from "#handover/capsule/check-facts.js";
import { checkJournal, type JournalPart } from "#handover/capsule/check-journal.js";
import { checkReport, type ReportPart } from "#handover/capsule/check-report.js";
import { checkReportedJournal } from "#handover/capsule/check-reported-journal.js";
import { checkSums, missingBySums } from "#handover/capsule/check-sums.js";
import { CapsuleUnsound, unsound } from "#handover/capsule/fault.js";
import { isLost } from "#handover/capsule/is-lost.js";
import { strayMembers } from "#handover/capsule/known-members.js";
import { SUMS_SIGNATURE } from "#handover/capsule/member-names.js";
import { Members } from "#handover/capsule/members.js";
import { readMembers } from "#handover/capsule/read-members.js";
import { unlikeDocuments } from "#handover/capsule/unlike-documents.js";
import { wholeEntries } from "#handover/capsule/whole-entries.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import type { Epoch } from "#journal/epochs.js";
import type { Line } from "#journal/line.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { type HeldKeys, heldKeysFault } from "#journal/verify/held-keys.js";
import type { RecordingFindings } from "#journal/verify/recording-findings.js";

/** A shift's capsule that is sound. */
export interface ShiftCapsule extends ReportPart {
  /** The journal's name. */
  readonly origin: string;
  /** Its keys from its first on, each introduced by the one before it. */
  readonly keys: readonly Epoch[];
  /** The fingerprint of the one that has signed the capsule: the journal's newest. */
  readonly key: string;
  /** Whether that key follows from those that whoever checks it holds; else they must agree to it. */
  readonly isHeld: boolean;
  readonly checkpoint: Checkpoint;
  /** The shift's entries, without a gap; their long texts are whole. */
  readonly entries: readonly Entry[];
  /** The same as they lie in the journal. */
  readonly lines: readonly Line[];
  /** Its recordings, by file, and what is to be known of them. */
  readonly casts: readonly string[];
  readonly recordings: RecordingFindings;
  /**
   * The members that people read which this program does not make of the report: another version may have, or whoever holds the key.
   * Nothing but that key vouches for what they say.
   */
  readonly unlike: readonly string[];
}

/** What checking a capsule came to: it is sound, or the first that is wrong, with all of the same kind. */
export type CapsuleVerdict =
  | { readonly capsule: ShiftCapsule; readonly faults: readonly [] }
  | { readonly capsule: null; readonly faults: readonly CapsuleFault[] };

export interface CheckingCapsule {
  readonly signers?: HeldKeys | undefined;
  /** Told what part of it has been checked, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Checks a capsule, and believes nothing of it that it does not prove: the file is byte for byte one of known members, which
 * are those that `SHA256SUMS` lists; that is signed by the journal's newest key; then what `checkJournal`, `checkReport`,
 * `checkFacts` and `checkCasts` say. What whoever holds that key has left out beyond it cannot be told. Writes nothing. Throws
 * `FILE_UNREADABLE`.
 *
 * @param from the capsule's bytes, or its file's path: a file that somebody changes meanwhile may be judged by both
 */
export async function checkCapsule(
  from: Buffer | string,
  { signers, onProgress }: CheckingCapsule = {},
): Promise<CapsuleVerdict> {
  using source = byteSource(from);
  try {
    return { capsule: await checked(source, signers, progressOf(source, onProgress)), faults: [] };
  } catch (error) {
    if (error instanceof CapsuleUnsound) return { capsule: null, faults: error.faults };
    throw error;
  }
}

async function checked(
  source: ByteSource,
  signers: HeldKeys | undefined,
  onBytes: (bytes: number) => void,
): Promise<ShiftCapsule> {
  const read = await readMembers(source, onBytes);
  const members = new Members(source, read.members);
  if (read.faults.length > 0) throw new CapsuleUnsound([...read.faults, ...missingBySums(members)]);
  const key = checkSums(members);
  const journal = await checkJournal(members);
  const { slice, keys, checkpoint } = journal;
  if (keys.at(checkpoint.size)?.fingerprint !== key)
    throw unsound(SUMS_SIGNATURE, "SUMS_SIGNATURE", "it is not by the journal's newest key");
  const strays = strayMembers(members, journal);
  if (strays.length > 0) throw new CapsuleUnsound(strays);
  const entries = wholeEntries(members, slice);
  const report = checkReport(members, journal, entries);
  await checkFacts(
    report.handover,
    slice.map(({ entry }) => entry),
    entries,
  );
  checkReportedJournal(members, journal, report.handover, report.handOver);
  const recordings = await checkCasts(members, journal, report.handover, onBytes);
  mustBeHeld(journal, signers);
  const casts = recordingsIn(entries).filter((file) => !isLost(report.handover, file));
  return {
    ...report,
    origin: checkpoint.origin,
    keys: keys.epochs(),
    key,
    isHeld: signers !== undefined,
    checkpoint,
    entries,
    lines: slice,
    casts,
    recordings,
    unlike: unlikeDocuments(members, report, slice, casts),
  };
}

function mustBeHeld({ keys }: JournalPart, signers: HeldKeys | undefined): void {
  const fault = signers === undefined ? null : heldKeysFault(signers, keys.epochs());
  if (fault !== null) throw unsound(SUMS_SIGNATURE, fault.code, fault.problem, fault.seq);
}

/** Recordings are read twice: with the whole, and each by itself. */
function progressOf(source: ByteSource, onProgress?: (done: number) => void): (bytes: number) => void {
  let done = 0;
  return (bytes) => {
    done += bytes;
    onProgress?.(Math.min(1, done / Math.max(1, 2 * source.size)));
  };
}
