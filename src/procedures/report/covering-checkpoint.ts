import { failure } from "#domain/errors.js";
import { readOrNull } from "#files/read-or-null.js";
import type { Layout } from "#journal/layout.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { isSignedByEpoch } from "#journal/note/signed-by-epoch.js";
import { readKeys } from "#journal/read-epochs.js";

/**
 * The first checkpoint that was ever signed with an entry in it, which stays the same whatever is signed later; null while
 * there is none. Throws `JOURNAL_DAMAGED` for one that the journal's key has not signed.
 */
export function coveringCheckpoint(layout: Layout, seq: number): Checkpoint | null {
  const keys = readKeys(layout);
  const origin = keys.at(0)?.origin;
  const log = parseCheckpointLog(readOrNull(layout.checkpointsLog)?.toString() ?? "");
  const covering = log.checkpoints
    .flatMap(({ checkpoint }) => (checkpoint === null ? [] : [checkpoint]))
    .find((checkpoint) => checkpoint.origin === origin && checkpoint.size > seq);
  if (covering === undefined) return null;
  if (isSignedByEpoch(covering, keys)) return covering;
  const problem = `the checkpoint of ${covering.size} entries is not signed by the key of its epoch`;
  throw failure("JOURNAL_DAMAGED", { where: "checkpoints.log", problem });
}
