import { CONSOLE_VERB_TABLE } from "#console/commands/console-verbs.js";
import type { Problem } from "#domain/errors.js";
import { nearestWord } from "#language/nearest-word.js";

/** A word that is no verb of the language's is told with the nearest of all verbs that can be typed here. */
export function amongAllVerbs(problem: Problem): Problem {
  if (problem.code !== "UNKNOWN_VERB") return problem;
  const { line, column, word } = problem.facts;
  if (!["", "help"].includes(line.slice(0, column).trim())) return problem;
  const words = new Set(CONSOLE_VERB_TABLE.map(({ verb }) => verb.split(" ", 1)[0] ?? verb));
  return { code: "UNKNOWN_VERB", facts: { ...problem.facts, nearest: nearestWord(word, [...words]) } };
}
