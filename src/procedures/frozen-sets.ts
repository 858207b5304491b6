import { failure } from "#domain/errors.js";
import type { Loop } from "#domain/procedure.js";
import type { FrozenSets, Item, ParameterValues, Value } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import { isWritable } from "#language/quote.js";
import type { Expressions } from "#procedures/expressions.js";
import { isThing } from "#procedures/line-word.js";
import { readThing, writtenThing } from "#procedures/parameters.js";

/** More than this are not gone through, whatever the file says. */
const MOST_ITEMS = 1000;

/**
 * What each loop is to be gone through for, as it is now: each once, in the order of its expression. It may be nothing. Throws
 * `SET_TOO_LARGE`, `EXPRESSION_FAILED`.
 */
export function frozenSets(
  expressions: Expressions,
  values: ParameterValues,
  inventory: Inventory,
  now: Date,
): FrozenSets {
  const loops = loopsOf(expressions);
  return new Map(loops.map((loop) => [loop.id, frozenSet(expressions, loop, { values, inventory, now })]));
}

interface Now {
  readonly values: ParameterValues;
  readonly inventory: Inventory;
  readonly now: Date;
}

/** As `frozenSets`, of one loop. */
export function frozenSet(expressions: Expressions, loop: Loop, now: Now): readonly Item[] {
  const value = expressions.evaluate(loop.in, { ...now, item: null, done: new Map() });
  const items = (Array.isArray(value) ? value : [null]).map((each: Value) => itemOf(loop, each));
  const each = new Map(items.map((item) => [typeof item === "string" ? `text ${item}` : item.id, item]));
  const most = Math.min(loop.atMost ?? MOST_ITEMS, MOST_ITEMS);
  if (each.size > most) throw failure("SET_TOO_LARGE", { loop: loop.id, count: each.size, most });
  return [...each.values()];
}

function itemOf({ in: written }: Loop, value: Value): Item {
  if (isThing(value)) return value;
  const facts = { expression: written.text, ...written.at } as const;
  if (typeof value !== "string") {
    const problem = { kind: "WRONG_TYPE", wanted: "list", found: typeof value } as const;
    throw failure("EXPRESSION_FAILED", { ...facts, problem });
  }
  if (isWritable(value) && !value.includes("\u007f")) return value;
  throw failure("EXPRESSION_FAILED", { ...facts, problem: { kind: "UNWRITABLE" } });
}

/** As `BeginRun` has it: JSON of loop id -> list of {id, name} or texts. */
export function writeSets(sets: FrozenSets): string {
  const written = [...sets].map(([loop, items]) => {
    return [loop, items.map((item) => (typeof item === "string" ? item : writtenThing(item)))];
  });
  return JSON.stringify(Object.fromEntries(written));
}

/** What `writeSets` has written, for the same procedure. Throws `INTERNAL` for what it never writes. */
export function readSets(json: string, expressions: Expressions): FrozenSets {
  const written: unknown = JSON.parse(json);
  return new Map(
    loopsOf(expressions).map((loop) => {
      const items = Object.hasOwn(Object(written), loop.id)
        ? (written as Record<string, unknown>)[loop.id]
        : null;
      if (!Array.isArray(items)) throw failure("INTERNAL", { problem: `a run was begun without ${loop.id}` });
      const kind = kindOf(expressions, loop);
      return [loop.id, items.map((item) => (typeof item === "string" ? item : readThing(kind, item)))];
    }),
  );
}

function loopsOf({ procedure }: Expressions): readonly Loop[] {
  return procedure.steps.filter((step) => step.kind === "for-each");
}

/** `list<Machine>` -> `machine`. */
function kindOf(expressions: Expressions, loop: Loop): string {
  const checked = expressions.check(loop.in.text, null);
  const [, type = ""] = "type" in checked ? (/^list<(\w+)>$/u.exec(checked.type) ?? []) : [];
  return type.toLowerCase();
}
