import type { Held } from "#console/replay/held-by-journal.js";

/** Bytes that are to be played, and what vouches for them. */
export interface RecordingSource {
  /** As it is called in what is said of it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How it stands to the journal that it is of; otherwise where it came from. */
  readonly of: { readonly by: "journal"; readonly held: Held } | { readonly by: "capsule" | "nobody" };
  /** The moment that was asked for, in milliseconds; null where none was. */
  readonly at: number | null;
}
