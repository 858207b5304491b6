import type { Loop, Procedure, Step } from "#domain/procedure.js";
import type { FrozenSets, Item } from "#domain/procedure-value.js";
import type { RunMark } from "#domain/run.js";

/** A step whose turn it is once: by itself, or for one item of its loop. */
export interface Turn {
  readonly key: string;
  readonly step: Step;
  readonly loop: Loop | null;
  readonly item: Item | null;
}

/** What is to be done, in its order: of a loop all steps for the first item, then for the second. */
export function turnsOf({ steps }: Procedure, sets: FrozenSets): readonly Turn[] {
  return steps.flatMap((each): readonly Turn[] => {
    if (each.kind !== "for-each") return [turn(each, null, null)];
    const items = sets.get(each.id) ?? [];
    return items.flatMap((item) => each.steps.map((step) => turn(step, each, item)));
  });
}

function turn(step: Step, loop: Loop | null, item: Item | null): Turn {
  return { key: keyOf(markOf({ step, item })), step, loop, item };
}

/** What tells turns apart, in entries and in a procedure. */
export function keyOf({ step = "", item }: Pick<RunMark, "step" | "item">): string {
  return item === undefined ? step : `${step}/${item}`;
}

/** The mark of a turn's entries, the run's id aside. */
export function markOf({ step, item }: Pick<Turn, "step" | "item">): Pick<RunMark, "step" | "item"> {
  return { step: step.id, ...(item === null ? {} : { item: idOf(item) }) };
}

/** What an item is told by: its id at the platform, or the text itself. */
export function idOf(item: Item): string {
  return typeof item === "string" ? item : item.id;
}

/** What people call it. */
export function nameOf(item: Item): string {
  return typeof item === "string" ? item : item.name;
}
