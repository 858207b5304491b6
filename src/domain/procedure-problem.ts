import type { ParameterType } from "#domain/procedure.js";
import type { ThingKind } from "#domain/procedure-value.js";
import type { YamlProblem } from "#domain/yaml-problem.js";

/** Why a procedure's file is not taken. `at` is the place in it (`steps.2.run`), empty for the whole of it. */
export type ProcedureProblem =
  | YamlProblem
  | { readonly kind: "TOO_LARGE"; readonly limit: number }
  | { readonly kind: "NOT_UTF8" }
  | { readonly kind: "NOT_MAPPING" | "MISSING" | "EMPTY" | "CONTROL_CHARACTER"; readonly at: string }
  | { readonly kind: "UNKNOWN_KEY"; readonly at: string; readonly nearest: string | null }
  | { readonly kind: "WRONG_TYPE"; readonly at: string; readonly expected: ProcedureType }
  | {
      readonly kind: "NOT_DURATION" | "NOT_NAME" | "NOT_ID" | "NOT_PATTERN" | "SLOW_PATTERN";
      readonly at: string;
      readonly text: string;
    }
  | {
      readonly kind: "NOT_ONE_OF";
      readonly at: string;
      readonly text: string;
      readonly allowed: readonly string[];
    }
  | { readonly kind: "OUT_OF_RANGE"; readonly at: string; readonly least: number; readonly most: number }
  /** Longer than `limit` characters. */
  | { readonly kind: "TOO_LONG"; readonly at: string; readonly limit: number }
  /** A list or mapping of more than `limit`, or with nothing in it. */
  | { readonly kind: "TOO_MANY"; readonly at: string; readonly limit: number }
  /** Written for another version of Shoseki. */
  | { readonly kind: "OTHER_FORMAT"; readonly text: string }
  /** A step has none of the keys that say what it is, or two of them. */
  | { readonly kind: "NO_STEP"; readonly at: string; readonly keys: readonly string[] }
  | { readonly kind: "EXCLUDES" | "NEEDS"; readonly at: string; readonly other: string }
  /** A loop in a loop. */
  | { readonly kind: "NESTED_LOOP"; readonly at: string }
  | { readonly kind: "ID_TWICE"; readonly id: string; readonly line: number }
  /** `approve` names no later run or loop at its own level. */
  | { readonly kind: "APPROVES_NOTHING"; readonly id: string; readonly nearest: string | null }
  /** `${` in the title of the whole: lists of runs show it where no parameter has a value. */
  | { readonly kind: "PLAIN_TITLE"; readonly at: string }
  | { readonly kind: "NAME_RESERVED" | "NAME_TWICE"; readonly name: string };

/** What a value in a procedure's file should be. */
export type ProcedureType =
  | "TEXT"
  | "BOOLEAN"
  | "NUMBER"
  | "LIST"
  | "MAPPING"
  | "TEXTS_OR_EXPRESSION"
  | "TEXT_OR_MAPPING"
  | "PLAIN";

/** Why an expression cannot be worked with: it is none, does not fit its types, or came to nothing when it was asked. */
export type ExpressionProblem =
  | { readonly kind: "EMPTY" }
  /** `detail` is what the library says, in English. */
  | { readonly kind: "SYNTAX" | "TYPES" | "FAILED"; readonly detail: string }
  | { readonly kind: "UNKNOWN_NAME"; readonly name: string; readonly nearest: string | null }
  | { readonly kind: "UNKNOWN_FIELD"; readonly name: string; readonly nearest: string | null }
  | { readonly kind: "UNKNOWN_FUNCTION"; readonly name: string; readonly nearest: string | null }
  | { readonly kind: "TOO_COSTLY"; readonly why: "NODES" | "NESTED" | "TIMES" | "STEPS" | "TEXT" }
  /** `wanted` and `found` are types as the guide names them. */
  | { readonly kind: "WRONG_TYPE"; readonly wanted: string; readonly found: string }
  /** What a parameter or an item stands for is not there any more. */
  | { readonly kind: "NO_OBJECT"; readonly name: string }
  /** `done["id"]` of a step that has not ended yet. */
  | { readonly kind: "NOT_DONE"; readonly id: string }
  /** `${` that is not closed. */
  | { readonly kind: "OPEN" }
  /** A thing, where it is not a word of its own. */
  | { readonly kind: "THING_IN_WORD" }
  /** A list of things that is not all of a line's target, or is one of two, or is of what takes one target. */
  | { readonly kind: "LIST_PLACE" }
  /** What a `\` before it would quote. */
  | { readonly kind: "ESCAPED" }
  /** What would name an option. */
  | { readonly kind: "OPTION_NAME" }
  /** A text that no command line may hold. */
  | { readonly kind: "UNWRITABLE" };

/** Why a parameter cannot be what was said. */
export type ParameterProblem =
  | { readonly kind: "NOT_OF_TYPE"; readonly type: ParameterType }
  | { readonly kind: "NOT_CHOICE"; readonly choices: readonly string[] }
  | { readonly kind: "UNKNOWN"; readonly what: ThingKind; readonly nearest: readonly string[] }
  | { readonly kind: "AMBIGUOUS"; readonly candidates: readonly string[] }
  /** Control characters, or halves of characters. */
  | { readonly kind: "UNRECORDABLE" }
  /** More machines, or characters, than `limit`. */
  | { readonly kind: "TOO_MANY" | "TOO_LONG"; readonly limit: number };
