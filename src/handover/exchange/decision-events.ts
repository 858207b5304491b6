import type { Decision, HandoverEventName } from "#domain/handover.js";

/** The entry that has each answer, in the journal of who gives it. */
export const EVENT_OF: Readonly<Record<Decision, HandoverEventName>> = {
  accepted: "AcceptHandover",
  refused: "RefuseHandover",
  questioned: "QuestionHandover",
};

export const DECISION_OF: ReadonlyMap<string, Decision> = new Map(
  Object.entries(EVENT_OF).map(([decision, OPR]) => [OPR, decision as Decision]),
);
