import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { mustAgree, mustHold } from "#handover/capsule/must-agree.js";
import type { Standing } from "#handover/draft/operations-in.js";
import { tasksOf } from "#handover/draft/tasks-of.js";
import { IntentBook } from "#journal/intents.js";

/**
 * Holds what a report says is still open against the entries of the shift: of what was begun or answered in it. What was open before
 * and is not answered in it is the report's word. Throws `CapsuleUnsound`.
 *
 * @param earlier as `earlierIntents` answers them
 * @param standings of the shift, with these
 */
export function checkTasks(
  { tasks, shift: { firstSeq } }: Handover,
  here: readonly Entry[],
  earlier: ReadonlyMap<string, Entry>,
  standings: readonly Standing[],
): void {
  const begun = [...earlier.values()].sort((a, b) => a.seq - b.seq);
  const book = new IntentBook(begun.map((intent) => ({ intent, outcome: null })));
  for (const entry of here) book.add(entry);
  const answered = new Set(begun.map(({ seq }) => seq));
  const word = tasks.filter(({ seq }) => seq < firstSeq);
  for (const { seq, intent } of word) mustHold(intent <= seq && !answered.has(intent), "tasks", seq);
  const worked = [...word, ...tasksOf(book.unresolved(), standings)].sort((a, b) => a.intent - b.intent);
  mustAgree("tasks", tasks, worked, ({ seq }) => seq);
}
