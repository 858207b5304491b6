import type { Fault } from "#domain/journal-fault.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { type AnchorsCheck, anchorEntryFault, checkAnchors } from "#journal/verify/anchors.js";
import { checkBlobs } from "#journal/verify/blob-check.js";
import { Chained } from "#journal/verify/chained.js";
import { Crew, crewSize } from "#journal/verify/crew.js";
import { type Found, findIn } from "#journal/verify/found.js";
import { handoverEntryFault } from "#journal/verify/handover-entry-check.js";
import { heldCheckpointsFault } from "#journal/verify/held-checkpoints.js";
import { heldKeysFault } from "#journal/verify/held-keys.js";
import { checkKeptHandovers, type KeptHandoversCheck } from "#journal/verify/kept-handover-check.js";
import { keyFilesFault } from "#journal/verify/key-files-check.js";
import { checkAtOnce, checkInOrder, checkKeys, type LineByLine } from "#journal/verify/line-by-line.js";
import { checkpointFault } from "#journal/verify/own-checkpoints.js";
import { checkRecordings, type RecordingsCheck } from "#journal/verify/recording-check.js";
import type { OnRead, SegmentScan } from "#journal/verify/segment-scan.js";
import { tileFault } from "#journal/verify/tile-check.js";
import type { Verdict } from "#journal/verify/verdict.js";
import { verdictOf } from "#journal/verify/verdict-of.js";
import type { Verifying } from "#journal/verify/verifying.js";

/**
 * Recomputes chain and tree, and checks checkpoints, tiles and recordings, and the entries since the newest checkpoint one
 * by one; writes nothing. Stops at the first fault. When anything is out of order, every line is looked at, so that the first bad
 * one is named. Throws `JOURNAL_MISSING` when there is nothing to check, and `FILE_UNREADABLE`.
 */
export async function verifyJournal(directory: string, verifying: Verifying = {}): Promise<Verdict> {
  return await readingFiles(directory, () => verdictOn(layoutOf(directory), verifying));
}

async function verdictOn(layout: Layout, verifying: Verifying): Promise<Verdict> {
  const found = findIn(layout);
  const { ranges } = found;
  const bytes = ranges.reduce((sum, { size }) => sum + size, 0);
  const beside = [...found.casts, ...found.handovers];
  const besides = beside.reduce((sum, { size }) => sum + size, 0);
  const total = (verifying.deep === true ? 2 * bytes : bytes) + besides;
  const done = { bytes: 0, entries: 0 };
  const onRead: OnRead = (read, entries) => {
    done.bytes += read;
    done.entries += entries;
    verifying.onProgress?.(Math.min(1, done.bytes / total), done.entries);
  };
  const crew = new Crew(crewSize(bytes + besides, ranges.length + beside.length), onRead);
  try {
    const { chained, tornTail } = await scanned(found, crew);
    const wrongLine = chained.inOrder ? await lineFault(found, chained, verifying, crew) : null;
    const others =
      chained.inOrder && wrongLine === null ? await otherFault(found, chained, verifying, crew) : null;
    const isLookedAt = verifying.deep === true || (wrongLine ?? others?.fault ?? null) === null;
    // Whatever is wrong: one of the lines can perhaps be told to be wrong, and then it is the first that is named.
    const looked = !chained.inOrder
      ? checkInOrder(ranges, onRead)
      : isLookedAt
        ? null
        : await checkAtOnce(ranges, chained, 0, crew);
    const upTo = looked !== null && looked.fault !== null ? looked : (wrongLine ?? wholeOf(chained));
    const fault = upTo.fault ?? others?.fault ?? (chained.inOrder ? null : OUT_OF_ORDER);
    return verdictOf(found, chained, verifying, {
      ...upTo,
      fault,
      anchors: others?.anchors ?? null,
      recordings: others?.recordings ?? null,
      kept: others?.kept ?? null,
      tornTail,
    });
  } finally {
    await crew.close();
  }
}

async function scanned({ ranges, zeroed }: Found, crew: Crew) {
  const chained = new Chained();
  const scans = ranges.map((range) => crew.do("scan", range));
  // Each failure is thrown below, in its turn.
  for (const scan of scans) scan.catch(() => undefined);
  let last: SegmentScan | null = null;
  for (const [index, range] of ranges.entries()) {
    last = (await scans[index]) ?? null;
    if (last !== null) chained.add(range, last, index === ranges.length - 1);
  }
  const end = ranges.at(-1);
  const tornTail =
    last !== null && (last.torn > 0 || zeroed) && end !== undefined
      ? `${end.name}, line ${last.count + 1}`
      : null;
  return { chained, tornTail };
}

/** The first line that is wrong, of those that are to be looked at one by one. */
async function lineFault(
  { checkpoints, ranges }: Found,
  chained: Chained,
  { deep = false }: Verifying,
  crew: Crew,
): Promise<LineByLine | null> {
  const { size } = chained.tree;
  if (size === 0) return { fault: NO_ENTRY, entries: 0, head: null };
  const signed = Math.max(0, ...checkpoints.all.map((each) => (each.size <= size ? each.size : 0)));
  // With every line they are checked in their turn.
  const wrongKey = deep ? null : checkKeys(ranges, chained, signed);
  return wrongKey ?? (await checkAtOnce(ranges, chained, deep ? 0 : signed, crew));
}

/** What came of all that is beside the lines; null of what was not looked at. */
interface Others {
  readonly fault: Fault | null;
  readonly anchors: AnchorsCheck | null;
  readonly recordings: RecordingsCheck | null;
  readonly kept: KeptHandoversCheck | null;
}

/** The first fault beside the lines. */
async function otherFault(
  { layout, keyFiles, checkpoints, tiles, ranges }: Found,
  chained: Chained,
  { signers, against, anchors }: Verifying,
  crew: Crew,
): Promise<Others> {
  const { tree, keys } = chained;
  const epochs = keys.epochs();
  const readBack = anchors === undefined ? null : checkAnchors(anchors, chained.anchors, tree, epochs);
  const derived =
    keyFilesFault(keyFiles, epochs, tree.size) ??
    (await checkpointFault(checkpoints, tree, keys, crew)) ??
    anchorEntryFault(chained.anchors, tree, ranges) ??
    tileFault(layout.tiles, tiles, tree) ??
    checkBlobs(layout.blobs, chained.naming).fault ??
    handoverEntryFault(layout, chained, ranges);
  // They can be long, and are read only where all else is as it should be.
  const recordings = derived === null ? await checkRecordings(layout.casts, chained, crew) : null;
  const kept =
    recordings?.fault === null ? await checkKeptHandovers(layout.handovers, chained.handovers, crew) : null;
  const fault =
    derived ??
    recordings?.fault ??
    kept?.fault ??
    (signers === undefined ? null : heldKeysFault(signers, epochs)) ??
    (against === undefined ? null : heldCheckpointsFault(against, tree, epochs)) ??
    readBack?.fault ??
    null;
  return { fault, anchors: readBack, recordings, kept };
}

/** All lines are as they should be, as far as they were to be looked at. */
function wholeOf({ tree, head }: Chained): LineByLine {
  return { fault: null, entries: tree.size, head: tree.size === 0 ? null : head };
}

const NO_ENTRY: Fault = {
  file: "entries",
  line: null,
  seq: 0,
  code: "NO_ENTRY",
  problem: "there is no entry",
};

/** Lines that are each as they should be are in order: to be said, should this ever not be so. */
const OUT_OF_ORDER: Fault = { ...NO_ENTRY, code: "WRONG_PREV", problem: "the lines are not in order" };
