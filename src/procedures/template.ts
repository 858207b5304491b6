import type { Command } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { Written } from "#domain/procedure.js";
import type { ExpressionProblem } from "#domain/procedure-problem.js";
import type { Thing, Value } from "#domain/procedure-value.js";
import { parse } from "#language/parse.js";
import { isWritable, quoteWord } from "#language/quote.js";
import { operationOf } from "#operations/operation-of.js";
import type { ExpressionFault } from "#procedures/expression-bounds.js";
import type { Expressions } from "#procedures/expressions.js";
import { type Part, partsOf } from "#procedures/holes.js";
import { isThing, plainText, type Word, wordOf } from "#procedures/line-word.js";
import { placeIn } from "#procedures/place-in.js";
import type { Scope } from "#procedures/scope.js";
import { standingIn } from "#procedures/standing-in.js";

/**
 * A command line with all of its `${}` in place: each is one word, or a part of one, whatever its value. One whose target is a
 * list is a line for each thing in it, with `\n` between them: none at all for an empty list. The text of a `note` is for
 * people, and so are the values in it. Throws `EXPRESSION_FAILED`.
 */
export function renderLine(written: Written, expressions: Expressions, scope: Scope): string {
  const note = NOTE.exec(written.text);
  if (note === null) {
    const lines = filledLines(written, expressions, scope).map(({ line }) => line);
    // What is written in several lines is no list of commands.
    if (lines.some((line) => line.includes("\n"))) throw failed(written, 0, { kind: "UNWRITABLE" });
    return lines.join("\n");
  }
  const [verb] = note;
  const said = { text: written.text.slice(verb.length), at: placeIn(written, verb.length) };
  const text = renderText(said, expressions, scope);
  if (!isWritable(text)) throw failed(said, 0, { kind: "UNWRITABLE" });
  // A text that is quoted as a whole would be read without its quotes.
  return `${verb}${/^\s*['"]/u.test(text) && said.text.includes("${") ? quoteWord(text.trim(), null) : text}`;
}

/** As `renderLine`, of a line that is no `note`: one, or where its target is a list one for each thing in it. */
export function filledLines(written: Written, expressions: Expressions, scope: Scope): readonly Filled[] {
  const holes = partsIn(written).filter((part) => part.kind === "hole");
  const values = new Map(
    holes.map((hole) => [hole.start, valueIn(written, hole, expressions, scope)] as const),
  );
  const fill = (things: ReadonlyMap<number, Value>) =>
    fillLine(written, ({ start }) => things.get(start) ?? null, sizesOf(expressions));
  const [list, another] = holes.filter(({ start }) => isThings(values.get(start) ?? null));
  if (list === undefined) return [fill(values)];
  const misplaced = ({ start }: Hole) => failed(written, start, { kind: "LIST_PLACE" });
  if (another !== undefined) throw misplaced(another);
  const listed = values.get(list.start);
  const things = Array.isArray(listed) ? listed.filter((each: Value) => isThing(each)) : [];
  return [...new Map(things.map((thing) => [thing.id, thing])).values()].map((thing) => {
    const filled = fill(new Map([...values, [list.start, thing]]));
    if (!isTargetOf(parse(filled.line), thing.id)) throw misplaced(list);
    return filled;
  });
}

/** Whether an id is all of the target of a command, and that takes several targets. */
function isTargetOf(command: Command | null, id: string): boolean {
  if (command?.kind !== "operation" || command.target?.by !== "id") return false;
  return command.target.id === id && operationOf(command.request).bulk;
}

/** Of an empty list nobody can tell what it is of: its type was checked before. */
function isThings(value: Value): boolean {
  return Array.isArray(value) && value.every((each: Value) => isThing(each));
}

/** The verb whose whole rest is a text. */
export const NOTE = /^\s*note\s+/u;

/**
 * A text for people with all of its `${}` in place: things are their names, a list has commas. What is gone by now is called
 * as it was when it was named. Throws `EXPRESSION_FAILED`.
 */
export function renderText(written: Written, expressions: Expressions, scope: Scope): string {
  const told = (hole: Hole): Value => {
    const named = thingNamed(hole.expression.trim(), scope);
    if (named === null || scope.inventory.get(named.id) !== null)
      return valueIn(written, hole, expressions, scope);
    return named;
  };
  const texts = partsIn(written).map((part) => (part.kind === "text" ? part.text : asRead(told(part))));
  return texts.join("");
}

/** The thing that a parameter or the item of that name was said to be; null where it is none. */
function thingNamed(name: string, { item, values }: Scope): Thing | null {
  const value = item?.as === name ? item.is : values.get(name);
  return value !== undefined && isThing(value) ? value : null;
}

export type Hole = Extract<Part, { readonly kind: "hole" }>;

/** A line that has been put together, and where in its template each of its characters comes from. */
export interface Filled {
  readonly line: string;
  /** @param column in the line; both are UTF-16 units */
  offsetOf(column: number): number;
}

/** Puts a line together, each hole with the value that is told for it. Throws `EXPRESSION_FAILED`. */
export function fillLine(
  written: Written,
  valueOfHole: (hole: Hole) => Value,
  sizes: ReadonlySet<string>,
): Filled {
  const origins: { readonly column: number; readonly offset: number; readonly plain: boolean }[] = [];
  let line = "";
  const parts = partsIn(written);
  for (const [index, part] of parts.entries()) {
    origins.push({ column: line.length, offset: part.start, plain: part.kind === "text" });
    if (part.kind === "text") line += part.text;
    else {
      const standing = standingIn(line, parts[index + 1]);
      const word: Word = "problem" in standing ? standing : wordOf(valueOfHole(part), standing);
      if ("problem" in word) throw failed(written, part.start, word.problem);
      line += `${word.text}${sizes.has(part.expression.trim()) ? "MiB" : ""}`;
    }
  }
  const offsetOf = (column: number) => {
    const from = origins.findLast((each) => each.column <= column) ?? { column: 0, offset: 0, plain: true };
    return from.plain ? from.offset + column - from.column : from.offset;
  };
  return { line, offsetOf };
}

/** The parameters that are sizes: their values are in MiB, and are written so. */
export function sizesOf({ procedure }: Expressions): ReadonlySet<string> {
  return new Set(procedure.parameters.filter(({ type }) => type === "size").map(({ name }) => name));
}

export function partsIn(written: Written): readonly Part[] {
  const parts = partsOf(written.text);
  if (isFault(parts)) throw failed(written, parts.start, parts.problem);
  return parts;
}

function valueIn(written: Written, hole: Hole, expressions: Expressions, scope: Scope): Value {
  const at = placeIn(written, hole.start);
  return expressions.evaluate({ text: hole.expression, at }, scope);
}

function failed(written: Written, offset: number, problem: ExpressionProblem): Error {
  return failure("EXPRESSION_FAILED", { expression: written.text, ...placeIn(written, offset), problem });
}

function isFault(parts: readonly Part[] | ExpressionFault): parts is ExpressionFault {
  return "problem" in parts;
}

/** A value as a person reads it. */
function asRead(value: Value): string {
  if (isThing(value)) return value.name;
  if (Array.isArray(value)) return value.map(asRead).join(", ");
  return plainText(value) ?? "";
}
