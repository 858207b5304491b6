import type { Handover, Question } from "#domain/handover.js";
import { canonical } from "#journal/canonical.js";

/** What the outgoing operator adds to a report that is not signed yet. */
export interface Additions {
  readonly remarks: Handover["remarks"];
  /** By `questionKey`: what is asked later, or in another order, takes nobody else's answer. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A question, as its answer is kept under: its JCS (RFC 8785). */
export function questionKey(question: Question): string {
  return canonical(question);
}

/** A report with what was added to it. */
export function withAdditions(drawn: Handover, { remarks, answers }: Additions): Handover {
  return {
    ...drawn,
    remarks,
    answers: drawn.answers.map(({ question, answer }) => ({
      question,
      answer: answers[questionKey(question)] ?? answer,
    })),
  };
}
