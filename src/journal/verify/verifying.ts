import type { ReadAnchors } from "#journal/verify/anchors.js";
import type { HeldCheckpoint } from "#journal/verify/held-checkpoints.js";
import type { HeldKeys } from "#journal/verify/held-keys.js";

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
