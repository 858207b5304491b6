import { type ExpectedPlace, type Standing, standingAt } from "#language/expected-place.js";
import { type AnyVerb, beginVerb } from "#language/expected-verb.js";
import { optionUsage } from "#language/usage.js";
import type { Option, Parameter } from "#language/verb.js";
import { verbs } from "#language/verbs.js";

/** What may stand at the cursor, and what is still to come. */
export interface Expected {
  /** The verb of the line; null while it is not all there, and when its words are no verb's. */
  readonly verb: AnyVerb | null;
  readonly place: ExpectedPlace;
  /**
   * What may follow the cursor, as usage writes it: `SIZE`, `NEW-NAME [--host HOST] [--on]`, `create | list`. A place
   * whose word is begun is not in it, nor what stands elsewhere in the line; empty when nothing is left.
   */
  readonly rest: string;
}

/** What may stand at a column (UTF-16) of a line, however far that is typed. `table` is every verb there is. */
export function expectedAt(line: string, column: number, table: readonly AnyVerb[] = verbs): Expected {
  const standing = standingAt(line, column, table);
  const { place, before, verbWords, verbCount, begun } = standing;
  if (place.kind !== "verb") return { verb: standing.verb, place, rest: restAfter(standing) };
  const verb = beginVerb([...before.map(({ text }) => text), begun.text], table)?.verb ?? null;
  if (verb !== null) return { verb, place, rest: usage(verb.parameters, verb, verb.options) };
  return { verb, place, rest: verbCount > 0 && begun.raw === "" ? verbWords.join(" | ") : "" };
}

function restAfter({ verb, place, begun, before, after, left }: Standing): string {
  if (verb === null || place.kind === "nothing") return "";
  const isBegun = begun.raw !== "";
  const from = before.length + (place.kind === "parameter" && isBegun ? 1 : 0);
  const parameters = verb.parameters.slice(from);
  const missing = parameters.slice(0, Math.max(0, parameters.length - after.length));
  if (place.kind === "optionValue") {
    const others = verb.takes === "one at most" ? [] : left.filter(({ name }) => name !== place.option.name);
    const value = isBegun || place.option.value === null ? [] : [place.option.value];
    return join([...value, usage(missing, verb, others)]);
  }
  if (place.kind === "optionName" && isBegun) {
    const exact = left.find(({ name }) => `--${name}` === begun.raw);
    const others = left.filter(({ name }) => !`--${name}`.startsWith(begun.raw));
    const alone = verb.takes === "one at most";
    return join([exact?.value ?? "", usage(missing, verb, alone ? [] : others)]);
  }
  return usage(missing, verb, left);
}

function usage(parameters: readonly Parameter[], { takes }: AnyVerb, options: readonly Option[]): string {
  const places = parameters.map(({ name, optional }) => (optional ? `[${name}]` : name));
  const usages = options.map(optionUsage);
  const alone = takes === "one at most" && usages.length > 0 ? [usages.join(" | ")] : usages;
  return join([...places, ...alone.map((each) => `[${each}]`)]);
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
