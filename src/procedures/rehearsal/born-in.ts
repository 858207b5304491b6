import type { Rehearsal } from "#domain/rehearsal.js";

/** The platform ids, on the copy, of all that a rehearsal has made there. */
export function bornIn({ steps, back }: Pick<Rehearsal, "steps" | "back">): ReadonlySet<string> {
  const ids = [...steps, ...back].flatMap(({ predicted }) =>
    predicted.flatMap(({ OPR, target, AFT }) => [OPR === "CreateVM" ? target.id : null, AFT.cloneId]),
  );
  return new Set(ids.filter((id) => typeof id === "string"));
}
