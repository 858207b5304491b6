import type { Entry, Status } from "#domain/entry.js";
import { isHalfDone } from "#domain/half-done.js";

/** An operation of a run: its intent, and the last word on it; null while there is none. */
export interface Deed {
  /** Its place among the entries of its run. */
  readonly order: number;
  readonly intent: Entry;
  readonly last: Entry | null;
}

/** `open`: nobody has said anything yet. */
export type DeedState = "open" | "done" | "failed" | "uncertain";

const STATES: Readonly<Record<Status, DeedState>> = {
  OK: "done",
  NG: "failed",
  REFUSED: "failed",
  UNKNOWN: "uncertain",
};

export function stateOf({ last }: Deed): DeedState {
  return last === null ? "open" : STATES[last.RST?.status ?? "UNKNOWN"];
}

/** Whether something was done all the same of what has failed: that shows, or its outcome says so. Nothing of ours undoes it. */
export function isDoneByHalf({ last }: Deed): boolean {
  if (last?.RST?.status !== "NG") return false;
  return last.RST.code === "FAILED_YET_SHOWN" || isHalfDone(last.RST.fault ?? "");
}

/** Whether anything was done, or may have been: then the line and the targets that it was begun with bind. */
export function isBound(deeds: readonly Deed[]): boolean {
  return deeds.some((deed) => stateOf(deed) !== "failed");
}

/** Of these targets those that nothing has been done to, as far as is known. */
export function leftOf(targets: readonly string[], deeds: readonly Deed[]): readonly string[] {
  const done = new Set(deeds.filter((deed) => stateOf(deed) === "done").map(({ intent }) => intent.TGT.id));
  return targets.filter((id) => !done.has(id));
}

/**
 * The first whose outcome nobody knows; null where there is none.
 *
 * @param answeredFor the place of the entry by which the operator has answered for those before it; -1 for none
 */
export function doubtfulOf(deeds: readonly Deed[], answeredFor: number): Deed | null {
  const found = deeds.find((deed) => {
    const state = stateOf(deed);
    return deed.order > answeredFor && (state === "open" || state === "uncertain");
  });
  return found ?? null;
}
