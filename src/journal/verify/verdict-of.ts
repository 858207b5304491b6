import { tornFilesOf } from "#journal/layout.js";
import { recordingOf } from "#journal/recording-of.js";
import { isSimulated, newestAnchorOf } from "#journal/simulated-anchor.js";
import { missingTiles } from "#journal/tree/tile-files.js";
import { checkBlobs } from "#journal/verify/blob-check.js";
import type { Chained } from "#journal/verify/chained.js";
import type { Found } from "#journal/verify/found.js";
import { handoverFilesIn, type KeptHandoversCheck } from "#journal/verify/kept-handover-check.js";
import type { RecordingsCheck } from "#journal/verify/recording-check.js";
import { recordingFindings } from "#journal/verify/recording-findings.js";
import { missingTorn } from "#journal/verify/torn-check.js";
import type { NewestAnchor, Verdict } from "#journal/verify/verdict.js";
import type { Verifying } from "#journal/verify/verifying.js";

/** What was found out, and how far. */
interface Outcome extends Pick<Verdict, "fault" | "anchors" | "entries" | "head"> {
  readonly tornTail: string | null;
  /** Null where they were not looked at. */
  readonly recordings: RecordingsCheck | null;
  readonly kept: KeptHandoversCheck | null;
}

/** Puts together what was found out: what is said beside a fault is only what is known for sure. */
export function verdictOf(
  found: Found,
  chained: Chained,
  { deep = false, signers, against }: Verifying,
  { tornTail, recordings, kept, ...outcome }: Outcome,
): Verdict {
  const { layout, keyFiles, checkpoints, tiles } = found;
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
    checkpointBehind: isSound ? checkpoints.behind : null,
    heldAgainst: [
      ...(signers === undefined ? [] : (["signers"] as const)),
      ...(against === undefined ? [] : (["against"] as const)),
      // An event log that remembers none bears out nothing.
      ...((outcome.anchors?.agreed ?? 0) === 0 ? [] : (["endpoint"] as const)),
    ],
    deep,
    recordings: isSound && recordings !== null ? recordingsOf(found, chained, recordings) : NO_RECORDINGS,
    handovers: isSound && kept !== null ? handoversOf(found, chained, kept) : NO_HANDOVERS,
    unresolved: isSound ? chained.unresolved() : [],
    torn: [
      ...torn,
      ...(isSound && tornTail !== null ? [tornTail] : []),
      ...(checkpoints.torn ? ["checkpoints.log"] : []),
    ],
    missing: [
      ...(keyFiles.allowedSigners === null ? ["allowed_signers"] : []),
      ...(keyFiles.vkey === null ? ["vkey"] : []),
      ...missingCheckpoints(found, chained),
      ...missingTorn(layout, chained.tornNamed),
      ...(isSound ? checkBlobs(layout.blobs, chained.naming).missing : []),
      ...(absent === null
        ? []
        : [absent.count === 1 ? absent.first : `${absent.first} (+${absent.count - 1})`]),
    ],
  };
}

const NO_RECORDINGS = { ...recordingFindings([]), unnamed: [] };
const NO_HANDOVERS = { count: 0, unnamed: [] };

function recordingsOf(
  { casts }: Found,
  { recordings: entries }: Chained,
  { findings }: RecordingsCheck,
): Verdict["recordings"] {
  const named = new Set(entries.map(recordingOf));
  const unnamed = casts.filter(({ name }) => !named.has(name)).map(({ name }) => `casts/${name}`);
  return { ...findings, unnamed };
}

function handoversOf(
  { handovers }: Found,
  { handovers: entries }: Chained,
  { count }: KeptHandoversCheck,
): Verdict["handovers"] {
  const named = handoverFilesIn(entries);
  return {
    count,
    unnamed: handovers.filter(({ name }) => !named.has(name)).map(({ name }) => `handovers/${name}`),
  };
}

/** An anchor entry is of a checkpoint that was signed: where none is of so many entries, it has been taken away. */
function missingCheckpoints({ checkpoints }: Found, { anchors }: Chained): readonly string[] {
  const anchored = anchors
    .filter(({ RST }) => RST?.status === "OK")
    .map(({ AFT }) => Number(AFT?.treeSize ?? 0));
  const isGone = checkpoints.all.every(({ size }) => size < Math.max(0, ...anchored));
  const { missing } = checkpoints;
  return isGone && anchored.length > 0 && !missing.includes("checkpoints.log")
    ? [...missing, "checkpoints.log"]
    : missing;
}

function newestAnchor({ anchors, tellsOfServers }: Chained): NewestAnchor | null {
  const newest = newestAnchorOf(anchors, tellsOfServers);
  if (newest === null) return null;
  const { seq, END, STR, AFT } = newest;
  return { seq, at: END ?? STR, size: Number(AFT?.treeSize ?? 0), simulated: isSimulated(newest) };
}
