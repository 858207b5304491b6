import type { Phase } from "#domain/entry.js";
import type { CastMark } from "#domain/recording.js";

/** What the chain, the tree and the list of open intents need of a line. */
export interface ScannedLine {
  readonly seq: number;
  readonly prev: string;
  readonly id: string;
  readonly phase: Phase;
  /** The intent that this entry answers. */
  readonly ref: string | null;
  /** `STR`, and where its value begins in the text. */
  readonly start: string;
  readonly startAt: number;
  /** Where in a recording it was written, and what was; null where there is none. */
  readonly mark: ScannedMark | null;
}

/** What the marker of an entry says, beside its seq. */
export interface ScannedMark extends CastMark {
  readonly OPR: string;
}

/** Of `"s":"<88>"}` and the brace before it. */
const SIGNATURE_CHARS = 8 + 88;

/** `2026-01-05T03:00:00.000Z` */
const TIME_CHARS = 24;

/**
 * Reads these off the text of a line without parsing it, in a tenth of the time: in canonical form the members stand in
 * one order, and within a string every quote stands behind a backslash. Null for a line that has not them where they
 * belong; such a line is no entry. Says nothing of the rest of the line.
 *
 * @param text the bytes as latin1, so that places in it are places in the file
 */
export function scanLine(text: string, from: number, to: number): ScannedLine | null {
  const end = to - SIGNATURE_CHARS;
  const prevAt = text.lastIndexOf('"prev":"', end);
  // Facts have names of their own, and STR may be one of them; but none of them holds members, as TGT does.
  const targetAt = text.indexOf('","TGT":{', from);
  const start = targetAt - TIME_CHARS;
  const isSo = prevAt > targetAt && start > from && text.startsWith('"STR":"', start - 7);
  if (!isSo || text[prevAt - 1] !== ",") return null;
  const phaseAt = text.lastIndexOf('"phase":"', prevAt);
  const idAt = text.lastIndexOf('"id":"', phaseAt);
  if (phaseAt < from || idAt < from) return null;
  let at = prevAt + 8;
  const prev = text.slice(at, at + 64);
  // Behind the quote.
  at += 65;
  let ref: string | null = null;
  if (text.startsWith(',"recording":{', at)) at = text.indexOf("}", at) + 1;
  if (text.startsWith(',"ref":"', at)) {
    ref = text.slice(at + 8, at + 44);
    at += 44;
  }
  const seqAt = text.indexOf('"seq":', at);
  if (seqAt < 0 || seqAt > end) return null;
  const seq = Number.parseInt(text.slice(seqAt + 6, seqAt + 22), 10);
  if (!Number.isSafeInteger(seq)) return null;
  // What stands before the id is a text where it is `ask`, and then there is nothing between the two.
  const castAt = text[idAt - 2] === '"' ? -1 : text.slice(targetAt, idAt).indexOf(CAST);
  const mark = castAt < 0 ? null : markAt(text, targetAt + castAt, start);
  if (castAt >= 0 && mark === null) return null;
  return {
    seq,
    prev,
    id: text.slice(idAt + 6, idAt + 42),
    phase: text.slice(phaseAt + 9, prevAt - 2) as Phase,
    ref,
    start: text.slice(start, targetAt),
    startAt: start,
    mark,
  };
}

const BEFORE_PLATFORM = ',"platform":"';

/**
 * `HST.platform` of a line, likewise; null where it is not where it belongs.
 *
 * @param startAt where its `STR` is
 */
export function platformIn(text: string, startAt: number): string | null {
  // Between it and STR there is nothing but OPR, and a result, whose texts can hold no such characters.
  const end = text.lastIndexOf('"},"OPR":"', startAt);
  const at = end < 0 ? -1 : text.lastIndexOf(BEFORE_PLATFORM, end);
  return at < 0 ? null : text.slice(at + BEFORE_PLATFORM.length, end);
}

const CAST = ',"cast":{';
const MARK =
  /,"cast":\{"at":(0|[1-9]\d{0,15}),"file":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{1,6}\.cast)"\}/y;

/** @param start where `STR` is, before which `OPR` is */
function markAt(text: string, at: number, start: number): ScannedMark | null {
  MARK.lastIndex = at;
  const [, milliseconds, file] = MARK.exec(text) ?? [];
  const nameAt = text.lastIndexOf('"OPR":"', start) + 7;
  if (file === undefined) return null;
  return { file, at: Number(milliseconds), OPR: text.slice(nameAt, text.indexOf('"', nameAt)) };
}
