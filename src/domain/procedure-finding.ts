import type { Problem } from "#domain/errors.js";
import type { Place } from "#domain/procedure.js";
import type { ExpressionProblem, ParameterProblem } from "#domain/procedure-problem.js";

/** What a look at a procedure has found. An error keeps it from being begun; a warning does not. */
export interface ProcedureFinding {
  readonly at: Place;
  readonly severity: "error" | "warning";
  readonly problem: FindingProblem;
}

export type FindingProblem =
  | { readonly kind: "EXPRESSION"; readonly problem: ExpressionProblem }
  /** What the operator would be told of the same line, typed. */
  | { readonly kind: "PROBLEM"; readonly problem: Problem }
  /** A line that only shows something, or nothing at all. */
  | { readonly kind: "NOT_OPERATION"; readonly line: string }
  /** A thing of another kind than the place takes. */
  | { readonly kind: "WRONG_THING"; readonly wanted: string; readonly found: string }
  /** A pattern with many wildcards: it may take very long. */
  | { readonly kind: "COSTLY_GLOB"; readonly text: string }
  /** Nothing of ours undoes the step, and it says no `undo`. */
  | {
      readonly kind: "NOT_UNDOABLE";
      readonly step: string;
      readonly operation: string;
      readonly why: "LOST" | "NOT_FROM_HERE";
    }
  /** It is done by hand, and says no `undo`: a rollback leaves it as it is. */
  | { readonly kind: "KEPT_BY_HAND"; readonly step: string }
  | { readonly kind: "UNUSED_PARAMETER"; readonly name: string }
  /** Nothing is said of a parameter: what depends on it was not looked at. */
  | { readonly kind: "NOT_SAID"; readonly name: string }
  /** Of a parameter: its default, or one of its choices, cannot be said. */
  | {
      readonly kind: "DEFAULT" | "CHOICE";
      readonly name: string;
      readonly text: string;
      readonly problem: ParameterProblem;
    }
  /** The choices of a parameter depend on one that is said later. */
  | { readonly kind: "SAID_LATER"; readonly name: string; readonly later: string }
  /** A loop that has nothing to go through now. */
  | { readonly kind: "EMPTY_SET"; readonly loop: string };
