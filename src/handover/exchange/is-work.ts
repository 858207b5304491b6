import type { Entry, Phase } from "#domain/entry.js";

const PHASES: ReadonlySet<Phase> = new Set<Phase>(["intent", "outcome", "recovery", "note", "procedure"]);

/** Whether an entry is of what a report tells: what comes and goes with sessions, keys and the journal itself is not. */
export function isWork({ phase, OPR, TGT }: Pick<Entry, "phase" | "OPR" | "TGT">): boolean {
  return PHASES.has(phase) && OPR !== "Login" && OPR !== "Logout" && TGT.kind !== "Journal";
}
