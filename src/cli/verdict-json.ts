import type { Verdict } from "#journal/verify/verdict.js";

/** How long it took, and how many entries a second that was. */
export interface Pace {
  readonly seconds: number;
  readonly perSecond: number;
}

/** What `verify --json` prints. */
export function verdictJson(verdict: Verdict, { seconds, perSecond }: Pace) {
  const { fault, heldAgainst, unresolved, ...rest } = verdict;
  const open = unresolved.map(({ intent: { seq, id, OPR, TGT, STR }, outcome, recovery }) => {
    const told = recovery === null ? null : { seq: recovery.seq, code: recovery.RST?.code ?? null };
    return { seq, id, OPR, target: TGT.name, STR, outcome: outcome?.RST?.status ?? null, recovery: told };
  });
  return {
    sound: fault === null,
    trust: heldAgainst.length === 0 ? "self-consistent only" : "held against copies",
    heldAgainst,
    fault,
    ...rest,
    open,
    seconds: Math.round(seconds * 1000) / 1000,
    perSecond,
  };
}
