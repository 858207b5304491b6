/** Which run of a procedure an entry belongs to: the field `run`. */
export interface RunMark {
  /** The run's UUIDv7, the same in whatever journal it is continued. */
  readonly id: string;
  /** The step's id in the file; absent for what is about the whole run. */
  readonly step?: string;
  /** Of a step in a loop: the item's id at the platform, or the item itself where it is a text. */
  readonly item?: string;
  /** Of what undoes the step. */
  readonly undo?: true;
}

/** What is recorded of a run beside its operations: the `OPR` of entries of the phase `procedure`. */
export type RunEventName =
  /** The run begins: AFT has `BegunFacts`; `ref` is the entry of its rehearsal, where there was one. */
  | "BeginRun"
  /** A step's plan has been agreed to and is about to be carried out: AFT has `StepFacts`. */
  | "BeginStep"
  /** A step has ended: RST says how; AFT.state is a `StepEnd`; a reason of the operator's is in `why`. */
  | "EndStep"
  /** The operator has a step tried once more: what was done of it, and what nobody knows of, is answered for. */
  | "RetryStep"
  /** The operator has answered what a step asks, or said what was seen: AFT has `AnswerFacts`; what was said is in `why`. */
  | "Answer"
  /** An assertion was looked at: RST is OK, or NG `CHECK_FAILED`; AFT has `CheckFacts`. */
  | "Check"
  /** The operator goes away from it, with a reason in `why`, or it was interrupted. */
  | "PauseRun"
  | "ResumeRun"
  /** What was done is undone from here on; why is in `why`. */
  | "BackOut"
  /** A second person is asked: AFT has `RequestFacts`. */
  | "RequestApproval"
  /** An approval was presented: RST is OK, or REFUSED and why; AFT has `ApprovalFacts`; `ref` is its request's entry. */
  | "Approve"
  /** This person has approved somebody else's plan, in this person's own journal: AFT has `RequestFacts`. */
  | "SignApproval"
  /** It was rehearsed on a copy: AFT has `RehearsalFacts`. */
  | "Rehearse"
  /** It is handed to another operator in a capsule, and not continued here: AFT has `CapsuleFacts`. */
  | "HandOverRun"
  /** It was begun in another journal and is continued here: AFT has `CapsuleFacts`. */
  | "TakeOverRun"
  /** The run has come to an end, or stopped where it can be gone on from: AFT.state is a `RunEnd`. */
  | "EndRun";

/** What an operator has answered: `seen` says that what was asked for was done by hand. */
export interface AnswerFacts {
  /** The question or the instructions, as they were shown. */
  readonly asked: string;
  readonly answer: "seen" | "yes" | "no";
}

/** What became of a step. */
export type StepEnd =
  | "done"
  /** It was not done, known: an operation NG or REFUSED, a check that is false, a question answered with no. */
  | "failed"
  /** An operation is UNKNOWN. */
  | "uncertain"
  /** The operator has left it out, and said why. */
  | "skipped"
  | "undone"
  /** It is left as it is: nothing undoes it, and why is in `why`. */
  | "kept"
  | "undo-failed";

/** How a run has ended. `stopped` is gone on from; the others are final. */
export type RunEnd =
  | "complete"
  | "stopped"
  /** All that was done is undone. */
  | "rolled-back"
  /** Some of what was done is left. */
  | "rolled-back-in-part";
