import type { ExpressionProblem } from "#domain/procedure-problem.js";
import type { Thing, Value } from "#domain/procedure-value.js";
import { isWritable, quoteWord } from "#language/quote.js";
import { durationText } from "#procedures/duration.js";

/** Where in its line a value stands: what of its word is before it, and whether the line goes on with the same word. */
export interface Standing {
  /** The quote that is open there; null for none. */
  readonly inside: "'" | '"' | null;
  /** Whether it begins a word, or the value of an option (`--host=`), and ends it. */
  readonly alone: boolean;
}

/** A value as a line has it, or why none can. */
export type Word = { readonly text: string } | { readonly problem: ExpressionProblem };

/** What stands for itself wherever it stands in a word. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}_.]*$/u;

/**
 * A value as one word of a line, or as a part of one: quoted so that it is read back as it is, and never as an option, as an
 * id, as a glob or as two words. A thing is its id, and that is a word of its own.
 */
export function wordOf(value: Value, { inside, alone }: Standing): Word {
  if (isThing(value))
    return alone ? { text: `@${quoteWord(value.id, null)}` } : { problem: { kind: "THING_IN_WORD" } };
  const text = plainText(value);
  if (text === null) return { problem: { kind: "WRONG_TYPE", wanted: "one word", found: typeName(value) } };
  if (!isWritable(text)) return { problem: { kind: "UNWRITABLE" } };
  if (inside === "'") return { text: text.replaceAll("'", "'\\''") };
  if (inside === '"') return { text: text.replaceAll(/["\\]/gu, "\\$&") };
  if (alone) return { text: quoteWord(text, null) };
  return { text: PLAIN.test(text) ? text : quoteWord(text, text.includes("'") ? null : "'") };
}

export function isThing(value: Value): value is Thing {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** A value that is no thing and no list as text; null for those. */
export function plainText(value: Value): string | null {
  if (value === null) return null;
  if (typeof value !== "object") return String(value);
  if (value instanceof Date) return value.toISOString();
  return "ms" in value ? lengthText(value.ms) : null;
}

/** What a result of another type is called. */
function typeName(value: Value): string {
  return value === null ? "null" : "list";
}

function lengthText(ms: number): string {
  return ms > 0 && ms % 1000 === 0 ? durationText(ms) : `${ms / 1000}s`;
}
