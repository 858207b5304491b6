import type { TargetExpression } from "#domain/command.js";
import { asShosekiError, failure, type Problem } from "#domain/errors.js";
import type { Loop, Place, Written } from "#domain/procedure.js";
import type { ProcedureFinding } from "#domain/procedure-finding.js";
import type { FrozenSets, Item, ParameterValues } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveAll, resolveOne } from "#inventory/resolve.js";
import { tokenize } from "#language/lexer.js";
import { parse } from "#language/parse.js";
import { operationOf } from "#operations/operation-of.js";
import { allSteps, linesOf } from "#procedures/all-parts.js";
import type { Expressions } from "#procedures/expressions.js";
import { frozenSet } from "#procedures/frozen-sets.js";
import { type SaidParameters, saidParameters } from "#procedures/parameters.js";
import { placeIn } from "#procedures/place-in.js";
import { rowsOf } from "#procedures/said-things.js";
import { targetsOf } from "#procedures/targets-of.js";
import { type Filled, filledLines, NOTE, partsIn } from "#procedures/template.js";

/** What a look at an inventory has found, and what each loop would be gone through for now: those that can be told. */
export interface CheckedOnInventory {
  readonly findings: readonly ProcedureFinding[];
  readonly sets: FrozenSets;
}

/** The most lines, each for one item, that are looked up: of what comes after so many it is those of the first items. */
const MOST_LOOKED_UP = 10_000;

/**
 * Holds a procedure that has no errors of its own against an inventory: what is said of its parameters is there, its loops are
 * not too long, and what its lines name is there too: for each item of a loop, where that takes looking up alone, else for the
 * first. What an earlier line makes need not be. What depends on a parameter of which nothing is said is not looked at.
 */
export function checkOnInventory(
  expressions: Expressions,
  given: Readonly<Record<string, string>>,
  inventory: Inventory,
): CheckedOnInventory {
  const { procedure } = expressions;
  let said: SaidParameters;
  try {
    said = saidParameters(expressions, given, inventory);
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    return { findings: [found(placeOfParameter(expressions, problem), problem)], sets: new Map() };
  }
  const { values, missing } = said;
  const findings: ProcedureFinding[] = missing.map(({ name, at }) => {
    return { at, severity: "warning", problem: { kind: "NOT_SAID", name } };
  });
  const unsaid = new Set(missing.map(({ name }) => name));
  const now = new Date();
  const sets = new Map<string, readonly Item[]>();
  for (const loop of procedure.steps.filter((step) => step.kind === "for-each")) {
    if (namesAnyOf(unsaid, expressions.namesIn(loop.in.text))) continue;
    try {
      const items = frozenSet(expressions, loop, { values, inventory, now });
      sets.set(loop.id, items);
      if (items.length === 0) {
        const problem = { kind: "EMPTY_SET", loop: loop.id } as const;
        findings.push({ at: loop.in.at, severity: "warning", problem });
      }
    } catch (cause) {
      findings.push(found(loop.in.at, asShosekiError(cause).problem));
    }
  }
  const ground = { expressions, values, inventory, now, made: new Set<string>() };
  let lookedUp = 0;
  for (const { loop, part } of allSteps(procedure)) {
    const items = loop === null ? [null] : (sets.get(loop.id) ?? []);
    for (const line of linesOf(part).filter(({ text }) => !NOTE.test(text))) {
      const named = namesInLine(expressions, line);
      if (namesAnyOf(unsaid, named)) continue;
      const isMuch = isCostly(expressions, named) || lookedUp + items.length > MOST_LOOKED_UP;
      const looked = isMuch ? items.slice(0, 1) : items;
      lookedUp += looked.length;
      // What is wrong for one is told of once.
      findings.push(...firstFound(looked, (item) => ofLine(ground, line, loop, item)));
    }
  }
  return { findings: findings.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column), sets };
}

function namesAnyOf(names: ReadonlySet<string>, named: ReadonlySet<string>): boolean {
  return [...names].some((name) => named.has(name));
}

function firstFound<T>(
  all: readonly T[],
  find: (each: T) => readonly ProcedureFinding[],
): readonly ProcedureFinding[] {
  let first: readonly ProcedureFinding[] = [];
  for (const each of all) {
    const findings = find(each);
    if (first.length === 0) first = findings;
  }
  return first;
}

function namesInLine(expressions: Expressions, written: Written): ReadonlySet<string> {
  const holes = partsIn(written).flatMap((part) => (part.kind === "hole" ? [part.expression] : []));
  return new Set(holes.flatMap((expression) => [...expressions.namesIn(expression)]));
}

/** What goes through lists is not gone through for each of a thousand items. */
function isCostly({ procedure }: Expressions, named: ReadonlySet<string>): boolean {
  const lists = procedure.parameters.filter(({ type }) => type === "machines").map(({ name }) => name);
  return [...lists, "vms", "hosts", "datastores"].some((name) => named.has(name));
}

interface Ground {
  readonly expressions: Expressions;
  readonly values: ParameterValues;
  readonly inventory: Inventory;
  readonly now: Date;
  /** The names that lines so far give to something. */
  readonly made: Set<string>;
}

function ofLine(
  ground: Ground,
  written: Written,
  loop: Loop | null,
  item: Item | null,
): readonly ProcedureFinding[] {
  const { expressions, values, inventory, now } = ground;
  const named = loop === null || item === null ? null : { as: loop.as, is: item };
  try {
    const scope = { inventory, values, item: named, now, done: new Map<string, Date>() };
    return firstFound(filledLines(written, expressions, scope), (filled) =>
      ofFilled(ground, written, filled),
    );
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    // When other steps have ended is not known yet.
    if (problem.code === "EXPRESSION_FAILED" && problem.facts.problem.kind === "NOT_DONE") return [];
    return [found(written.at, problem)];
  }
}

/** Throws those of parsing it. */
function ofFilled(
  { inventory, made }: Ground,
  written: Written,
  filled: Filled,
): readonly ProcedureFinding[] {
  const command = parse(filled.line);
  if (command?.kind !== "operation") return [];
  const operation = operationOf(command.request);
  const findings = targetsOf(command, operation.on).flatMap(({ expression, kind }) => {
    const isTarget = expression === command.target;
    if (isPlainName(expression) && made.has(expression.text)) return [];
    try {
      const rows = rowsOf(inventory, kind);
      if (!isTarget) resolveOne(inventory, rows, expression);
      const count = isTarget ? resolveAll(inventory, rows, expression).length : 1;
      if (count === 1 || operation.bulk) return [];
      throw failure("ONE_TARGET_ONLY", { operation: operation.name, text: expression.text, count });
    } catch (cause) {
      const column = tokenize(filled.line, 0).find(({ text }) => text.endsWith(expression.text))?.start ?? 0;
      return [found(placeIn(written, filled.offsetOf(column)), asShosekiError(cause).problem)];
    }
  });
  if ("newName" in command.request) made.add(command.request.newName);
  return findings;
}

function isPlainName(expression: TargetExpression): boolean {
  return expression.by === "name" && !expression.glob;
}

function placeOfParameter({ procedure }: Expressions, problem: Problem): Place {
  if (problem.code === "EXPRESSION_FAILED") return { line: problem.facts.line, column: problem.facts.column };
  const name = "name" in problem.facts ? problem.facts.name : null;
  return procedure.parameters.find((each) => each.name === name)?.at ?? { line: 1, column: 1 };
}

function found(at: Place, problem: Problem): ProcedureFinding {
  return { at, severity: "error", problem: { kind: "PROBLEM", problem } };
}
