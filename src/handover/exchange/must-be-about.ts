import { failure } from "#domain/errors.js";
import type { Handover, Question } from "#domain/handover.js";
import { seqsOf } from "#handover/seqs-of.js";

/** Nobody signs a question about what the report does not name. Throws `HANDOVER_NO_ENTRY`. */
export function mustBeAbout(handover: Handover, questions: readonly Question[]): void {
  const stray = questions.find(({ section, seq }) => seq !== null && !seqsOf(handover, section).has(seq));
  if (stray === undefined) return;
  throw failure("HANDOVER_NO_ENTRY", { section: stray.section, seq: stray.seq ?? 0 });
}
