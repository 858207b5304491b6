import type { Entry } from "#domain/entry.js";
import type { Decision, Question } from "#domain/handover.js";
import type { KnownAnswer } from "#handover/exchange/known-handovers.js";
import type { Layout } from "#journal/layout.js";
import { wholeEntry } from "#journal/whole-entry.js";

/** What an entry says that was answered by the holder of a key. Throws `JOURNAL_DAMAGED`. */
export function knownAnswer(entry: Entry, decision: Decision, key: string, layout: Layout): KnownAnswer {
  const whole = entry.blobs === undefined ? entry : wholeEntry(layout, entry);
  const { seq, STR: at, why, AFT } = whole;
  const questions = JSON.parse(String(AFT?.questions ?? "[]")) as readonly Question[];
  return { decision, seq, at, key, reason: why ?? null, questions };
}
