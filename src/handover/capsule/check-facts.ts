import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { checkRuns } from "#handover/capsule/check-runs.js";
import { checkSessions } from "#handover/capsule/check-sessions.js";
import { checkTasks } from "#handover/capsule/check-tasks.js";
import { earlierIntents } from "#handover/capsule/earlier-intents.js";
import { mustAgree, mustBe, mustHold } from "#handover/capsule/must-agree.js";
import { operationsByTarget } from "#handover/draft/by-target.js";
import { failuresIn } from "#handover/draft/failures-in.js";
import { leftoversIn } from "#handover/draft/leftovers-in.js";
import { notesIn } from "#handover/draft/notes-in.js";
import { standingsIn } from "#handover/draft/operations-in.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";

/**
 * Works a report's facts out again of the shift's entries, as they were drawn, and holds it against them: nothing is otherwise, nothing
 * is left out, and nothing is of an entry that is not there. What the entries cannot tell, as it was before them, is the report's
 * word. Throws `CapsuleUnsound`.
 *
 * @param entries of the capsule as they lie in the journal
 * @param whole the same with their long texts
 */
export async function checkFacts(
  handover: Handover,
  entries: readonly Entry[],
  whole: readonly Entry[],
): Promise<void> {
  const { shift } = handover;
  const isHere = ({ seq }: Entry) => seq <= shift.lastSeq;
  const here = entries
    .map((entry, index) => (entry.phase === "note" ? (whole[index] ?? entry) : entry))
    .filter(isHere);
  const earlier = earlierIntents(handover, here);
  const standings = standingsIn({ entries: here, earlier });
  const bySeq = ({ seq }: { readonly seq: number }) => seq;
  const operations = operationsByTarget(standings);
  const flat = (targets: Handover["operations"]) => targets.flatMap((target) => target.operations);
  mustAgree("operations", flat(handover.operations), flat(operations), bySeq);
  mustAgree("operations", handover.operations, operations, (target) => target.operations[0]?.seq ?? null);
  mustAgree("failures", handover.failures, failuresIn(standings, here), bySeq);
  mustAgree("machines", handover.machines, leftoversIn(here), bySeq);
  mustAgree("notes", handover.notes, notesIn(here), bySeq);
  mustAgree("recordings", shift.recordings, recordingsIn(here), () => null);
  const stray = shift.lost.find(({ file }) => !shift.recordings.includes(file));
  mustHold(stray === undefined, "lost recordings");
  const last = here.at(-1);
  mustBe("times", [shift.from, shift.to], [here[0]?.STR, last?.END ?? last?.STR]);
  checkTasks(handover, here, earlier, standings);
  checkSessions(handover, here, earlier, standings);
  await checkRuns(handover, whole.filter(isHere));
}
