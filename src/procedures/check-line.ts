import type { Command, OperationRequest } from "#domain/command.js";
import { asShosekiError } from "#domain/errors.js";
import type { Loop, Written } from "#domain/procedure.js";
import type { FindingProblem, ProcedureFinding } from "#domain/procedure-finding.js";
import type { ExpressionProblem } from "#domain/procedure-problem.js";
import type { Value } from "#domain/procedure-value.js";
import { parse } from "#language/parse.js";
import { operationOf } from "#operations/operation-of.js";
import { isCostlyGlob } from "#procedures/costly-glob.js";
import type { Expressions } from "#procedures/expressions.js";
import { placeIn } from "#procedures/place-in.js";
import { isListed, STAND_IN_TEXTS, standIn, standsForList, thingStoodFor } from "#procedures/stand-in.js";
import { targetsOf } from "#procedures/targets-of.js";
import { type Filled, fillLine, type Hole, NOTE, partsIn, sizesOf } from "#procedures/template.js";

/** What is found in a command line, and the operation that it asks for, as far as that can be told. */
export interface CheckedLine {
  readonly findings: readonly ProcedureFinding[];
  readonly operation: OperationRequest["name"] | null;
}

/** Looks at a command line with something of its type in place of each `${}`. */
export function checkLine(expressions: Expressions, written: Written, loop: Loop | null): CheckedLine {
  const error = (offset: number, problem: FindingProblem): ProcedureFinding => {
    return { at: placeIn(written, offset), severity: "error", problem };
  };
  const wrong = (offset: number, problem: FindingProblem): CheckedLine => {
    return { findings: [error(offset, problem)], operation: null };
  };
  const inHoles = checkHoles(expressions, written, loop, NOTE.test(written.text) ? "text" : "word");
  if (inHoles.length > 0) return { findings: inHoles, operation: null };
  if (NOTE.test(written.text)) return { findings: [], operation: null };
  try {
    const { filled, command } = understood(expressions, written, loop);
    if (command?.kind === "note") return { findings: [], operation: null };
    if (command?.kind !== "operation") return wrong(0, { kind: "NOT_OPERATION", line: written.text });
    const { request } = command;
    const lists = listsIn(expressions, written, loop);
    const misplaced = isForAll(command) ? lists[1] : lists[0];
    if (misplaced !== undefined) {
      return wrong(misplaced.start, { kind: "EXPRESSION", problem: { kind: "LIST_PLACE" } });
    }
    const findings = targetsOf(command, operationOf(request).on).flatMap(({ expression, kind }) => {
      const at = filled.offsetOf(Math.max(0, filled.line.indexOf(expression.text)));
      const found = thingStoodFor(expression);
      if (found !== null && found !== kind) return [error(at, { kind: "WRONG_THING", wanted: kind, found })];
      return isCostlyGlob(expression) ? [error(at, { kind: "COSTLY_GLOB", text: expression.text })] : [];
    });
    return { findings, operation: request.name };
  } catch (cause) {
    if (cause instanceof Misread) {
      const offset = cause.filled.offsetOf(cause.column);
      return wrong(offset, told(cause.cause, written, offset));
    }
    const { problem } = asShosekiError(cause);
    if (problem.code !== "EXPRESSION_FAILED") return wrong(0, { kind: "PROBLEM", problem });
    const { line, column } = problem.facts;
    const finding = { kind: "EXPRESSION", problem: problem.facts.problem } as const;
    return { findings: [{ at: { line, column }, severity: "error", problem: finding }], operation: null };
  }
}

/** What is wrong with the `${}` of a text: they must fit, and come to one word of a line, or to what a text can say. */
export function checkHoles(
  expressions: Expressions,
  written: Written,
  loop: Loop | null,
  to: "word" | "text",
): readonly ProcedureFinding[] {
  const wrong = (offset: number, problem: ExpressionProblem): ProcedureFinding => {
    return { at: placeIn(written, offset), severity: "error", problem: { kind: "EXPRESSION", problem } };
  };
  try {
    return partsIn(written).flatMap((part) => {
      if (part.kind === "text") return [];
      const checked = expressions.check(part.expression, loop);
      if ("problem" in checked) return [wrong(part.start + checked.start, checked.problem)];
      if (standIn(checked.type, 0) !== null) return [];
      const element = /^list<(\w+)>$/u.exec(checked.type)?.[1] ?? "";
      if (to === "text" && standIn(element, 0) !== null) return [];
      const wanted = to === "word" ? "one word" : "text";
      return [wrong(part.start, { kind: "WRONG_TYPE", wanted, found: checked.type })];
    });
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    if (problem.code !== "EXPRESSION_FAILED") throw cause;
    const { line, column } = problem.facts;
    return [
      {
        at: { line, column },
        severity: "error",
        problem: { kind: "EXPRESSION", problem: problem.facts.problem },
      },
    ];
  }
}

/** The holes of a line that are lists of what a line can be for. */
function listsIn(expressions: Expressions, written: Written, loop: Loop | null): readonly Hole[] {
  return partsIn(written).filter((part): part is Hole => {
    if (part.kind !== "hole") return false;
    const checked = expressions.check(part.expression, loop);
    return "type" in checked && isListed(checked.type);
  });
}

/** Whether a command's target stands for each of a list, and may. */
function isForAll(command: Extract<Command, { readonly kind: "operation" }>): boolean {
  const { target } = command;
  return target !== null && standsForList(target) && operationOf(command.request).bulk;
}

/** A line that none of what could stand in it makes a command of. */
class Misread extends Error {
  override readonly name = "Misread";
  override readonly cause: unknown;
  readonly filled: Filled;

  constructor(cause: unknown, filled: Filled) {
    super("misread");
    this.cause = cause;
    this.filled = filled;
  }

  get column(): number {
    const { problem } = asShosekiError(this.cause);
    return problem.code === "SYNTAX" || problem.code === "UNKNOWN_VERB" ? problem.facts.column : 0;
  }
}

/** The word is told of as it is written, and not as what stands in for its value; its place is the finding's. */
function told(cause: unknown, written: Written, offset: number): FindingProblem {
  const { problem } = asShosekiError(cause);
  if (problem.code !== "SYNTAX" && problem.code !== "UNKNOWN_VERB") return { kind: "PROBLEM", problem };
  const word = wordAt(written, offset) ?? problem.facts.word;
  const { code, facts } = problem;
  return code === "SYNTAX"
    ? { kind: "PROBLEM", problem: { code, facts: { ...facts, word, column: -1 } } }
    : { kind: "PROBLEM", problem: { code, facts: { ...facts, word, column: -1 } } };
}

/** The word there, where any of it is a hole; else null. */
function wordAt(written: Written, offset: number): string | null {
  const inWord = partsIn(written).find((part) => part.kind === "hole" && offset <= part.end);
  if (inWord?.kind !== "hole") return null;
  // The two before a hole are what opens it.
  const from = Math.min(offset, inWord.start - 2);
  const before = written.text.slice(from, inWord.start - 2);
  const after = /^\S*/u.exec(written.text.slice(inWord.end + 1))?.[0] ?? "";
  return /\s/u.test(before) ? null : `${before}\${${inWord.expression}}${after}`;
}

/** What a text holds is not known: it may be a name, a number or a size, and one of them has to do. */
function understood(expressions: Expressions, written: Written, loop: Loop | null) {
  const ways = STAND_IN_TEXTS.map((_, way) =>
    fillLine(written, valueAs(expressions, loop, way), sizesOf(expressions)),
  );
  let first: Misread | null = null;
  for (const filled of ways) {
    try {
      const command: Command | null = parse(filled.line);
      return { filled, command };
    } catch (cause) {
      first ??= new Misread(cause, filled);
    }
  }
  throw first ?? new Error("there is a way");
}

function valueAs(expressions: Expressions, loop: Loop | null, way: number): (hole: Hole) => Value {
  return ({ expression }) => {
    const checked = expressions.check(expression, loop);
    return "type" in checked ? standIn(checked.type, way) : null;
  };
}
