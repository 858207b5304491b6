import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import type { Journal } from "#journal/journal.js";
import type { HeldKeys } from "#journal/verify/held-keys.js";
import { MAX_CAPSULE_BYTES } from "#procedures/capsule/capsule-file.js";
import { keepCapsule } from "#procedures/capsule/kept-capsule.js";
import { mustBeAtRest } from "#procedures/capsule/may-be-handed-over.js";
import { type CapsuleRead, readCapsule } from "#procedures/capsule/read-capsule.js";
import { historyIn, historyOfRun } from "#procedures/capsule/run-history.js";
import type { Session } from "#session/session.js";

/** A capsule that was checked, and whose key the operator holds or has agreed to. */
export interface AgreedCapsule {
  readonly capsule: CapsuleRead;
  readonly bytes: Buffer;
}

/**
 * Reads the file of a capsule; its key is still to be agreed to where it is not held. Throws `FILE_UNREADABLE`,
 * `CAPSULE_INVALID`.
 */
export function capsuleAt(path: string, signers?: HeldKeys["keys"]): AgreedCapsule {
  const bytes = bytesOf(path);
  return { capsule: readCapsule(bytes, { path, signers }), bytes };
}

function bytesOf(path: string): Buffer {
  try {
    return readRegular(path, MAX_CAPSULE_BYTES);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

/**
 * Records that a run which was begun elsewhere is gone on with in this journal; nothing where it was taken over from this
 * capsule before. Throws `RUN_OVER`, `RUN_ELSEWHERE`, `RUN_HELD`, and the journal's errors.
 */
export async function takeOver(
  journal: Journal,
  session: Session,
  { capsule, bytes }: AgreedCapsule,
): Promise<void> {
  const { run, origin, key, sha256, checkpoint } = capsule;
  const here = await historyOfRun(journal.layout, run);
  if (here.some(({ OPR, AFT }) => OPR === "TakeOverRun" && AFT?.capsule === sha256)) return;
  const history = historyIn(capsule);
  mustBeAtRest(journal.layout, run, history);
  const begun = history.find(({ OPR }) => OPR === "BeginRun");
  const endpoint = session.login.HST.endpoint;
  if (begun !== undefined && begun.HST.endpoint !== endpoint)
    throw failure("RUN_ELSEWHERE", { run, endpoint: begun.HST.endpoint, here: endpoint });
  keepCapsule(journal.layout, bytes);
  const { size: treeSize, root } = checkpoint;
  const taken = session.procedure(
    {
      OPR: "TakeOverRun",
      run: { id: run },
      title: begun?.TGT.name ?? "",
      ...(begun?.ticket === undefined ? {} : { ticket: begun.ticket }),
      after: { capsule: sha256, origin, treeSize, rootHash: root.toString("base64"), key },
    },
    (added) => added.run?.id === run && added.phase !== "recovery",
  );
  if (taken === null) throw failure("RUN_HELD", { run, console: "" });
}
