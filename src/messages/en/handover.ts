import type { RemarksProblem } from "#domain/remarks-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import type { HandoverTexts } from "#messages/handover-texts.js";
import { unended } from "#messages/wording.js";

export const handoverDraftErrors = {
  REMARKS_INVALID: ({ path, line, problem }) => ({
    what: `${path}, line ${line}: ${problemSaid(problem)}.`,
    notDone: "No report was drafted, and nothing was written.",
    next:
      "Put each remark under a line ## SECTION, as a list item or a paragraph. Sections are: operations, failures, procedures, " +
      "machines, tasks, approvals, notes, journal, or as a report's headings call them.",
  }),
  DRAFT_NOT_WRITTEN: ({ path, cause }) => ({
    what: `The draft was not written to ${path}: ${unended(cause)}.`,
    notDone:
      "Nothing that was there is replaced, and the journal is as it was. What was written before it stays.",
    next: "Name a file that is not there yet, in a directory that is.",
  }),
} satisfies Partial<ErrorTexts>;

function problemSaid(problem: RemarksProblem): string {
  if (problem.kind === "NO_SECTION") return "a remark stands before the first section";
  if (problem.kind === "UNENDED_COMMENT") return "the comment that begins here does not end";
  if (problem.kind === "OTHER_HEADING") return `${problem.heading} is a heading, and no section`;
  return `${problem.heading} is no section of the report`;
}

function entriesSaid({ firstSeq, lastSeq }: { firstSeq: number; lastSeq: number }): string {
  return lastSeq < firstSeq ? `none from #${firstSeq} on` : `#${firstSeq} to #${lastSeq}`;
}

export const handover: HandoverTexts = {
  title: ({ from, to, isDraft }) => `${isDraft ? "DRAFT: shift" : "Shift"} handover, ${from} to ${to}`,
  sections: {
    operations: "Operations",
    failures: "Failures and unknown outcomes",
    procedures: "Open procedures",
    machines: "Left in another state",
    tasks: "Still running or unresolved",
    approvals: "Pending approvals",
    notes: "Notes",
    journal: "Journal",
  },
  headings: {
    shift: "The shift",
    sessions: "Sessions",
    recordings: "Recordings",
    remarks: "Remarks of the outgoing operator",
    questions: "Questions of the incoming operator",
  },
  labels: {
    outgoing: "Outgoing operator",
    key: "Key",
    from: "From",
    to: "To",
    entries: "Made of entries",
    revision: "Revision",
    id: "Handover",
    made: "Made",
    origin: "Journal",
    treeSize: "Signed checkpoint, tree size",
    root: "Root hash",
    verified: "Verified",
    anchor: "Newest anchor",
    signingKey: "Key of the journal",
  },
  columns: {
    entry: "Entry",
    time: "Time",
    who: "Who",
    person: "Person",
    operation: "Operation",
    target: "Target",
    endpoint: "Endpoint",
    change: "Before -> after",
    result: "Result",
    why: "Why",
    procedure: "Procedure",
    state: "State",
    step: "Step",
    progress: "Done",
    run: "Run",
    left: "Left",
    approvalOf: "Approval of",
    expires: "Good until",
    note: "Note",
    from: "From",
    to: "To",
    operations: "Operations",
    failures: "Failures",
  },
  kinds: {
    power: "another power state",
    maintenance: "maintenance",
    snapshots: "snapshots",
    created: "created",
    deleted: "deleted",
    changed: "changed",
  },
  states: {
    stopped: "stopped, can be gone on with",
    paused: "paused, can be gone on with",
    running: "running",
    "cut-off": "cut off: its program is gone",
    "handed-over": "handed over to another operator",
  },
  none: "none",
  noOutcome: "no outcome yet",
  notEnded: "going on, or broken off",
  brokeOff: "broken off: its program died",
  cannotBeTold: "cannot be told",
  whole: "the whole procedure",
  expired: ({ expires }) => `${expires}, EXPIRED when the report was made`,
  sound: "sound",
  unsound: ({ problem }) => `NOT SOUND: ${problem}`,
  lost: ({ file, problem }) => `${file}: LOST, and not handed over: ${unended(problem)}.`,
  onUnsound: ({ problem }) =>
    `THE JOURNAL IS NOT SOUND: ${unended(problem)}. What this report says may be altered or incomplete; see shoseki verify.`,
  noCheckpoint: "none yet",
  noAnchor: "none",
  anchored: ({ seq, at, size, simulated }) =>
    `#${seq}, ${at}, ${size} entries${simulated ? ", in a simulator, where it bears out nothing" : ""}`,
  keyOf: ({ fingerprint, identity, fromSeq }) => `${fingerprint} (${identity}), from #${fromSeq} on`,
  entries: entriesSaid,
  ticket: ({ ticket }) => `change number ${ticket}`,
  inRun: ({ run }) => `run ${run}`,
  question: ({ seq, text }) => (seq === null ? text : `#${seq}: ${text}`),
  unanswered: "no answer yet",
  whatItIs:
    "Facts are made from the journal alone; remarks and answers are the operators' own words. Times are UTC. shoseki log and " +
    "shoseki verify show and check the entries that are named.",
  drafted: ({ paths, firstSeq, lastSeq }) =>
    `The draft on entries ${entriesSaid({ firstSeq, lastSeq })} is in ${paths.join(", ")}. Nobody has signed it: shoseki handover signs.`,
  unsigned:
    "This is a draft, and not signed: shoseki handover signs, and writes the file for the incoming operator.",
};
