import type { EntryDraft, Facts, Result } from "#domain/entry.js";
import type { RunEventName, RunMark } from "#domain/run.js";

/** What has happened in the run of a procedure: an entry of phase `procedure`. */
export interface RunEvent {
  readonly OPR: RunEventName;
  readonly run: RunMark;
  /** The procedure's. */
  readonly title: string;
  readonly before?: Facts;
  /** Texts in it are never cut: one that is too long for a line is a blob, which `wholeEntry` reads. */
  readonly after?: Facts;
  /** OK, where it is not said. */
  readonly result?: Result;
  /** What the operator said, or saw. */
  readonly why?: string;
  /** The change number; the session's, where it is not said. */
  readonly ticket?: string;
  /** The `id` of the entry that it answers. */
  readonly ref?: string;
  /** `USR.via`. */
  readonly via?: string;
  /** When what the entry tells of began, as `performance.now()` says it; just now, where it is not said. */
  readonly since?: number;
}

/** `STR`, `END` and `ms` of an event that is written now. */
export function timesOf({ since }: Pick<RunEvent, "since">): Pick<EntryDraft, "STR" | "END" | "ms"> {
  const ms = since === undefined ? 0 : Math.round(performance.now() - since);
  const end = Date.now();
  return { STR: new Date(end - ms).toISOString(), END: new Date(end).toISOString(), ms };
}
