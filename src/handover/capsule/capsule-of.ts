import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { castContent } from "#handover/capsule/cast-content.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { isLost } from "#handover/capsule/is-lost.js";
import { journalMembers } from "#handover/capsule/journal-members.js";
import { SHIFT_NAMESPACE } from "#handover/capsule/key-member.js";
import {
  castName,
  limitOf,
  MAX_CAPSULE_BYTES,
  README,
  REPORT,
  REPORT_MARKDOWN,
  REPORT_PAGE,
  REPORT_SIGNATURE,
  SUMS,
  SUMS_SIGNATURE,
} from "#handover/capsule/member-names.js";
import { CAPSULE_README } from "#handover/capsule/readme.js";
import { formatSums } from "#handover/capsule/sums.js";
import { tarOf } from "#handover/capsule/tar-of.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import type { Journal } from "#journal/journal.js";
import { hashOf } from "#journal/line.js";
import { linesBetween } from "#journal/lines-from.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";

/** A shift's report, and how far the journal goes with it. */
export interface ReportToPack {
  readonly handover: Handover;
  /** Its JCS bytes (RFC 8785), without a newline. */
  readonly text: Buffer;
  /** Armoured SSHSIG over these; null for a draft. */
  readonly signature: string | null;
  /** The page and the text made from it. */
  readonly html: string;
  readonly markdown: string;
  /**
   * The last entry that goes along: of what was handed over its `HandOver`, or what ends the shift's recordings after it; of a
   * draft `shift.lastSeq`.
   */
  readonly lastSeq: number;
}

/**
 * The capsule of a shift: one tar with the report, the journal's entries from `shift.firstSeq` to `lastSeq` with what proves
 * them, and their recordings as far as these entries vouch for them. The same of all these gives the same bytes. It is
 * checked as whoever gets it does before it is answered. Throws `HANDOVER_TOO_LARGE`, and `JOURNAL_DAMAGED` where something
 * is missing or does not agree.
 *
 * @param checkpoint of a tree that has all these entries, signed by the journal's newest key, which is the signer's
 */
export async function capsuleOf(
  { layout, signer }: Pick<Journal, "layout" | "signer">,
  checkpoint: Checkpoint,
  { handover, text, signature, html, markdown, lastSeq }: ReportToPack,
): Promise<Buffer> {
  const slice = await linesBetween(layout, handover.shift.firstSeq, lastSeq);
  const journal = await journalMembers(layout, checkpoint, slice);
  const entries = slice.map(({ entry }) => entry);
  const chunked = [...journal.earlier.map(({ entry }) => entry), ...entries];
  const members = new Map<string, Buffer>([
    [README, Buffer.from(CAPSULE_README)],
    [REPORT, text],
    ...(signature === null ? [] : [[REPORT_SIGNATURE, Buffer.from(signature)] as const]),
    [REPORT_MARKDOWN, Buffer.from(markdown)],
    [REPORT_PAGE, Buffer.from(html)],
    ...journal.members,
  ]);
  for (const file of recordingsIn(entries).filter((each) => !isLost(handover, each))) {
    members.set(castName(file), castContent(layout, file, chunked));
    mustFit(members);
  }
  mustFit(members);
  const sums = formatSums(new Map([...members].map(([name, content]) => [name, hashOf(content)])));
  members.set(SUMS, Buffer.from(sums));
  members.set(SUMS_SIGNATURE, Buffer.from(signer.signFile(SHIFT_NAMESPACE, Buffer.from(sums))));
  const capsule = tarOf(members);
  if (capsule.length > MAX_CAPSULE_BYTES) throw tooLarge("", capsule.length, MAX_CAPSULE_BYTES);
  const [fault] = (await checkCapsule(capsule)).faults;
  if (fault !== undefined) throw failure("JOURNAL_DAMAGED", { where: fault.member, problem: fault.problem });
  return capsule;
}

function mustFit(members: ReadonlyMap<string, Buffer>): void {
  let all = 0;
  for (const [name, { length }] of members) {
    all += length;
    const limit = limitOf(name) ?? 0;
    if (length > limit) throw tooLarge(name, length, limit);
  }
  if (all > MAX_CAPSULE_BYTES) throw tooLarge("", all, MAX_CAPSULE_BYTES);
}

function tooLarge(member: string, bytes: number, limit: number) {
  return failure("HANDOVER_TOO_LARGE", { member, bytes, limit });
}
