import type { Value } from "#domain/procedure-value.js";
import { isView } from "#procedures/views.js";

/** What is thrown for a value that nothing is done with here. */
export class NoValue extends Error {
  override readonly name = "NoValue";
}

/** A value of the library's as one of ours. Throws `NoValue`. */
export function ourValue(value: unknown): Value {
  if (
    value === null ||
    typeof value === "boolean" ||
    typeof value === "string" ||
    typeof value === "number"
  ) {
    return value;
  }
  if (typeof value === "bigint") {
    if (value < Number.MIN_SAFE_INTEGER || value > Number.MAX_SAFE_INTEGER)
      throw new NoValue("the number is too large");
    return Number(value);
  }
  if (value instanceof Date) return value;
  if (isView(value)) return value.thing;
  if (Array.isArray(value)) return value.map(ourValue);
  if (isDuration(value)) return { ms: value.valueOf() };
  throw new NoValue("it is of a type that nothing is done with");
}

function isDuration(value: unknown): value is { valueOf(): number } {
  return typeof value === "object" && value !== null && "addDuration" in value;
}
