import { setImmediate } from "node:timers/promises";
import type { RecordingSaid } from "#console/replay/recording-said.js";
import type { Fault } from "#domain/journal-fault.js";
import { heldRecording } from "#journal/verify/held-recording.js";
import { lastSettled, type NamedRecording } from "#journal/verify/named-recording.js";

/** How a recording stands to what a journal says of it. */
export type Held =
  /** Its first bytes, up to there, are what entries said at the time. What comes after is not, for one of three reasons. */
  | { readonly kind: "sound"; readonly to: number; readonly after: After }
  /** No entry is about it. */
  | { readonly kind: "unnamed" }
  /** It, or what is said of it, is not as it was written. */
  | { readonly kind: "unsound"; readonly fault: Fault };

/** It goes on; a later session has sealed what was left by a program that died; the recording has failed. */
type After = "open" | "died" | "failed";

/** Holds a recording against what a journal says of it, as `verify` does. */
export async function heldByJournal({ named, fault }: RecordingSaid, bytes: Buffer): Promise<Held> {
  if (fault !== null) return { kind: "unsound", fault };
  if (named === null) return { kind: "unnamed" };
  const holding = heldRecording(named, {
    size: bytes.length,
    read: (from, to) => bytes.subarray(from, to),
  });
  for (;;) {
    const { done, value } = holding.next();
    if (done !== true) await setImmediate();
    else if (value.fault !== null) return { kind: "unsound", fault: value.fault };
    else return { kind: "sound", to: lastSettled(named)?.to ?? 0, after: afterOf(named) };
  }
}

/** Of what was brought to its end there is nothing after that. */
function afterOf({ ended }: NamedRecording): After {
  return ended === null || ended === "whole" ? "open" : ended;
}
