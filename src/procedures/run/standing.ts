import type { Result } from "#domain/entry.js";
import { type Deed, doubtfulOf, isBound, leftOf, stateOf } from "#procedures/run/deeds.js";
import { INTERRUPTIONS } from "#procedures/run/planning.js";
import type { TurnRecord } from "#procedures/run/run-record.js";

/** How far a step's operations have come. */
export type Standing =
  /** Whether one was done nobody knows: that is not for the program to guess, and the operator answers for it. */
  | { readonly kind: "uncertain"; readonly deed: Deed }
  /** One was not done, known, and that has not been answered for. */
  | { readonly kind: "failed"; readonly result: Result }
  /** All were done. */
  | { readonly kind: "done" }
  /** Nothing was done: whatever it is about by now. */
  | { readonly kind: "open" }
  /** It was begun, and its line and its targets bind. */
  | { readonly kind: "left"; readonly line: string; readonly targets: readonly string[] };

/** How often a target may be found to have changed before its step has failed: whoever changes it then is not done with it. */
const CHANGES_AT_MOST = 3;

/** What a turn's record says, the same when the step is carried out and when it is gone on with after a crash. */
export function standingOf(was: TurnRecord): Standing {
  const { begun, begunAt, deeds, end, retriedAt, targets } = was;
  const deed = doubtfulOf(deeds, retriedAt);
  if (deed !== null) return { kind: "uncertain", deed };
  if (begun === null) return { kind: "open" };
  const isTold = end !== null && end.RST?.status !== "UNKNOWN";
  const failed = isTold
    ? null
    : (failureIn(deeds, Math.max(begunAt, retriedAt)) ?? changedTooOften(deeds, retriedAt));
  if (failed !== null) return { kind: "failed", result: failed };
  const left = leftOf(targets, deeds);
  // Of what makes its target there are no targets to count.
  if (left.length === 0 && deeds.some((each) => stateOf(each) === "done")) return { kind: "done" };
  if (!isBound(deeds)) return { kind: "open" };
  return { kind: "left", line: String(begun.AFT?.line), targets: left };
}

/** Why one was not done since then, where it was tried. */
function failureIn(deeds: readonly Deed[], since: number): Result | null {
  const failed = deeds.find(
    (deed) => deed.order > since && stateOf(deed) === "failed" && !NOT_TRIED.has(deed.last?.RST?.code ?? ""),
  );
  return failed?.last?.RST ?? null;
}

/** The last that found its target changed, where that one was found so too often since then. */
function changedTooOften(deeds: readonly Deed[], since: number): Result | null {
  const changed = deeds.filter(({ order, last }) => order > since && last?.RST?.code === "TARGET_CHANGED");
  const ofEach = Map.groupBy(changed, ({ intent }) => intent.TGT.id);
  const often = [...ofEach.values()].find(({ length }) => length >= CHANGES_AT_MOST);
  return often?.at(-1)?.last?.RST ?? null;
}

/** What the operator did not want any more, and what could not be sent or was not as it was planned, is planned again. */
const NOT_TRIED: ReadonlySet<string> = new Set([
  ...INTERRUPTIONS,
  "STOPPED_BY_OPERATOR",
  "CANCELLED",
  "TARGET_CHANGED",
  "READ_ONLY",
  "PURPOSE_MISSING",
]);

/** The result of the first that ended with a code, since then; null where none has. */
export function endedWith(code: string, deeds: readonly Deed[], since: number): Result | null {
  return deeds.find(({ order, last }) => order > since && last?.RST?.code === code)?.last?.RST ?? null;
}
