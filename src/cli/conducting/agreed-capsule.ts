import { readHeldKeys } from "#cli/held-evidence.js";
import type { Setting } from "#cli/io.js";
import { failure } from "#domain/errors.js";
import type { CapsuleRead } from "#procedures/capsule/read-capsule.js";
import { type AgreedCapsule, capsuleAt } from "#procedures/capsule/take-over.js";

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
  const read = capsuleAt(path, signers === undefined ? undefined : readHeldKeys(signers).keys);
  const { capsule } = read;
  const word = run.toLowerCase();
  if (!capsule.run.startsWith(word) && !capsule.run.endsWith(word))
    throw failure("RUN_UNKNOWN", { run, nearest: [capsule.run] });
  if (!capsule.isHeld) await agree(setting, path, capsule);
  return read;
}

async function agree({ io, catalogue }: Setting, path: string, { key, origin }: CapsuleRead): Promise<void> {
  const { askKey, answers } = catalogue.procedureRun;
  const said = io.canAsk ? await io.askLine(`${askKey({ key, origin })} `) : null;
  if (said === null || !answers.yes.includes(said.trim().toLowerCase()))
    throw failure("CAPSULE_KEY_UNKNOWN", { path, key, origin });
}
