import type { StandingWord } from "#domain/handover.js";
import type { IncomingHandover, OutgoingHandover } from "#handover/exchange/known-handovers.js";

/** How a revision stands in a list. */
export function standingWord({
  state,
  answers,
  isReplaced,
}: Pick<OutgoingHandover | IncomingHandover, "state" | "answers" | "isReplaced">): StandingWord {
  if (isReplaced) return "replaced";
  const accepted = answers.filter(({ decision }) => decision === "accepted");
  return new Set(accepted.map(({ key }) => key)).size > 1 ? "twice" : state;
}
