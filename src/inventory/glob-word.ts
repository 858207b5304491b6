import type { FilterGlob } from "#inventory/filter-word.js";
import { composed } from "#inventory/folding.js";
import { globMatcher } from "#inventory/glob.js";

/**
 * `globMatcher` over names for a storm of them. What is typed most, a `*` at one end or at both, needs no expression; of
 * the others, the text before the first wildcard and after the last is looked at first.
 *
 * The candidates of the result are in NFC.
 */
export function globWord({ pattern, wildcards, literals }: FilterGlob): (candidate: string) => boolean {
  const [first = "", ...rest] = literals.map(composed);
  const last = rest.at(-1) ?? "";
  const shape = `${first === "" ? "" : "x"}${wildcards.join("")}${last === "" ? "" : "x"}`;
  const simple: Readonly<Partial<Record<string, (candidate: string) => boolean>>> = {
    "*": () => true,
    "x*": (candidate) => candidate.startsWith(first),
    "*x": (candidate) => candidate.endsWith(last),
    "x*x": (candidate) =>
      candidate.length >= first.length + last.length &&
      candidate.startsWith(first) &&
      candidate.endsWith(last),
    ...(rest.length === 2 && rest[0] !== "" && { "**": (candidate) => candidate.includes(rest[0] ?? "") }),
  };
  const known = simple[shape];
  if (known !== undefined) return known;
  const matches = globMatcher(pattern, "name");
  return (candidate) => candidate.startsWith(first) && candidate.endsWith(last) && matches(candidate);
}
