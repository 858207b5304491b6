import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Entry } from "#domain/entry.js";
import type { LostRecording } from "#domain/handover.js";
import { CAST_FAULTS, type Fault } from "#domain/journal-fault.js";
import { openRegular } from "#files/open-regular.js";
import { castContent } from "#handover/capsule/cast-content.js";
import { earlierRecordings } from "#handover/capsule/slice.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { recordingOf } from "#journal/recording-of.js";
import { heldRecording } from "#journal/verify/held-recording.js";
import { namedRecordings } from "#journal/verify/named-recording.js";

/** The recordings of a shift, as far as its entries vouch for them. */
export interface HeldCasts {
  readonly casts: readonly { readonly file: string; readonly text: string }[];
  /** Those that are not what the entries say. */
  readonly lost: readonly LostRecording[];
}

/**
 * Reads the recordings of a shift, and holds each against what entries say of it: nobody is to see what was not on the screen.
 * Throws `HANDOVER_TOO_LARGE`, `JOURNAL_DAMAGED`, and what the system says.
 *
 * @param slice the lines of the shift
 */
export async function heldCasts(layout: Layout, slice: readonly Line[]): Promise<HeldCasts> {
  const entries = slice.map(({ entry }) => entry);
  const chunked = [...(await earlierRecordings(layout, slice)).map(({ entry }) => entry), ...entries];
  const casts: { file: string; text: string }[] = [];
  const lost: LostRecording[] = [];
  for (const file of recordingsIn(entries)) {
    const content = isThere(layout, file) ? castContent(layout, file, chunked) : null;
    const fault = await faultOf(file, content, chunked, entries);
    if (fault !== null) lost.push({ file, code: codeOf(fault), problem: fault.problem });
    else if (content !== null) casts.push({ file, text: content.toString() });
  }
  return { casts, lost };
}

/** What is wrong with a recording is one of these. */
function codeOf({ code }: Fault): LostRecording["code"] {
  return CAST_FAULTS.find((each) => each === code) ?? "WRONG_CAST";
}

function isThere({ casts }: Layout, file: string): boolean {
  using found = openRegular(join(casts, file));
  return found !== null;
}

/** Markers of entries from before the shift cannot be held against these. */
async function faultOf(
  file: string,
  content: Buffer | null,
  chunked: readonly Entry[],
  entries: readonly Entry[],
): Promise<Fault | null> {
  const { recordings, fault } = namedRecordings(
    chunked.filter((entry) => entry.phase === "recording" && recordingOf(entry) === file),
    entries.flatMap(({ seq, OPR, cast }) => (cast?.file === file ? [{ seq, OPR, ...cast }] : [])),
  );
  const [named] = recordings;
  if (fault !== null || named === undefined) return fault;
  const bytes =
    content === null
      ? null
      : { size: content.length, read: (from: number, to: number) => content.subarray(from, to) };
  const holding = heldRecording(named, bytes, entries[0]?.seq ?? 0);
  for (;;) {
    const { done, value } = holding.next();
    if (done === true) return value.fault;
    await setImmediate();
  }
}
