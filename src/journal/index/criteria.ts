import type { IndexedEntry } from "#journal/index/indexed-entry.js";

/** Which entries are asked for: those of which all that is given here holds. */
export interface Criteria {
  readonly op?: (OPR: string) => boolean;
  readonly user?: (name: string) => boolean;
  readonly target?: (target: IndexedEntry["TGT"]) => boolean;
  readonly phase?: (phase: string) => boolean;
  /** Of `STR`, in milliseconds: from this time on, and before this one. */
  readonly since?: number;
  readonly until?: number;
  /** What has a result that is not OK. */
  readonly failed?: true;
  /** Of the run with this id, and of this step of it. */
  readonly run?: string;
  readonly step?: string;
}

export function meets(
  { op, user, target, phase, since, until, failed, run, step }: Criteria,
  entry: IndexedEntry,
): boolean {
  const time = Date.parse(entry.STR);
  return (
    (op === undefined || op(entry.OPR)) &&
    (user === undefined || user(entry.USR.name)) &&
    (target === undefined || target(entry.TGT)) &&
    (phase === undefined || phase(entry.phase)) &&
    (since === undefined || time >= since) &&
    (until === undefined || time < until) &&
    (failed === undefined || isFailed(entry)) &&
    (run === undefined || entry.run?.id === run) &&
    (step === undefined || entry.run?.step === step)
  );
}

export function isFailed({ RST }: Pick<IndexedEntry, "RST">): boolean {
  return RST !== undefined && RST.status !== "OK";
}
