import { failure } from "#domain/errors.js";
import type { Parameter, ParameterType, Procedure } from "#domain/procedure.js";
import type { ParameterProblem } from "#domain/procedure-problem.js";
import type { ParameterValue, ParameterValues, Thing, ThingKind, Value } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import { nearestWord } from "#language/nearest-word.js";
import { durationText } from "#procedures/duration.js";
import type { Expressions } from "#procedures/expressions.js";
import { isThing, plainText } from "#procedures/line-word.js";
import { saidValue } from "#procedures/said-value.js";

/** The most choices that are told of. */
const MOST_TOLD = 20;

/**
 * What each parameter is, by what was said of it. Throws `PARAMETER_MISSING`, `PARAMETER_INVALID`, `PARAMETER_UNKNOWN`,
 * and `EXPRESSION_FAILED` where the choices cannot be told.
 */
export function parameterValues(
  expressions: Expressions,
  given: Readonly<Record<string, string>>,
  inventory: Inventory,
): ParameterValues {
  const { values, missing } = saidParameters(expressions, given, inventory);
  const [first] = missing;
  if (first === undefined) return values;
  const { name, type, description } = first;
  throw failure("PARAMETER_MISSING", { name, type, description });
}

/** What was said of parameters, and those of which nothing was and that have no default. */
export interface SaidParameters {
  readonly values: ParameterValues;
  readonly missing: readonly Parameter[];
}

/** As `parameterValues`, of those of which something was said: choices that depend on others are not held against. */
export function saidParameters(
  expressions: Expressions,
  given: Readonly<Record<string, string>>,
  inventory: Inventory,
): SaidParameters {
  const { parameters } = expressions.procedure;
  const names = parameters.map(({ name }) => name);
  const stray = Object.keys(given).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw failure("PARAMETER_UNKNOWN", { name: stray, nearest: nearestWord(stray, names), names });
  }
  const values = new Map<string, ParameterValue>();
  const missing: Parameter[] = [];
  for (const parameter of parameters) {
    const { name, type } = parameter;
    const text = Object.hasOwn(given, name) ? given[name] : parameter.default;
    if (text === null || text === undefined) {
      missing.push(parameter);
      continue;
    }
    const said = saidValue(inventory, type, text);
    if ("problem" in said) throw failure("PARAMETER_INVALID", { name, text, problem: said.problem });
    const isOpen = dependsOn(expressions, parameter, missing);
    const problem = isOpen ? null : choiceProblem(parameter, said.value, { expressions, inventory, values });
    if (problem !== null) throw failure("PARAMETER_INVALID", { name, text, problem });
    values.set(name, said.value);
  }
  return { values, missing };
}

function dependsOn(expressions: Expressions, { choices }: Parameter, missing: readonly Parameter[]): boolean {
  if (choices === null || "texts" in choices) return false;
  const named = expressions.namesIn(choices.from.text);
  return missing.some(({ name }) => named.has(name));
}

interface SoFar {
  readonly expressions: Expressions;
  readonly inventory: Inventory;
  /** The parameters before it. */
  readonly values: ParameterValues;
}

function choiceProblem(parameter: Parameter, value: ParameterValue, soFar: SoFar): ParameterProblem | null {
  const choices = choicesOf(parameter, soFar);
  if (choices === null) return null;
  const known = new Set(choices.map(keyOf));
  const said: readonly Value[] = typeof value === "object" && "length" in value ? value : [value];
  if (said.every((each) => known.has(keyOf(each)))) return null;
  return {
    kind: "NOT_CHOICE",
    choices: choices.slice(0, MOST_TOLD).map((each) => shown(parameter.type, each)),
  };
}

/** What may be said of a parameter, as values; null where anything of the type may. */
export function choicesOf(
  { type, choices }: Parameter,
  { expressions, inventory, values }: SoFar,
): readonly Value[] | null {
  if (choices === null) return null;
  if ("texts" in choices) {
    const one = type === "machines" ? "machine" : type;
    return choices.texts.flatMap((text): readonly Value[] => {
      const said = saidValue(inventory, one, text);
      return "value" in said ? [said.value] : [];
    });
  }
  const scope = { inventory, values, item: null, now: new Date(), done: new Map() };
  const value = expressions.evaluate(choices.from, scope);
  // A duration is milliseconds among the values.
  return (Array.isArray(value) ? value : []).map((each: Value) =>
    typeof each === "object" && each !== null && "ms" in each ? each.ms : each,
  );
}

function keyOf(value: Value): string {
  return isThing(value) ? `${value.kind} ${value.id}` : `${typeof value} ${plainText(value)}`;
}

/** As it would be said. */
function shown(type: ParameterType, value: Value): string {
  if (isThing(value)) return value.name;
  if (typeof value !== "number") return plainText(value) ?? "";
  if (type === "duration") return durationText(value);
  return type === "size" ? `${value}MiB` : String(value);
}

/** As `BeginRun` has it: JSON of name -> text, number (of MiB, of milliseconds), boolean, {id, name} or a list of those. */
export function writeParameters(values: ParameterValues): string {
  const written = [...values].map(([name, value]) => {
    if (typeof value !== "object") return [name, value];
    return [name, "id" in value ? writtenThing(value) : value.map(writtenThing)];
  });
  return JSON.stringify(Object.fromEntries(written));
}

/** A thing without its kind, which the procedure says. */
export function writtenThing({ id, name }: Thing): Pick<Thing, "id" | "name"> {
  return { id, name };
}

/** What `writeParameters` has written, for the same procedure. Throws `INTERNAL` for what it never writes. */
export function readParameters(json: string, procedure: Procedure): ParameterValues {
  const written: unknown = JSON.parse(json);
  return new Map(
    procedure.parameters.map(({ name, type }) => {
      const value = Object.hasOwn(Object(written), name)
        ? (written as Record<string, unknown>)[name]
        : undefined;
      return [name, readValue(type, value)];
    }),
  );
}

function readValue(type: ParameterType, value: unknown): ParameterValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (type === "machines" && Array.isArray(value)) return value.map((each) => readThing("machine", each));
  return readThing(type, value);
}

const KINDS: ReadonlySet<string> = new Set<ThingKind>(["machine", "host", "datastore", "network", "folder"]);

/** Throws `INTERNAL` for what is no thing of that kind. */
export function readThing(kind: string, value: unknown): Thing {
  if (typeof value === "object" && value !== null && "id" in value && "name" in value && KINDS.has(kind)) {
    return { kind: kind as ThingKind, id: String(value.id), name: String(value.name) };
  }
  throw failure("INTERNAL", { problem: `what a run was begun with is no ${kind}` });
}
