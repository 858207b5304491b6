import { statSync } from "node:fs";
import { failure } from "#domain/errors.js";
import type { Fault } from "#domain/journal-fault.js";
import { readAllowedSigners, signersState } from "#journal/allowed-signers.js";
import { type Layout, layoutOf, segmentsOf, tornFilesOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { type TileFile, tileFiles } from "#journal/tree/tile-files.js";
import {
  type AnchorsCheck,
  anchorEntryFault,
  checkAnchors,
  type ReadAnchors,
} from "#journal/verify/anchors.js";
import { checkBlobs } from "#journal/verify/blob-check.js";
import { Chained } from "#journal/verify/chained.js";
import { Crew, crewSize } from "#journal/verify/crew.js";
import { type HeldCheckpoint, heldCheckpointsFault } from "#journal/verify/held-checkpoints.js";
import { type HeldKeys, heldKeysFault } from "#journal/verify/held-keys.js";
import { checkAtOnce, checkInOrder, checkKeys, type LineByLine } from "#journal/verify/line-by-line.js";
import { checkpointFault, type OwnCheckpoints, readOwnCheckpoints } from "#journal/verify/own-checkpoints.js";
import type { OnRead, SegmentRange, SegmentScan } from "#journal/verify/segment-scan.js";
import { missingTiles, tileFault } from "#journal/verify/tile-check.js";
import type { NewestAnchor, Verdict } from "#journal/verify/verdict.js";
import { readVkey, vkeyState } from "#journal/vkey.js";

/** What a journal is held against, and how closely. */
export interface Verifying {
  /** Strict form and signature of every entry, not only of those after the newest checkpoint. */
  readonly deep?: boolean;
  readonly signers?: HeldKeys;
  readonly against?: readonly HeldCheckpoint[];
  readonly anchors?: ReadAnchors;
  /** Told what part has been read, 0 to 1, and how many entries: each twice where it is looked at twice. */
  readonly onProgress?: (done: number, entries: number) => void;
}

/**
 * Recomputes chain and tree, and checks checkpoints and tiles, and the entries since the newest checkpoint one by one;
 * writes nothing. Stops at the first fault. When anything is out of order, every line is looked at, so that the first bad
 * one is named. Throws `JOURNAL_MISSING` when there is nothing to check, and `FILE_UNREADABLE`.
 */
export async function verifyJournal(directory: string, verifying: Verifying = {}): Promise<Verdict> {
  return await readingFiles(directory, () => verdictOn(layoutOf(directory), verifying));
}

/** What there is to verify, read in this order: a checkpoint or tile that is written meanwhile is of entries unread. */
interface Found {
  readonly layout: Layout;
  readonly checkpoints: OwnCheckpoints;
  readonly tiles: readonly TileFile[];
  readonly ranges: readonly SegmentRange[];
}

async function verdictOn(layout: Layout, verifying: Verifying): Promise<Verdict> {
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
  const checkpoints = readOwnCheckpoints(layout);
  const tiles = tileFiles(layout.tiles);
  const ranges = segmentsOf(layout).map((segment) => ({ ...segment, size: statSync(segment.path).size }));
  const found = { layout, checkpoints, tiles, ranges };
  const bytes = ranges.reduce((sum, { size }) => sum + size, 0);
  const total = verifying.deep === true ? 2 * bytes : bytes;
  const done = { bytes: 0, entries: 0 };
  const onRead: OnRead = (read, entries) => {
    done.bytes += read;
    done.entries += entries;
    verifying.onProgress?.(Math.min(1, done.bytes / total), done.entries);
  };
  const crew = new Crew(crewSize(bytes, ranges.length), onRead);
  try {
    const { chained, tornTail } = await scanned(ranges, crew);
    const wrongLine = chained.inOrder ? await lineFault(found, chained, verifying, crew) : null;
    const others =
      chained.inOrder && wrongLine === null ? await otherFault(found, chained, verifying, crew) : null;
    // Out of order, or a tree that is not the one that was signed: one of the lines can perhaps be told to be wrong.
    const isToBeLookedAt = !chained.inOrder || (verifying.deep !== true && isOfLines(others?.fault ?? null));
    const looked = isToBeLookedAt ? checkInOrder(ranges, onRead) : null;
    const upTo = wrongLine ?? (looked !== null && looked.fault !== null ? looked : wholeOf(chained));
    const fault = upTo.fault ?? others?.fault ?? (chained.inOrder ? null : OUT_OF_ORDER);
    return verdict(found, chained, verifying, { ...upTo, fault, anchors: others?.anchors ?? null, tornTail });
  } finally {
    await crew.close();
  }
}

async function scanned(ranges: readonly SegmentRange[], crew: Crew) {
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
    last !== null && last.torn > 0 && end !== undefined ? `${end.name}, line ${last.count + 1}` : null;
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
  const wrongKey = checkKeys(ranges, chained, signed);
  return wrongKey ?? (await checkAtOnce(ranges, chained, deep ? 0 : signed, crew));
}

/** The first fault beside the lines. */
async function otherFault(
  { layout, checkpoints, tiles }: Found,
  chained: Chained,
  { signers, against, anchors }: Verifying,
  crew: Crew,
): Promise<{ fault: Fault | null; anchors: AnchorsCheck | null }> {
  const { tree, keys } = chained;
  const epochs = keys.epochs();
  const readBack = anchors === undefined ? null : checkAnchors(anchors, chained.anchors, tree, epochs);
  const fault =
    keyFilesFault(layout, chained) ??
    (await checkpointFault(checkpoints, tree, keys, crew)) ??
    anchorEntryFault(chained.anchors, tree) ??
    tileFault(layout.tiles, tiles, tree) ??
    checkBlobs(layout.blobs, chained.naming).fault ??
    (signers === undefined ? null : heldKeysFault(signers, epochs)) ??
    (against === undefined ? null : heldCheckpointsFault(against, tree, epochs)) ??
    readBack?.fault ??
    null;
  return { fault, anchors: readBack };
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

const OF_LINES: ReadonlySet<string> = new Set([
  "CHECKPOINT_TREE",
  "CHECKPOINT_SIGNATURE",
  "ANCHOR_ENTRY",
  "REWRITTEN",
]);

function isOfLines(fault: Fault | null): boolean {
  return fault !== null && OF_LINES.has(fault.code);
}

function keyFilesFault(layout: Layout, { keys }: Chained): Fault | null {
  const epochs = keys.epochs();
  const signers = readAllowedSigners(layout);
  const vkey = readVkey(layout);
  const problem = "it does not hold the keys that the journal's own key entries introduce";
  const fault = (file: string, code: "WRONG_SIGNERS" | "WRONG_VKEY") => {
    return { file, line: null, seq: null, code, problem };
  };
  if (signers !== null && signersState(signers, epochs) === "wrong")
    return fault("allowed_signers", "WRONG_SIGNERS");
  return vkey !== null && vkeyState(vkey, epochs) === "wrong" ? fault("vkey", "WRONG_VKEY") : null;
}

/** What was found out, and how far. */
interface Outcome extends Pick<Verdict, "fault" | "anchors" | "entries" | "head"> {
  readonly tornTail: string | null;
}

function verdict(
  { layout, checkpoints, tiles }: Found,
  chained: Chained,
  { deep = false, signers, against, anchors }: Verifying,
  { tornTail, ...outcome }: Outcome,
): Verdict {
  const { keys, tree } = chained;
  const isSound = outcome.fault === null;
  const torn = tornFilesOf(layout);
  const newest = checkpoints.all.reduce((size, each) => Math.max(size, each.size), 0);
  const absent = isSound ? missingTiles(tiles, newest) : null;
  return {
    ...outcome,
    origin: keys.at(0)?.origin ?? null,
    keys: keys.epochs().map(({ fromSeq, fingerprint, identity }) => ({ fromSeq, fingerprint, identity })),
    checkpoints: isSound ? checkpoints.all.filter(({ number }) => number !== null).length : 0,
    newestCheckpoint:
      isSound && checkpoints.all.length > 0
        ? { size: newest, root: tree.root(newest).toString("base64") }
        : null,
    newestAnchor: newestAnchor(chained),
    heldAgainst: [
      ...(signers === undefined ? [] : (["signers"] as const)),
      ...(against === undefined ? [] : (["against"] as const)),
      ...(anchors === undefined ? [] : (["endpoint"] as const)),
    ],
    deep,
    unresolved: isSound ? chained.unresolved() : [],
    torn: [
      ...torn,
      ...(isSound && tornTail !== null ? [tornTail] : []),
      ...(checkpoints.torn ? ["checkpoints.log"] : []),
    ],
    missing: [
      ...(readAllowedSigners(layout) === null ? ["allowed_signers"] : []),
      ...(readVkey(layout) === null ? ["vkey"] : []),
      ...checkpoints.missing,
      ...chained.tornNamed.filter((name) => !torn.includes(name)).map((name) => `entries/${name}`),
      ...(isSound ? checkBlobs(layout.blobs, chained.naming).missing : []),
      ...(absent === null
        ? []
        : [absent.count === 1 ? absent.first : `${absent.first} (+${absent.count - 1})`]),
    ],
  };
}

function newestAnchor({ anchors }: Chained): NewestAnchor | null {
  const done = anchors.findLast(({ RST }) => RST?.status === "OK");
  if (done === undefined) return null;
  return { seq: done.seq, at: done.END ?? done.STR, size: Number(done.AFT?.treeSize ?? 0) };
}
