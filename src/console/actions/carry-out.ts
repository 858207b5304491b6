import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { jobListener } from "#console/store/job-listener.js";
import type { Job } from "#console/store/jobs-model.js";
import type { Notice } from "#console/store/notice.js";
import type { Entry, Status } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import { worstStatus } from "#domain/worst-status.js";
import { change, duration } from "#listings/change.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { seconds } from "#messages/wording.js";
import type { Listener } from "#session/listener.js";
import type { Outcomes, Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";

const ROLES: Readonly<Record<Status, Notice["role"]>> = {
  OK: "ok",
  NG: "danger",
  REFUSED: "warning",
  UNKNOWN: "danger",
};

/** Runs what was agreed to, beside whatever else is going on; the notice says how it ended. */
export function carryOut(console: Console, proposal: Proposal, purpose: Purpose): void {
  const { store } = console;
  const job = store.jobs.begin(proposal.ask, proposal.plans.length);
  const errors = new Map<Entry, ShosekiError>();
  const found = new Map<string, Entry>();
  const waiting = {
    purpose,
    stopping: AbortSignal.any([job.stop.signal, console.stopping]),
    signal: AbortSignal.any([job.giveUp.signal, console.givingUp]),
  };
  void store.endpoints.fleet
    .carryOut(proposal, waiting, listenerFor(console, job, { errors, found }))
    .finally(() => store.jobs.end(job))
    .then((outcomes) => sayOutcomes(console, outcomes, { errors, found }))
    .catch((cause: unknown) => sayProblem(console, cause));
  store.changes.now();
}

/** What is known of the outcomes beside themselves. */
interface Known {
  /** Why one is not OK. */
  readonly errors: Map<Entry, ShosekiError>;
  /** What was found out of one that was UNKNOWN, by the id of its intent. */
  readonly found: Map<string, Entry>;
}

function listenerFor({ store }: Console, job: Job, { errors, found }: Known): Listener {
  const shown = jobListener(store, job);
  return {
    ...shown,
    report: (entry, error) => {
      if (entry.phase === "recovery" && entry.ref !== undefined) found.set(entry.ref, entry);
      if (entry.phase === "outcome" && error !== null) errors.set(entry, error);
      shown.report(entry, error);
    },
  };
}

function sayOutcomes({ store, catalogue }: Console, carried: Outcomes, { errors, found }: Known): void {
  const outcomes = carried.map((outcome) => found.get(outcome.ref ?? "") ?? outcome);
  const [first] = outcomes;
  if (first === undefined) return;
  if (outcomes.length > 1) {
    const counts = new Map<Status, number>();
    for (const entry of outcomes) counts.set(statusOf(entry), (counts.get(statusOf(entry)) ?? 0) + 1);
    store.say(
      ROLES[worstStatus([...counts.keys()]) ?? "OK"],
      `${first.OPR}  ${catalogue.results.summary({ total: outcomes.length, counts: [...counts] })}`,
    );
    return;
  }
  const error = errors.get(first);
  // What could be at any of several is said to be at none.
  const at = first.RST?.code === "TARGET_AMBIGUOUS" ? null : store.endpoints.linkOf(first);
  const lead = store.endpoints.lead(at?.name ?? "");
  const said = [`${statusOf(first)} ${first.OPR}`, printable(`${lead}${first.TGT.name}`), change(first)];
  const parts = [...said, `${seconds(duration(first))} s`, `#${first.seq}`].filter((part) => part !== null);
  const { what, next } = error === undefined ? { what: "", next: "" } : explain(error.problem, catalogue);
  const recovered = first.phase === "recovery" ? lookedUp(catalogue, first) : "";
  store.say(
    ROLES[statusOf(first)],
    [...parts, what, next, recovered].filter((part) => part !== "").join("  "),
  );
}

function lookedUp({ results }: Console["catalogue"], entry: Entry): string {
  const { OPR, TGT } = entry;
  return results.recovered({ operation: OPR, target: printable(TGT.name), status: statusOf(entry) });
}

function statusOf({ RST }: Entry): Status {
  return RST?.status ?? "UNKNOWN";
}
