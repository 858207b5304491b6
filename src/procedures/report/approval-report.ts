import type { Entry } from "#domain/entry.js";

/** A second person was asked, and what was handed in to that. */
export interface ApprovalReport {
  readonly request: Entry;
  /** Accepted or refused, in order. */
  readonly answers: readonly Entry[];
}

/** All approvals that were asked for in a run, in order. */
export function approvalReports(entries: readonly Entry[]): readonly ApprovalReport[] {
  const events = entries.filter(({ phase }) => phase === "procedure");
  const answers = events.filter(({ OPR }) => OPR === "Approve");
  return events
    .filter(({ OPR }) => OPR === "RequestApproval")
    .map((request) => ({ request, answers: answers.filter(({ ref }) => ref === request.id) }));
}
