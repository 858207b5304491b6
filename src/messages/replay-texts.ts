import type { CastProblem } from "#domain/cast-problem.js";
import type { FaultCode } from "#domain/journal-fault.js";

/** The keys of a replay, by what they do: those that are offered under it, and the others. */
export type OfferedReplayKey =
  | "pause"
  | "seek"
  | "markers"
  | "entry"
  | "speed"
  | "search"
  | "goTo"
  | "help"
  | "leave";
export type ReplayKey = OfferedReplayKey | "ends" | "pan" | "step" | "again" | "idle";

/** What is said of recordings that are played. Times are as `12:30`. */
export interface ReplayTexts {
  /** Of `shoseki replay` and of the console's list. */
  readonly columns: Readonly<
    Record<
      | "session"
      | "began"
      | "who"
      | "endpoint"
      | "length"
      | "operations"
      | "failures"
      | "recordings"
      | "journal",
      string
    >
  >;
  none(it: { directory: string }): string;
  /** In the place of how long a session was. */
  readonly lasts: string;
  /** In the console's list; of a session of another journal with its name. */
  summary(it: { length: string; operations: number; failures: number; journal: string | null }): string;
  /** Of a shift that was taken over and cannot be read. */
  unread(it: { file: string; problem: string }): string;
  readonly listTitle: string;
  /** Over a recording in the console, under what is so now. */
  title(it: { name: string }): string;
  readonly opening: string;
  /** Why a row of the audit has no moment to show. */
  readonly notRecorded: string;
  /** Of an entry, in its dialog. */
  readonly watch: string;

  readonly states: Readonly<Record<"playing" | "paused" | "ended", string>>;
  readonly keys: Readonly<Record<ReplayKey, string>>;
  /** In the footer: a word or two. */
  readonly short: Readonly<Record<OfferedReplayKey, string>>;
  readonly helpTitle: string;
  /** At the bottom of what is read before it plays. */
  readonly goOn: string;
  readonly typing: Readonly<Record<"search" | "goTo", string>>;

  /** In the status line. */
  readonly cut: (it: { seconds: number }) => string;
  readonly notCut: string;
  /** The recording is larger than the place for it: from which column and row on it is seen. */
  part(it: { size: string; column: number; row: number }): string;
  /** From here on nobody vouched for it when it was written: it goes on; its program has died, or its recording failed. */
  readonly after: Readonly<Record<"open" | "died" | "failed", string>>;
  readonly unnamed: string;
  readonly unfinished: string;
  unsound(it: { code: FaultCode }): string;
  readonly vouched: Readonly<Record<"capsule" | "nobody", string>>;

  /** Before anything is shown: it is not what the journal says of it. What is wrong stands between. */
  readonly warningTitle: string;
  readonly warning: readonly string[];

  reading(it: { percent: number }): string;
  notFound(it: { text: string }): string;
  /** @param it.other the key that looks the other way; null where it would find nothing either */
  noMore(it: { text: string; other: "n" | "N" | null }): string;
  found(it: { text: string; at: number; of: number }): string;
  readUntil(it: { at: string }): string;
  readonly noMarker: string;
  notHere(it: { seq: number }): string;
  notAMoment(it: { text: string }): string;
  readonly noEntry: string;
  readonly entryElsewhere: string;
}

export type CastProblemTexts = Readonly<Record<CastProblem, string>>;
