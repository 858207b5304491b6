import { setImmediate } from "node:timers/promises";
import { checkProofs } from "#handover/capsule/check-proofs.js";
import { unsound } from "#handover/capsule/fault.js";
import { toBeProven } from "#handover/capsule/journal-members.js";
import { capsuleSigners } from "#handover/capsule/key-member.js";
import {
  ALLOWED_SIGNERS,
  CHECKPOINT,
  EARLIER_RECORDINGS,
  ENTRIES,
  KEYS,
  VKEY,
} from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import type { EpochBook } from "#journal/epochs.js";
import { keysIn, mustBeSigned } from "#journal/key-chain.js";
import type { Line } from "#journal/line.js";
import { type Checkpoint, parseCheckpoint } from "#journal/note/checkpoint.js";
import { isSignedByEpoch } from "#journal/note/signed-by-epoch.js";
import { BEGINNING, ChainCheck } from "#journal/verify/chain-check.js";
import { verifierKeys } from "#journal/vkey.js";

/** The part of a journal that a capsule has, checked. */
export interface JournalPart {
  /** The shift's entries, without a gap. */
  readonly slice: readonly Line[];
  /** Entries before them that have pieces of recordings. */
  readonly earlier: readonly Line[];
  readonly keys: EpochBook;
  readonly checkpoint: Checkpoint;
  /** The lines that have a proof of their own. */
  readonly proven: readonly Line[];
}

/** So many lines are checked before others have their turn. */
const AT_ONCE = 256;

/**
 * Checks the part of a journal: every line is an entry, numbered and chained without a gap, and signed by the key whose turn it
 * was; the keys follow on one another from the journal's first; the first line and the last, and all that stand alone, are in
 * the checkpoint's tree; the checkpoint is signed by the journal; the files of keys follow from the entries. Throws
 * `CapsuleUnsound`.
 */
export async function checkJournal(members: Members): Promise<JournalPart> {
  const slice = members.lines(ENTRIES);
  const [first] = slice;
  if (first === undefined) throw unsound(ENTRIES, "NO_ENTRY", "there is no entry");
  const checkpoint = parseCheckpoint(members.text(CHECKPOINT));
  if (checkpoint === null) throw unsound(CHECKPOINT, "CHECKPOINT_FORM", "it is no checkpoint");
  const last = first.entry.seq + slice.length - 1;
  const alone = members.lines(KEYS);
  mustStandAlone(
    KEYS,
    alone,
    ({ entry: { seq, phase } }) => phase === "key" && (seq < first.entry.seq || seq > last),
  );
  const keyLines = [...alone, ...slice.filter(({ entry }) => entry.phase === "key")].sort(
    (a, b) => a.entry.seq - b.entry.seq,
  );
  const refuse = (code: "WRONG_KEYS" | "WRONG_SIGNATURE", seq: number) => {
    const member = seq >= first.entry.seq && seq <= last ? ENTRIES : KEYS;
    return unsound(member, code, REFUSED[code], seq);
  };
  const keys = keysIn(keyLines, checkpoint.origin, refuse);
  await checkChain(slice, keyLines);
  const files = new Set(recordingsIn(slice.map(({ entry }) => entry)));
  const earlier = members.lines(EARLIER_RECORDINGS);
  mustStandAlone(
    EARLIER_RECORDINGS,
    earlier,
    ({ entry: { seq, phase, recording } }) =>
      phase === "recording" && seq < first.entry.seq && files.has(recording?.file ?? ""),
  );
  for (const line of earlier)
    mustBeSigned(line, keys, (code, seq) => unsound(EARLIER_RECORDINGS, code, REFUSED[code], seq));
  if (!isSignedByEpoch(checkpoint, keys))
    throw unsound(CHECKPOINT, "CHECKPOINT_SIGNATURE", "it is not signed by the key of its epoch");
  const proven = toBeProven(slice, [...alone, ...earlier]);
  checkProofs(members, proven, checkpoint);
  if (members.text(ALLOWED_SIGNERS) !== capsuleSigners([...slice, ...alone, ...earlier]))
    throw unsound(
      ALLOWED_SIGNERS,
      "WRONG_SIGNERS",
      "it does not hold the keys that the key entries introduce",
    );
  if (members.text(VKEY) !== verifierKeys(keys.epochs()))
    throw unsound(VKEY, "WRONG_VKEY", "it does not hold the keys that the key entries introduce");
  return { slice, earlier, keys, checkpoint, proven };
}

const REFUSED = {
  WRONG_KEYS: "the key entries are not those of one journal, from its first on",
  WRONG_SIGNATURE: "its signature is not by the key of its epoch",
} as const;

async function checkChain(slice: readonly Line[], keyLines: readonly Line[]): Promise<void> {
  const seq = slice[0]?.entry.seq ?? 0;
  const before = keyLines.map(({ entry }) => entry).filter((entry) => entry.seq < seq);
  const check = new ChainCheck({ seq, prev: seq === 0 ? BEGINNING.prev : null, keys: before });
  for (const [index, { bytes }] of slice.entries()) {
    const wrong = check.next(bytes, null);
    if (wrong !== null) throw unsound(ENTRIES, wrong.code, wrong.problem, seq + index);
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
}

/** Those that are in no slice: in order, each once, and each of its kind. */
function mustStandAlone(member: string, lines: readonly Line[], belongs: (line: Line) => boolean): void {
  const stray = lines.find(
    (line, index) => !belongs(line) || line.entry.seq <= (lines[index - 1]?.entry.seq ?? -1),
  );
  if (stray !== undefined)
    throw unsound(member, "STRAY_ENTRY", "an entry that does not belong there", stray.entry.seq);
}
