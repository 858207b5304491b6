import type { AnchorEvent } from "#domain/anchor-event.js";
import { formatCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm } from "#journal/note/checkpoint-log.js";
import { parseHeldCheckpoints } from "#journal/verify/held-checkpoints.js";
import { parseHeldKeys } from "#journal/verify/held-keys.js";
import type { Verifying } from "#journal/verify/verifying.js";
import type { Evidence } from "./evidence.js";

/** Checkpoints as an auditor has kept them: one, or all of them. */
export function against(checkpoints: Evidence["checkpoints"]): Verifying {
  const [only] = checkpoints;
  const text = checkpoints.length === 1 ? formatCheckpoint(only!) : checkpoints.map(loggedForm).join("");
  return { against: parseHeldCheckpoints("kept", text)! };
}

export const signers = ({ files }: Evidence, name: "allowed_signers" | "vkey"): Verifying => ({
  signers: { file: "kept", keys: parseHeldKeys(files.get(name)!.toString())! },
});

export const anchors = ({ endpoint }: Evidence, events: readonly AnchorEvent[]): Verifying => ({
  anchors: { endpoint, events },
});
