import type { Parameter, ParameterType } from "#domain/procedure.js";
import type { ParameterValue, ParameterValues, Value } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import type { Expressions } from "#procedures/expressions.js";
import { choicesOf } from "#procedures/parameters.js";
import { saidValue } from "#procedures/said-value.js";

interface Ground {
  readonly expressions: Expressions;
  readonly given: Readonly<Record<string, string>>;
  readonly inventory: Inventory | null;
}

type Live = Ground & { readonly inventory: Inventory };

type Names = (inventory: Inventory) => readonly { readonly id: string; readonly name: string }[];

/** What there is of each type. Of some there is no end. */
const NAMES: Readonly<Partial<Record<ParameterType, Names>>> = {
  machine: ({ machines }) => machines.all(),
  machines: ({ machines }) => machines.all(),
  host: ({ hosts }) => hosts.all(),
  datastore: ({ datastores }) => datastores.all(),
  network: ({ networks }) => networks.all(),
  folder: ({ containers }) => containers.all().filter(({ kind }) => kind === "folder"),
};

/** What may stand for a parameter: its choices, or what is out there. Nothing where that cannot be told now. */
export function offeredFor(parameter: Parameter, ground: Ground): readonly string[] {
  const { type, choices } = parameter;
  const { inventory } = ground;
  if (choices !== null && "texts" in choices) return choices.texts;
  if (type === "boolean") return ["true", "false"];
  if (inventory === null) return [];
  if (choices !== null) return chosen(parameter, { ...ground, inventory });
  const names = NAMES[type];
  return names === undefined ? [] : inNaturalOrder(names(inventory)).map(({ name }) => name);
}

function chosen(parameter: Parameter, { expressions, given, inventory }: Live): readonly string[] {
  try {
    const values = saidBefore(parameter, { expressions, given, inventory });
    return (choicesOf(parameter, { expressions, inventory, values }) ?? []).flatMap(nameOf);
  } catch {
    return [];
  }
}

/** What was said of the parameters that a choice may look at: those before it. */
function saidBefore({ name }: Parameter, { expressions, given, inventory }: Live): ParameterValues {
  const values = new Map<string, ParameterValue>();
  for (const before of expressions.procedure.parameters) {
    if (before.name === name) break;
    const said = saidValue(inventory, before.type, given[before.name] ?? before.default ?? "");
    if ("value" in said) values.set(before.name, said.value);
  }
  return values;
}

function nameOf(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  return typeof value === "object" && value !== null && "name" in value ? [value.name] : [];
}
