import type { ExpressionProblem } from "#domain/procedure-problem.js";
import { nearestWord } from "#language/nearest-word.js";
import type { ExpressionFault } from "#procedures/expression-bounds.js";
import { NoObject } from "#procedures/no-object.js";

/** What the library throws, as far as it is looked at. */
interface LibraryError {
  readonly name: string;
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number };
}

const SYNTAX: ReadonlySet<string> = new Set(["ParseError"]);

/**
 * What the library's error means, and where in the expression it is; the whole of it where that is not told.
 *
 * @param fields all fields that things have
 */
export function faultOf(error: unknown, expression: string, fields: readonly string[]): ExpressionFault {
  const whole = { start: 0, end: expression.length };
  if (error instanceof NoObject) return { problem: { kind: "NO_OBJECT", name: error.object }, ...whole };
  if (!isLibraryError(error)) {
    return {
      problem: { kind: "FAILED", detail: error instanceof Error ? error.message : String(error) },
      ...whole,
    };
  }
  const { start, end } = error.range ?? whole;
  return { problem: problemOf(error, expression.slice(start, end), fields), start, end };
}

function problemOf(
  { name, code, summary }: LibraryError,
  there: string,
  fields: readonly string[],
): ExpressionProblem {
  if (code === "limit_exceeded") return { kind: "TOO_COSTLY", why: "NODES" };
  if (SYNTAX.has(name)) return { kind: "SYNTAX", detail: summary };
  if (code === "no_such_key") {
    const key = summary.replace(/^No such key: /u, "");
    if (name !== "TypeError") return { kind: "NOT_DONE", id: key };
    return { kind: "UNKNOWN_FIELD", name: key, nearest: nearestWord(key, fields) };
  }
  if (code === "unknown_variable") return { kind: "UNKNOWN_NAME", name: there, nearest: null };
  return { kind: name === "TypeError" ? "TYPES" : "FAILED", detail: inOurWords(summary) };
}

/** The library has the long names of types, which nobody writes. */
function inOurWords(summary: string): string {
  return summary
    .replaceAll("google.protobuf.Timestamp", "timestamp")
    .replaceAll("google.protobuf.Duration", "duration");
}

function isLibraryError(error: unknown): error is LibraryError {
  return error instanceof Error && "code" in error && "summary" in error && typeof error.summary === "string";
}
