import type { Fault, FaultCode } from "#domain/journal-fault.js";
import type { Epoch } from "#journal/epochs.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { standingOf } from "#journal/note/signed-note.js";
import { keyId } from "#journal/note/verifier-key.js";
import type { Tree } from "#journal/tree/tree.js";
import { HELD, treeFault } from "#journal/verify/held-tree.js";

/** A checkpoint that somebody else holds, and which one of the file it is. */
export interface HeldCheckpoint extends Checkpoint {
  readonly file: string;
  readonly number: number | null;
}

/**
 * The checkpoints in an auditor's file: one, or several one after the other, with or without an empty line between. Null
 * when anything in it is none.
 */
export function parseHeldCheckpoints(file: string, text: string): readonly HeldCheckpoint[] | null {
  // Without the empty line that ends each in a journal's own log: a signature line is followed by an origin.
  const spaced = text.replace(/\r\n/g, "\n").replace(/^(\u2014 .*\n)(?=[^\n\u2014])/gm, "$1\n");
  const { checkpoints, torn } = parseCheckpointLog(spaced.replace(/\n*$/, "\n"));
  const held = checkpoints.flatMap(({ checkpoint, number }) =>
    checkpoint === null ? [] : [{ ...checkpoint, file, number: checkpoints.length === 1 ? null : number }],
  );
  return torn || held.length === 0 || held.length < checkpoints.length ? null : held;
}

/** Holds a journal against checkpoints that somebody else holds. Null when it has them all in it. */
export function heldCheckpointsFault(
  held: readonly HeldCheckpoint[],
  tree: Tree,
  epochs: readonly Epoch[],
): Fault | null {
  const origin = epochs[0]?.origin ?? "";
  const stray = held.find((each) => each.origin !== origin);
  if (stray !== undefined) {
    return faultOf(stray, "OTHER_JOURNAL", `it is of ${stray.origin}, and this journal is ${origin}`);
  }
  const unknown = held.find((checkpoint) => !isSignedByAny(checkpoint, epochs));
  if (unknown !== undefined) {
    return faultOf(unknown, "OTHER_KEYS", "it names this journal, and is signed by none of its keys");
  }
  return treeFault(tree, held, HELD);
}

/** Whether any of a journal's keys has signed a checkpoint. */
export function isSignedByAny({ note }: Checkpoint, epochs: readonly Epoch[]): boolean {
  return epochs.some(({ origin, publicKey }) => {
    const key = { name: origin, id: keyId(origin, publicKey), publicKey };
    return standingOf(note, key) === "signed";
  });
}

function faultOf({ file, number }: HeldCheckpoint, code: FaultCode, problem: string): Fault {
  return { file, line: number, seq: null, code, problem };
}
