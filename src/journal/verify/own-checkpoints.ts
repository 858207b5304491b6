import type { Fault, FaultCode } from "#domain/journal-fault.js";
import type { EpochBook } from "#journal/epochs.js";
import type { Layout } from "#journal/layout.js";
import { type Checkpoint, parseCheckpoint } from "#journal/note/checkpoint.js";
import { textOf } from "#journal/note/checkpoint-files.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { claimsOf } from "#journal/note/signed-by-epoch.js";
import type { Tree } from "#journal/tree/tree.js";
import type { Crew } from "#journal/verify/crew.js";
import { OWN, treeFault } from "#journal/verify/held-tree.js";

/** The checkpoints that a journal holds itself. */
export interface OwnCheckpoints {
  /** In the order of the log; the published one last, where the log has not got it. */
  readonly all: readonly PlacedCheckpoint[];
  /** What is wrong with the form of one of them. */
  readonly malformed: Fault | null;
  /** The end of the log that its writer did not finish. */
  readonly torn: boolean;
  /** Files that should be there. */
  readonly missing: readonly string[];
  /** How far the published one is behind the log; null where it is not, but for what its writer can leave. */
  readonly behind: CheckpointBehind | null;
}

/** So many entries has the published checkpoint, and so many the newest of the log. */
export interface CheckpointBehind {
  readonly size: number;
  readonly newest: number;
}

interface PlacedCheckpoint extends Checkpoint {
  readonly file: string;
  readonly number: number | null;
}

const [FILE, LOG] = ["checkpoint", "checkpoints.log"] as const;

/** Read before the entries: what is signed while these are read is of entries that have not been read. */
export function readOwnCheckpoints(layout: Layout): OwnCheckpoints {
  const published = textOf(layout.checkpoint);
  const log = textOf(layout.checkpointsLog);
  const { checkpoints, torn } = parseCheckpointLog(log ?? "");
  const newest = published === null ? null : parseCheckpoint(published);
  const broken = checkpoints.find(({ checkpoint }) => checkpoint === null);
  const malformed =
    broken !== undefined
      ? malformedAt(LOG, broken.number)
      : published !== null && newest === null
        ? malformedAt(FILE, null)
        : null;
  const all = [
    ...checkpoints.flatMap(({ checkpoint, number }) =>
      checkpoint === null ? [] : [{ ...checkpoint, file: LOG, number }],
    ),
    ...(newest === null ? [] : [{ ...newest, file: FILE, number: null }]),
  ];
  // A checkpoint is in the log before it is put in place.
  const isLogged = all.some(({ file, size }) => file === LOG && size >= (newest?.size ?? 0));
  const missing = [
    ...(published === null && log !== null ? [FILE] : []),
    ...(newest !== null && !isLogged ? [LOG] : []),
  ];
  const logged = checkpoints.map(({ checkpoint }) => checkpoint?.size ?? 0);
  return { all, malformed, torn, missing, behind: behindLog(textOf(layout.checkpoint), logged) };
}

/**
 * A writer that is stopped between the log and the published checkpoint leaves the one before the log's last. What is older was put
 * back, or its writer could not replace it more than once.
 *
 * @param text the published one, read after the log: whoever signs meanwhile only makes it newer
 * @param logged the sizes of the log's, in its order
 */
function behindLog(text: string | null, logged: readonly number[]): CheckpointBehind | null {
  const size = parseCheckpoint(text ?? "")?.size;
  const newest = logged.at(-1);
  if (size === undefined || newest === undefined || size >= (logged.at(-2) ?? 0)) return null;
  return { size, newest };
}

/** The first fault of a journal's own checkpoints: form, origin, signature, then the tree. */
export async function checkpointFault(
  { all, malformed }: OwnCheckpoints,
  tree: Tree,
  keys: EpochBook,
  crew: Crew,
): Promise<Fault | null> {
  if (malformed !== null) return malformed;
  const origin = keys.at(0)?.origin ?? "";
  const stray = all.find((each) => each.origin !== origin);
  if (stray !== undefined) {
    return faultOf(stray, "CHECKPOINT_ORIGIN", `it is of ${stray.origin}, and this journal is ${origin}`);
  }
  const unsigned = await firstUnsigned(all, keys, crew);
  if (unsigned !== null) {
    return faultOf(unsigned, "CHECKPOINT_SIGNATURE", "it is not signed by the key of its epoch");
  }
  return treeFault(tree, all, OWN) ?? orderFault(all);
}

/** The log is only ever added to: one of fewer entries than the one before it was put in, or moved, since. */
function orderFault(all: readonly PlacedCheckpoint[]): Fault | null {
  const logged = all.filter(({ file }) => file === LOG);
  const stray = logged.find(({ size }, index) => size < (logged[index - 1]?.size ?? 0));
  if (stray === undefined) return null;
  return faultOf(stray, "CHECKPOINT_ORDER", "it is of fewer entries than the one before it");
}

/** Signatures checked as one piece of work. */
const AT_ONCE = 500;

async function firstUnsigned(
  all: readonly PlacedCheckpoint[],
  keys: EpochBook,
  crew: Crew,
): Promise<PlacedCheckpoint | null> {
  const claims = all.map((checkpoint) => claimsOf(checkpoint, keys));
  const flat = claims.flat();
  const pieces = Array.from({ length: Math.ceil(flat.length / AT_ONCE) }, (_, at) =>
    crew.do("signatures", flat.slice(at * AT_ONCE, (at + 1) * AT_ONCE)),
  );
  const answers = (await Promise.all(pieces)).flat();
  let at = 0;
  for (const [index, { length }] of claims.entries()) {
    const own = answers.slice(at, at + length);
    at += length;
    if (length === 0 || own.includes(false)) return all[index] ?? null;
  }
  return null;
}

function malformedAt(file: string, number: number | null): Fault {
  return faultOf({ file, number }, "CHECKPOINT_FORM", "it is no checkpoint (c2sp.org/tlog-checkpoint)");
}

function faultOf(
  { file, number }: Pick<PlacedCheckpoint, "file" | "number">,
  code: FaultCode,
  problem: string,
): Fault {
  return { file, line: number, seq: null, code, problem };
}
