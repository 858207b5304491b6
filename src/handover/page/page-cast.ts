import type { ReportedSession } from "#domain/handover.js";
import type { CastMark } from "#domain/recording.js";
import type { HeldCasts } from "#handover/held-casts.js";
import { endOfCast } from "#handover/page/end-of-cast.js";
import { shownTime } from "#handover/page/shown-time.js";

/** A recording that is in a page. */
export interface PageCast {
  readonly file: string;
  /** What it is called where one is chosen: when it was begun, who is in it, and its file. */
  readonly name: string;
  readonly text: string;
  /** When its last event is, in milliseconds from its beginning. */
  readonly end: number;
}

/** Those of the recordings that have something to show. */
export function castsIn(
  casts: HeldCasts["casts"],
  sessions: readonly ReportedSession[],
): readonly PageCast[] {
  return casts.flatMap(({ file, text }) => {
    const end = endOfCast(text);
    return end === null ? [] : [{ file, name: nameOf(file, text, sessions), text, end }];
  });
}

function nameOf(file: string, text: string, sessions: readonly ReportedSession[]): string {
  const session = sessions.find((each) => file.startsWith(each.session));
  const person = session === undefined ? "" : `${session.os}@${session.console}`;
  return [begunBy(text), person, file].filter((part) => part !== "").join("  ");
}

/** By the recording's header. */
function begunBy(text: string): string {
  const seconds = /"timestamp":(?<seconds>\d{1,11})[,}]/u.exec(text.slice(0, text.indexOf("\n")))?.groups
    ?.seconds;
  return seconds === undefined ? "" : shownTime(new Date(Number(seconds) * 1000).toISOString());
}

/**
 * The number of the recording that has a moment; null where the page has not: the recording is not in it, or ends before, as
 * does one that still goes on.
 */
export function numberOf({ file, at }: CastMark, casts: readonly PageCast[]): number | null {
  const number = casts.findIndex((cast) => cast.file === file && at <= cast.end);
  return number < 0 ? null : number;
}
