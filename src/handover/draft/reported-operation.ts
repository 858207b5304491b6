import type { Entry } from "#domain/entry.js";
import type { ReportedOperation } from "#domain/handover.js";
import type { Standing } from "#handover/draft/operations-in.js";

/** What a report says of an operation. Whoever found out later what became of it has not done it. */
export function reportedOperation({ intent, last }: Standing): ReportedOperation {
  const { kind, id, name } = last.TGT;
  const begun = intent ?? last;
  return {
    seq: last.seq,
    intent: begun.seq,
    at: begun.STR,
    who: whoOf(begun),
    os: begun.USR.os,
    console: begun.USR.console,
    OPR: last.OPR,
    endpoint: last.HST.endpoint,
    target: { kind, id, name },
    before: last.BEF ?? {},
    after: last.AFT ?? {},
    result: last.phase === "intent" ? null : (last.RST ?? null),
    why: last.why ?? null,
    ticket: last.ticket ?? null,
    run: last.run?.id ?? null,
  };
}

/** The login, and the program that has asked for it where that was not the operator: `alice (exec 4242)`. */
export function whoOf({ USR }: Pick<Entry, "USR">): string {
  return USR.via === undefined ? USR.name : `${USR.name} (${USR.via})`;
}
