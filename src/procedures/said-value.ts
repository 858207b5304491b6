import type { ParameterType } from "#domain/procedure.js";
import type { ParameterValue } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import { isWritable } from "#language/quote.js";
import { parseSize } from "#language/size.js";
import { readDuration } from "#procedures/duration.js";
import { type Said, saidMachines, saidThing } from "#procedures/said-things.js";

/** The longest text that can be said, in UTF-16 units. */
const LONGEST_TEXT = 1024;

const LONGEST_DURATION_MS = 366 * 24 * 3_600_000;

/** Types whose values can be read without an inventory. */
type PlainType = "text" | "integer" | "size" | "duration" | "boolean";

/** What a text says that is to be of a type: a size in MiB, a duration in milliseconds; or why it says nothing. */
export function saidValue(inventory: Inventory, type: ParameterType, text: string): Said<ParameterValue> {
  const unfit = unfitText(text);
  if (unfit !== null) return unfit;
  if (isPlainType(type)) return plainValue(type, text);
  return type === "machines" ? saidMachines(inventory, text) : saidThing(inventory, type, text);
}

/** The same as far as no inventory is needed: null where one is. */
export function saidWithout(type: ParameterType, text: string): Said<ParameterValue> | null {
  return unfitText(text) ?? (isPlainType(type) ? plainValue(type, text) : null);
}

const READERS: Readonly<Record<PlainType, (text: string) => string | number | boolean | null>> = {
  text: (text) => text,
  // "-0" is a zero without a sign.
  integer: (text) => (/^[+-]?\d{1,15}$/u.test(text) ? Number(text) + 0 : null),
  size: (text) => {
    const size = parseSize(text);
    return "mebibytes" in size && size.mebibytes >= 0 ? size.mebibytes : null;
  },
  duration: (text) => readDuration(text, LONGEST_DURATION_MS),
  boolean: (text) => (text === "true" ? true : text === "false" ? false : null),
};

function plainValue(type: PlainType, text: string): Said<ParameterValue> {
  const value = READERS[type](text);
  return value === null ? { problem: { kind: "NOT_OF_TYPE", type } } : { value };
}

function isPlainType(type: ParameterType): type is PlainType {
  return Object.hasOwn(READERS, type);
}

function unfitText(text: string): Said<never> | null {
  if (!isWritable(text) || text.includes("\u007f")) return { problem: { kind: "UNRECORDABLE" } };
  return text.length > LONGEST_TEXT ? { problem: { kind: "TOO_LONG", limit: LONGEST_TEXT } } : null;
}
