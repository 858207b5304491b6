import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";

/**
 * The intents from before a shift that entries of it answer, by `id`, as far as these and the report tell of them: who it was and with
 * which entry is the report's word; all else the answer says itself.
 *
 * @param here the shift's entries
 */
export function earlierIntents(handover: Handover, here: readonly Entry[]): ReadonlyMap<string, Entry> {
  const { operations, failures, tasks, shift } = handover;
  const all = [...operations.flatMap((target) => target.operations), ...failures, ...tasks];
  const words = new Map(
    all.filter(({ intent }) => intent < shift.firstSeq).map((operation) => [operation.seq, operation]),
  );
  const own = new Set(here.filter(({ phase }) => phase === "intent").map(({ id }) => id));
  const earlier = new Map<string, Entry>();
  for (const entry of here) {
    const { phase, ref, seq } = entry;
    if ((phase !== "outcome" && phase !== "recovery") || ref === undefined || own.has(ref)) continue;
    const word = words.get(seq);
    if (word === undefined) continue;
    const { via: _, ...USR } = entry.USR;
    const { who: name, os, console } = word;
    earlier.set(ref, {
      ...entry,
      id: ref,
      phase: "intent",
      seq: word.intent,
      USR: { ...USR, name, os, console },
    });
  }
  return earlier;
}
