import { failure } from "#domain/errors.js";
import type { HandoverAnswer } from "#domain/handover.js";
import { readRegular } from "#files/read-regular.js";
import { looksLikeCapsule } from "#handover/capsule/looks-like-capsule.js";
import { ANSWER_LIMIT, hasSigned, parseAnswer } from "#handover/exchange/answer-file.js";
import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import type { OutgoingHandover } from "#handover/exchange/known-handovers.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import type { Vouched } from "#handover/exchange/vouched.js";
import { vouchedFor } from "#handover/exchange/vouched.js";
import { findLine } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { readKeys } from "#journal/read-epochs.js";
import type { HeldKeys } from "#journal/verify/held-keys.js";
import { wholeEntry } from "#journal/whole-entry.js";

/** An answer to a handover of this journal, with both of its signatures checked. */
export interface AnswerRead {
  readonly path: string;
  /** The file's, whole. */
  readonly text: string;
  readonly answer: HandoverAnswer;
  /** What it is an answer to. */
  readonly to: OutgoingHandover;
  /** Why the incoming operator's key is believed; null where the outgoing one must agree to its fingerprint. */
  readonly vouched: Vouched;
}

/** What an answer is read with. */
export interface ReadingAnswer {
  readonly layout: Layout;
  /** Keys that the operator holds. */
  readonly signers?: HeldKeys["keys"] | undefined;
}

/**
 * Reads an answer, and believes nothing of it that it does not prove: its form is strict, it is signed by the key that it
 * names, and so are the very bytes that this journal has handed over; that key is none of this journal's own. Throws
 * `FILE_UNREADABLE`, `HANDOVER_OTHER_FILE`, `HANDOVER_ANSWER_INVALID`, `HANDOVER_UNKNOWN`, `HANDOVER_OWN`, `JOURNAL_DAMAGED`.
 */
export async function readAnswer(path: string, { layout, signers }: ReadingAnswer): Promise<AnswerRead> {
  if (looksLikeCapsule(path)) throw failure("HANDOVER_OTHER_FILE", { path, is: "HANDOVER" });
  const bytes = bytesOf(path);
  const read = parseAnswer(bytes);
  if ("problem" in read) throw failure("HANDOVER_ANSWER_INVALID", { path, problem: read.problem });
  const { answer } = read;
  const entries = await entriesOfHandovers(layout);
  const all = outgoingIn(entries, layout);
  const to = all.find(
    ({ id, revision, report }) =>
      id === answer.handover && revision === answer.revision && report === answer.report,
  );
  if (to === undefined)
    throw failure("HANDOVER_UNKNOWN", { handover: answer.handover, nearest: all.map(({ id }) => id) });
  const { key } = answer.incoming;
  if (
    readKeys(layout)
      .epochs()
      .some(({ fingerprint }) => fingerprint === key)
  )
    throw failure("HANDOVER_OWN", { key });
  if (!hasSigned(answer, await reportOf(layout, to.seq)))
    throw failure("HANDOVER_ANSWER_INVALID", { path, problem: "REPORT_SIGNATURE" });
  const before = entries.some(({ OPR, AFT }) => OPR === "AnswerHandover" && AFT?.key === key);
  return { path, text: bytes.toString(), answer, to, vouched: vouchedFor(key, before, signers) };
}

function bytesOf(path: string): Buffer {
  try {
    return readRegular(path, ANSWER_LIMIT);
  } catch (error) {
    if (error instanceof RangeError)
      throw failure("HANDOVER_ANSWER_INVALID", { path, problem: "FORM" }, error);
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

/** The very bytes that were signed. */
async function reportOf(layout: Layout, seq: number): Promise<Buffer> {
  const line = await findLine(layout, seq, {});
  return Buffer.from(line === null ? "" : String(wholeEntry(layout, line.entry).AFT?.text));
}
