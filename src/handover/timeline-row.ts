import type { Status } from "#domain/entry.js";
import type { CastMark } from "#domain/recording.js";

/** An entry of a shift as its timeline shows it. Texts are in the language of the page, and unescaped. */
export interface TimelineRow {
  readonly seq: number;
  /** RFC 3339, UTC: when it was written. */
  readonly at: string;
  readonly who: string;
  readonly OPR: string;
  /** The target's name; empty for what has none to show. */
  readonly target: string;
  /** What has changed: `cpus 2 → 4`; empty for nothing. */
  readonly change: string;
  /** Null for an intent. */
  readonly status: Status | null;
  /** Why it is not OK, or what the operator said. */
  readonly said: string;
  readonly cast: CastMark | null;
}
