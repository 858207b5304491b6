import type { ASTNode } from "@marcbachmann/cel-js";
import type { Environment } from "@marcbachmann/cel-js/evaluator";
import { failure } from "#domain/errors.js";
import type { Loop, Procedure, Written } from "#domain/procedure.js";
import type { ExpressionProblem } from "#domain/procedure-problem.js";
import type { Value } from "#domain/procedure-value.js";
import { allSteps } from "#procedures/all-parts.js";
import { allNodes, boundsProblem, type ExpressionFault } from "#procedures/expression-bounds.js";
import { faultOf } from "#procedures/expression-error.js";
import { FIELDS, newEnvironment, TYPE_OF_PARAMETER } from "#procedures/expression-types.js";
import { NoValue, ourValue } from "#procedures/expression-value.js";
import { type DurationMaker, groundOf } from "#procedures/ground.js";
import { placeIn } from "#procedures/place-in.js";
import type { Scope } from "#procedures/scope.js";

/** The type of an expression as the guide names it, or why it has none and where. */
type Checked = { readonly type: string } | ExpressionFault;

/** What an assertion came to: null where it could not be told, and why. */
interface Looked {
  readonly value: boolean | null;
  /** What it named and saw there, as far as it is a scalar: `vm.power` -> `on`. */
  readonly seen: Readonly<Record<string, string | number | boolean>>;
  readonly error: ExpressionProblem | null;
}

/** The expressions of one procedure: what names there are in it, and of which types. */
export interface Expressions {
  readonly procedure: Procedure;
  /** @param loop the loop that it stands in; null for none */
  check(expression: string, loop: Loop | null): Checked;
  /** The names in an expression that stand for something outside of it; empty where it cannot be read. */
  namesIn(expression: string): ReadonlySet<string>;
  /** Throws `EXPRESSION_FAILED`. */
  evaluate(expression: Written, scope: Scope): Value;
  /** Never throws: what cannot be told is said so. */
  look(expression: string, scope: Scope): Looked;
}

/** Loads the library, and nothing else pays for it. */
export async function expressionsOf(procedure: Procedure): Promise<Expressions> {
  const { Environment: Made, Duration } = await import("@marcbachmann/cel-js/evaluator");
  const base = newEnvironment(new Made({ limits: LIMITS }), procedure.parameters);
  return new ProcedureExpressions(procedure, base, (ms) => Duration.fromMilliseconds(ms));
}

/** The longest expression, in UTF-16 units. */
const LONGEST = 4096;

const LIMITS = {
  maxAstNodes: 500,
  maxDepth: 32,
  maxListElements: 200,
  maxMapEntries: 50,
  maxCallArguments: 4,
};

/** The most that is said of what an assertion saw. */
const MOST_SEEN = 20;

interface Compiled {
  readonly ast: ASTNode;
  readonly type: string;
  run(ground: Readonly<Record<string, unknown>>): unknown;
}

class ProcedureExpressions implements Expressions {
  readonly procedure: Procedure;
  readonly #base: Environment;
  readonly #durationOf: DurationMaker;
  readonly #durations: ReadonlySet<string>;
  readonly #steps: ReadonlySet<string>;
  readonly #lists: ReadonlySet<string>;
  readonly #environments = new Map<string, Environment>();
  readonly #compiled = new Map<string, Compiled | ExpressionFault>();

  constructor(procedure: Procedure, base: Environment, durationOf: DurationMaker) {
    this.procedure = procedure;
    this.#base = base;
    this.#durationOf = durationOf;
    const durations = procedure.parameters.filter(({ type }) => type === "duration");
    this.#durations = new Set(durations.map(({ name }) => name));
    const lists = procedure.parameters.filter(({ type }) => type === "machines");
    this.#lists = new Set(lists.map(({ name }) => name));
    this.#steps = new Set(allSteps(procedure).map(({ part }) => part.id));
  }

  check(expression: string, loop: Loop | null): Checked {
    const compiled = this.#compile(expression, loop === null ? null : this.#itemOf(loop));
    return "problem" in compiled ? compiled : { type: compiled.type };
  }

  namesIn(expression: string): ReadonlySet<string> {
    try {
      const nodes = allNodes(this.#base.parse(expression).ast);
      return new Set(nodes.filter(({ op }) => op === "id").map(({ args }) => String(args)));
    } catch {
      return new Set();
    }
  }

  evaluate(expression: Written, scope: Scope): Value {
    const value = this.#valueOf(expression.text, scope, this.#groundOf(scope));
    if (!isFault(value)) return value.value;
    const { line, column } = placeIn(expression, value.start);
    throw failure("EXPRESSION_FAILED", { expression: expression.text, line, column, problem: value.problem });
  }

  look(text: string, scope: Scope): Looked {
    const ground = this.#groundOf(scope);
    const found = this.#valueOf(text, scope, ground);
    const seen = this.#seenIn(text, scope, ground);
    if (isFault(found)) return { value: null, seen, error: found.problem };
    if (typeof found.value === "boolean") return { value: found.value, seen, error: null };
    return { value: null, seen, error: { kind: "WRONG_TYPE", wanted: "bool", found: typeof found.value } };
  }

  /** The fields that an expression names of what the procedure names, and what they are. */
  #seenIn(text: string, scope: Scope, ground: Readonly<Record<string, unknown>>): Looked["seen"] {
    const compiled = this.#compile(text, itemOf(scope));
    if ("problem" in compiled) return {};
    const own = new Set([...scope.values.keys(), ...(scope.item === null ? [] : [scope.item.as])]);
    const named = allNodes(compiled.ast).flatMap(({ op, args }) => {
      if (op !== ".") return [];
      const [of, field] = args as [ASTNode, string];
      return of.op === "id" && own.has(String(of.args)) ? [`${of.args}.${field}`] : [];
    });
    const seen = [...new Set(named)].slice(0, MOST_SEEN).flatMap((each) => {
      const found = this.#valueOf(each, scope, ground);
      const value = isFault(found) ? null : found.value;
      return value === null || typeof value === "object" ? [] : [[each, value] as const];
    });
    return Object.fromEntries(seen);
  }

  #groundOf(scope: Scope): Readonly<Record<string, unknown>> {
    return groundOf(scope, this.#durations, this.#durationOf);
  }

  #valueOf(
    text: string,
    scope: Scope,
    ground: Readonly<Record<string, unknown>>,
  ): { readonly value: Value } | ExpressionFault {
    const compiled = this.#compile(text, itemOf(scope));
    if ("problem" in compiled) return compiled;
    try {
      return { value: ourValue(compiled.run(ground)) };
    } catch (error) {
      if (!(error instanceof NoValue)) return faultOf(error, text, FIELDS);
      return { problem: { kind: "FAILED", detail: error.message }, start: 0, end: text.length };
    }
  }

  #compile(text: string, item: Named | null): Compiled | ExpressionFault {
    const key = `${item?.name ?? ""} ${item?.type ?? ""} ${text}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const compiled = this.#compileNow(text, item);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #compileNow(text: string, item: Named | null): Compiled | ExpressionFault {
    const whole = { start: 0, end: text.length };
    if (text.trim() === "") return { problem: { kind: "EMPTY" }, ...whole };
    if (text.length > LONGEST) return { problem: { kind: "TOO_COSTLY", why: "TEXT" }, ...whole };
    try {
      const parsed = this.#environmentFor(item).parse(text);
      const names = new Set(this.#names(item));
      const outOfBounds = boundsProblem(parsed.ast, names, this.#steps, this.#lists);
      if (outOfBounds !== null) return outOfBounds;
      const { valid, type = "", error } = parsed.check();
      if (!valid) return faultOf(error, text, FIELDS);
      return { ast: parsed.ast, type: typeText(type), run: (ground) => parsed(ground) };
    } catch (error) {
      return faultOf(error, text, FIELDS);
    }
  }

  #names(item: Named | null): readonly string[] {
    const own = this.procedure.parameters.map(({ name }) => name);
    const ours = ["vms", "hosts", "datastores", "now", "done", "on", "off", "suspended"];
    return [...own, ...ours, ...(item === null ? [] : [item.name])];
  }

  #environmentFor(item: Named | null): Environment {
    if (item === null) return this.#environmentNamed("", () => this.#base.clone());
    return this.#environmentNamed(`${item.name} ${item.type}`, () =>
      this.#base.clone().registerVariable(item.name, item.type),
    );
  }

  #environmentNamed(key: string, make: () => Environment): Environment {
    const made = this.#environments.get(key) ?? make();
    this.#environments.set(key, made);
    return made;
  }

  /** What a loop's item is: of a list that is none, or cannot be read, whatever it may be. */
  #itemOf(loop: Loop): Named {
    const list = this.#compile(loop.in.text, null);
    const [, type = "dyn"] = "problem" in list ? [] : (/^list<(\w+)>$/u.exec(list.type) ?? []);
    return { name: loop.as, type };
  }
}

interface Named {
  readonly name: string;
  /** As the library names types. */
  readonly type: string;
}

function itemOf({ item }: Scope): Named | null {
  if (item === null) return null;
  return { name: item.as, type: typeof item.is === "string" ? "string" : TYPE_OF_PARAMETER[item.is.kind] };
}

function isFault(value: { readonly value: Value } | ExpressionFault): value is ExpressionFault {
  return "problem" in value;
}

/** The library has the long names of types, which nobody writes. */
function typeText(type: string): string {
  return type
    .replaceAll("google.protobuf.Timestamp", "timestamp")
    .replaceAll("google.protobuf.Duration", "duration");
}
