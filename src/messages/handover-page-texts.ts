import type { LostRecording } from "#domain/handover.js";

/** The texts of a shift's page, beside its report. */
export interface HandoverPageTexts {
  readonly headings: Readonly<Record<"report" | "timeline" | "recording" | "entries" | "licences", string>>;
  /** Of what leads to the page's parts. */
  readonly parts: string;
  readonly columns: Readonly<
    Record<"seq" | "time" | "who" | "operation" | "target" | "change" | "result" | "said", string>
  >;
  readonly labels: Readonly<
    Record<
      "filter" | "text" | "result" | "target" | "operation" | "recording" | "playAfterJump" | "keepInView",
      string
    >
  >;
  /** A choice that leaves nothing out. */
  readonly all: string;
  readonly clear: string;
  /** In place of a result, for an entry that has none yet. */
  readonly intent: string;
  /** How many of the entries a filter leaves. */
  count(it: { shown: string; total: string }): string;
  /** How the timeline goes with the recording, from the keyboard too. */
  readonly howToJump: string;
  /** What a row's time does; `time` is as the row says it. */
  jump(it: { time: string }): string;
  /** For who does not see it. */
  readonly screen: string;
  readonly noRecording: string;
  /** Of entries whose moment is in no recording of the page. */
  readonly notLed: string;
  /** A recording of the shift that the page does not have; `fault` is null where nothing of it is sealed yet. */
  missing(it: { file: string; fault: LostRecording | null }): string;
  /** A recording that the player cannot read. */
  unreadable(it: { file: string }): string;
  readonly withoutScript: string;
  /** Of the player: `version` is its own. */
  player(it: { version: string }): string;
}
