import type { Entry } from "#domain/entry.js";
import { HANDOVER_NAMESPACE, type Handover } from "#domain/handover.js";
import type { JournalPart } from "#handover/capsule/check-journal.js";
import { unsound } from "#handover/capsule/fault.js";
import { ENTRIES, REPORT, REPORT_SIGNATURE } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import { parseHandover } from "#handover/parse-handover.js";
import { hashOf } from "#journal/line.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";

/** A shift's report as a capsule has it. */
export interface ReportPart {
  readonly handover: Handover;
  /** What was signed: JCS (RFC 8785), without a newline. */
  readonly text: Buffer;
  /** Lower-case hex SHA-256 of that. */
  readonly report: string;
  /** Armoured SSHSIG; null in a draft. */
  readonly signature: string | null;
  /** The `HandOver`; null in a draft. */
  readonly handOver: Entry | null;
}

/**
 * Checks the report: it is one, of these entries, and the very one that the journal's `HandOver` is of, signed by the key
 * whose turn it was then. Without a signature it is a draft, that nobody has handed over. Throws `CapsuleUnsound`.
 *
 * @param entries of the shift, with their long texts
 */
export function checkReport(
  members: Members,
  { slice, keys, checkpoint }: JournalPart,
  entries: readonly Entry[],
): ReportPart {
  const text = members.bytes(REPORT);
  const report = hashOf(text);
  const handover = parseHandover(text);
  if (handover === null) throw unsound(REPORT, "REPORT_FORM", "it is no report of a shift, byte for byte");
  const { firstSeq, lastSeq } = handover.shift;
  const [first, last] = [slice[0]?.entry.seq ?? 0, slice.at(-1)?.entry.seq ?? 0];
  if (
    firstSeq !== first ||
    lastSeq > last ||
    lastSeq < first ||
    handover.journal.origin !== checkpoint.origin
  )
    throw unsound(
      ENTRIES,
      "OTHER_SHIFT",
      `${REPORT} is of the entries ${firstSeq} to ${lastSeq} of ${handover.journal.origin}`,
    );
  const handOver = entries.findLast(
    ({ phase, OPR, TGT, AFT }) =>
      phase === "handover" &&
      OPR === "HandOver" &&
      TGT.id === handover.id &&
      AFT?.revision === handover.revision,
  );
  const part = { handover, text, report };
  if (!members.names.has(REPORT_SIGNATURE)) {
    if (handOver !== undefined)
      throw unsound(
        REPORT_SIGNATURE,
        "MEMBER_MISSING",
        "it was handed over, and is not signed",
        handOver.seq,
      );
    return { ...part, signature: null, handOver: null };
  }
  const signature = members.text(REPORT_SIGNATURE);
  if (handOver?.AFT?.report !== report || handOver.AFT.text !== text.toString())
    throw unsound(REPORT, "OTHER_REPORT", "it is not what the journal says was handed over", handOver?.seq);
  const key = keyThatSigned(signature, HANDOVER_NAMESPACE, text)?.fingerprint;
  if (key === undefined || key !== keys.at(handOver.seq)?.fingerprint || handOver.AFT.signature !== signature)
    throw unsound(
      REPORT_SIGNATURE,
      "REPORT_SIGNATURE",
      "it is not the signature of the journal's key of that time, over the report",
      handOver.seq,
    );
  return { ...part, signature, handOver };
}
