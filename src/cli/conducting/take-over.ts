import { readHeldKeys } from "#cli/held-evidence.js";
import type { Setting } from "#cli/io.js";
import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import type { Journal } from "#journal/journal.js";
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
 * Reads a capsule. Its key is one that the operator holds, or one that the operator agrees to at the terminal: what agrees
 * to plans beforehand does not vouch for a key. Throws `FILE_UNREADABLE`, `CAPSULE_INVALID`, `CAPSULE_KEY_UNKNOWN`,
 * `RUN_UNKNOWN` where it is of another run than is named.
 */
export async function agreedCapsule(
  setting: Setting,
  path: string,
  run: string,
  signers: string | undefined,
): Promise<AgreedCapsule> {
  const bytes = bytesOf(path);
  const held = signers === undefined ? {} : { signers: readHeldKeys(signers).keys };
  const capsule = readCapsule(bytes, { path, ...held });
  const word = run.toLowerCase();
  if (!capsule.run.startsWith(word) && !capsule.run.endsWith(word))
    throw failure("RUN_UNKNOWN", { run, nearest: [capsule.run] });
  if (!capsule.isHeld) await agree(setting, path, capsule);
  return { capsule, bytes };
}

async function agree({ io, catalogue }: Setting, path: string, { key, origin }: CapsuleRead): Promise<void> {
  const { askKey, answers } = catalogue.procedureRun;
  const said = io.canAsk ? await io.askLine(`${askKey({ key, origin })} `) : null;
  if (said === null || !answers.yes.includes(said.trim().toLowerCase()))
    throw failure("CAPSULE_KEY_UNKNOWN", { path, key, origin });
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
