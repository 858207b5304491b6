import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import type { JournalPart } from "#handover/capsule/check-journal.js";
import { proofName } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import { mustBe, mustHold } from "#handover/capsule/must-agree.js";
import { parseTlogProof } from "#journal/note/tlog-proof.js";
import { isServer, isSimulated, newestAnchorOf } from "#journal/simulated-anchor.js";
import { Frontier } from "#journal/tree/frontier.js";
import { leafHash } from "#journal/tree/hash.js";

type Part = Pick<JournalPart, "slice" | "keys" | "checkpoint">;

/**
 * Holds what a report says of its journal, and of who hands over, against the entries: the keys, the newest anchor, the tree, and the
 * `HandOver`. What `verify` found of the journal then, and a tree or an anchor from before the shift, is the report's word. Throws
 * `CapsuleUnsound`.
 *
 * @param handOver null of a draft
 */
export function checkReportedJournal(
  members: Members,
  part: Part,
  handover: Handover,
  handOver: Entry | null,
): void {
  const { outgoing, shift, journal } = handover;
  const { keys, checkpoint } = part;
  if (handOver === null) mustBe("outgoing", outgoing.key, keys.at(checkpoint.size)?.fingerprint);
  else {
    const { os, console, key } = handOver.USR;
    mustBe("outgoing", outgoing, { os, console, key }, handOver.seq);
    const { firstSeq, lastSeq, treeSize, rootHash } = handOver.AFT ?? {};
    mustBe("shift", [shift.firstSeq, shift.lastSeq], [firstSeq, lastSeq], handOver.seq);
    mustBe("journal", [journal.treeSize, journal.rootHash], [treeSize, rootHash], handOver.seq);
  }
  const epochs = keys
    .epochs()
    .map(({ fromSeq, fingerprint, identity }) => ({ fromSeq, fingerprint, identity }))
    .filter(({ fromSeq }, index) => fromSeq <= shift.lastSeq || index < journal.keys.length);
  mustBe("journal", journal.keys, epochs);
  checkTree(members, part, journal, handOver?.seq ?? Number.POSITIVE_INFINITY);
  checkAnchor(part, handover, handOver !== null);
}

/** @param most no tree was larger then, as far as that can be told */
function checkTree(
  members: Members,
  { slice, checkpoint }: Part,
  { treeSize, rootHash }: Handover["journal"],
  most: number,
): void {
  mustHold(treeSize <= most, "journal");
  const root = treeSize === checkpoint.size ? checkpoint.root : rootAt(members, slice, treeSize);
  if (treeSize === 0) mustBe("journal", rootHash, "");
  else if (root !== null) mustBe("journal", rootHash, root.toString("base64"));
}

/** The root of the journal's first entries; null where these do not reach into the slice, or beyond it. */
function rootAt(members: Members, slice: Part["slice"], size: number): Buffer | null {
  const first = slice[0]?.entry.seq ?? 0;
  const proof = parseTlogProof(members.text(proofName(first)));
  if (proof === null || size < first || size > first + slice.length) return null;
  const frontier = Frontier.before(first, proof.checkpoint.size, proof.hashes);
  for (const { bytes } of slice.slice(0, size - first)) frontier.append(leafHash(bytes));
  return frontier.root();
}

/** @param isWhole whether the slice goes on to where the report was made */
function checkAnchor(
  { slice }: Part,
  { journal: { anchor }, shift: { firstSeq, lastSeq } }: Handover,
  isWhole: boolean,
): void {
  const entries = slice.map(({ entry }) => entry);
  const made = entries.filter(({ phase, RST }) => phase === "anchor" && RST?.status === "OK");
  // One in a simulator may be left out: there may have been servers before the shift.
  const ofShift = made.filter(({ seq }) => seq <= lastSeq);
  const newest = newestAnchorOf(ofShift, true);
  if (newest !== null) mustHold(anchor !== null && anchor.seq >= newest.seq, "journal", newest.seq);
  const tellsOfServers = entries.some(({ seq, HST }) => seq <= lastSeq && isServer(HST.platform));
  if (anchor?.simulated) mustHold(!tellsOfServers && newest === null, "journal", anchor.seq);
  if (anchor === null || anchor.seq < firstSeq) return;
  const entry = made.find(({ seq }) => seq === anchor.seq);
  if (entry === undefined) mustHold(!isWhole && anchor.seq > lastSeq, "journal", anchor.seq);
  else {
    const { seq, END, STR, AFT } = entry;
    const said = { seq, at: END ?? STR, size: Number(AFT?.treeSize ?? 0) };
    mustBe("journal", anchor, isSimulated(entry) ? { ...said, simulated: true } : said, seq);
  }
}
