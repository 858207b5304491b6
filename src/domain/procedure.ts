/** Where something stands in a file: a line and a column, both from 1; a column is a character as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text of a procedure's file, and where it begins there. */
export interface Written {
  readonly text: string;
  readonly at: Place;
}

/** A written procedure: what is to be asked for, and the steps in their order. All durations are milliseconds. */
export interface Procedure {
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** What a change number must match, as a whole (a pattern of `RegExp`); null where any will do, or none. */
  readonly change: Written | null;
  /** How long a second person's approval of the whole is good for; null where nobody needs to approve the whole. */
  readonly approval: ApprovalWanted | null;
  readonly steps: readonly (Step | Loop)[];
}

/** What an operator says before a run begins; `machines` are all that an expression of the command line names. */
export type ParameterType =
  | "text"
  | "integer"
  | "size"
  | "duration"
  | "boolean"
  | "machine"
  | "machines"
  | "host"
  | "datastore"
  | "network"
  | "folder";

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly description: string;
  /** As an operator would say it; null where it must be said. */
  readonly default: string | null;
  /** What may be said: these, or what an expression over the inventory gives; null where anything of the type may. */
  readonly choices: { readonly texts: readonly string[] } | { readonly from: Written } | null;
  readonly at: Place;
}

interface ApprovalWanted {
  readonly validForMs: number;
}

/** What is done when a step fails: `ask` is `stop` where nobody can be asked. */
export type OnFailure = "stop" | "rollback" | "ask";

/** An assertion on what is out there, and how long it may take to come true; 0: it must be so at once. */
export interface Check {
  readonly expression: Written;
  readonly withinMs: number;
}

/** How a step is undone, where the file says it; where it does not, the inverse of what was recorded is. */
export type UndoSaid =
  | { readonly kind: "run"; readonly line: Written }
  | { readonly kind: "manual"; readonly instructions: Written }
  | { readonly kind: "none"; readonly why: Written };

interface StepBase {
  /** Unique in the file: lower-case letters, digits and `-`. */
  readonly id: string;
  readonly title: string;
  readonly at: Place;
  readonly before: readonly Check[];
  readonly after: readonly Check[];
  readonly onFailure: OnFailure;
  readonly estimateMs: number | null;
  readonly undo: UndoSaid | null;
}

export type Step = StepBase &
  (
    | { readonly kind: "run"; readonly line: Written }
    | { readonly kind: "check"; readonly check: Check }
    | { readonly kind: "confirm"; readonly question: Written }
    | { readonly kind: "manual"; readonly instructions: Written }
    /** A second person approves the plan of a later step, or of a loop. */
    | { readonly kind: "approve"; readonly of: string; readonly validForMs: number }
  );

/** The same steps for each of a set that is frozen when the run begins. */
export interface Loop {
  readonly kind: "for-each";
  readonly id: string;
  readonly title: string;
  readonly at: Place;
  /** The name that the item has in expressions and lines. */
  readonly as: string;
  /** A list of machines, hosts, datastores or texts. */
  readonly in: Written;
  /** More than this many are not begun with; null where any number will do. */
  readonly atMost: number | null;
  readonly steps: readonly Step[];
}
