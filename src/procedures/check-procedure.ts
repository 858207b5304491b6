import type { Loop, Parameter, Step, Written } from "#domain/procedure.js";
import type { FindingProblem, ProcedureFinding } from "#domain/procedure-finding.js";
import type { ExpressionProblem } from "#domain/procedure-problem.js";
import { neverUndone } from "#operations/undo.js";
import { allSteps, checksOf, linesOf, type Placed, textsOf } from "#procedures/all-parts.js";
import { checkHoles, checkLine } from "#procedures/check-line.js";
import type { Expressions } from "#procedures/expressions.js";
import { partsOf } from "#procedures/holes.js";
import { placeIn } from "#procedures/place-in.js";
import { saidWithout } from "#procedures/said-value.js";

/** All that can be found wrong with a procedure without an inventory, in the order of the file. */
export function checkProcedure(expressions: Expressions): readonly ProcedureFinding[] {
  const { parameters, steps } = expressions.procedure;
  const loops = steps.filter((step) => step.kind === "for-each");
  const found = [
    ...parameters.flatMap((parameter) => ofParameter(expressions, parameter)),
    ...unused(expressions),
    ...loops.flatMap((loop) => ofLoop(expressions, loop)),
    ...allSteps(expressions.procedure).flatMap((step) => ofStep(expressions, step)),
  ];
  return found.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

function ofParameter(expressions: Expressions, parameter: Parameter): readonly ProcedureFinding[] {
  const { name, type, default: said, choices, at } = parameter;
  const finding = (kind: "DEFAULT" | "CHOICE", text: string): readonly ProcedureFinding[] => {
    const read = saidWithout(kind === "CHOICE" && type === "machines" ? "machine" : type, text);
    if (read === null || "value" in read) return [];
    return [error(at, { kind, name, text, problem: read.problem })];
  };
  const ofDefault = said === null ? [] : finding("DEFAULT", said);
  if (choices === null) return ofDefault;
  if ("texts" in choices) return [...ofDefault, ...choices.texts.flatMap((text) => finding("CHOICE", text))];
  return [...ofDefault, ...ofChoices(expressions, parameter, choices.from)];
}

const ELEMENT: Readonly<Partial<Record<Parameter["type"], string>>> = {
  text: "string",
  integer: "int",
  size: "int",
  duration: "duration",
  boolean: "bool",
  machine: "Machine",
  machines: "Machine",
  host: "Host",
  datastore: "Datastore",
};

function ofChoices(
  expressions: Expressions,
  parameter: Parameter,
  from: Written,
): readonly ProcedureFinding[] {
  const { parameters } = expressions.procedure;
  const notYet = parameters.slice(parameters.indexOf(parameter)).map(({ name }) => name);
  const later = notYet.find((name) => expressions.namesIn(from.text).has(name));
  if (later !== undefined) return [error(from.at, { kind: "SAID_LATER", name: parameter.name, later })];
  return ofType(expressions, from, null, [`list<${ELEMENT[parameter.type] ?? parameter.type}>`]);
}

function unused(expressions: Expressions): readonly ProcedureFinding[] {
  const { procedure } = expressions;
  const written = allSteps(procedure).flatMap(({ part }) => [
    ...holesIn({ text: part.title }),
    ...checksOf(part).map(({ expression }) => expression.text),
    ...[...linesOf(part), ...textsOf(part)].flatMap(holesIn),
  ]);
  const others = [
    ...procedure.steps.flatMap((step) =>
      step.kind === "for-each" ? [step.in.text, ...holesIn({ text: step.title })] : [],
    ),
    ...procedure.parameters.flatMap(({ choices }) =>
      choices !== null && "from" in choices ? [choices.from.text] : [],
    ),
  ];
  const named = new Set([...written, ...others].flatMap((text) => [...expressions.namesIn(text)]));
  return procedure.parameters
    .filter(({ name }) => !named.has(name))
    .map(({ name, at }) => ({ at, severity: "warning", problem: { kind: "UNUSED_PARAMETER", name } }));
}

function holesIn({ text }: Pick<Written, "text">): readonly string[] {
  const parts = partsOf(text);
  return "problem" in parts ? [] : parts.flatMap((part) => (part.kind === "hole" ? [part.expression] : []));
}

function ofLoop(expressions: Expressions, loop: Loop): readonly ProcedureFinding[] {
  const lists = ["list<Machine>", "list<Host>", "list<Datastore>", "list<string>"];
  return [...ofTitle(expressions, loop, null), ...ofType(expressions, loop.in, null, lists)];
}

/** Of a title it is told where its step begins. */
function ofTitle(
  expressions: Expressions,
  { title: text, at }: Step | Loop,
  loop: Loop | null,
): readonly ProcedureFinding[] {
  return checkHoles(expressions, { text, at }, loop, "text").map((finding) => ({ ...finding, at }));
}

function ofStep(expressions: Expressions, { loop, part: step }: Placed<Step>): readonly ProcedureFinding[] {
  const lines = linesOf(step).map((line) => checkLine(expressions, line, loop));
  return [
    ...ofTitle(expressions, step, loop),
    ...textsOf(step).flatMap((text) => checkHoles(expressions, text, loop, "text")),
    ...checksOf(step).flatMap(({ expression }) => ofType(expressions, expression, loop, ["bool"])),
    ...lines.flatMap(({ findings }) => findings),
    ...(step.kind === "run" && step.undo === null ? undoing(step, lines[0]?.operation ?? null) : []),
    ...(step.kind === "manual" && step.undo === null ? [keptByHand(step)] : []),
  ];
}

function undoing(
  { id, line }: Extract<Step, { readonly kind: "run" }>,
  operation: Parameters<typeof neverUndone>[0] | null,
): readonly ProcedureFinding[] {
  const why = operation === null ? null : neverUndone(operation);
  if (operation === null || why === null) return [];
  return [{ at: line.at, severity: "warning", problem: { kind: "NOT_UNDOABLE", step: id, operation, why } }];
}

function keptByHand({ id, at }: Step): ProcedureFinding {
  return { at, severity: "warning", problem: { kind: "KEPT_BY_HAND", step: id } };
}

/** What keeps an expression from being of one of some types. */
function ofType(
  expressions: Expressions,
  written: Written,
  loop: Loop | null,
  types: readonly string[],
): readonly ProcedureFinding[] {
  const checked = expressions.check(written.text, loop);
  if ("problem" in checked) return [inExpression(written, checked.start, checked.problem)];
  if (types.includes(checked.type)) return [];
  return [inExpression(written, 0, { kind: "WRONG_TYPE", wanted: types.join(", "), found: checked.type })];
}

function inExpression(written: Written, offset: number, problem: ExpressionProblem): ProcedureFinding {
  return error(placeIn(written, offset), { kind: "EXPRESSION", problem });
}

function error(at: ProcedureFinding["at"], problem: FindingProblem): ProcedureFinding {
  return { at, severity: "error", problem };
}
