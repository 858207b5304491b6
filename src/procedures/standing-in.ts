import type { ExpressionProblem } from "#domain/procedure-problem.js";
import type { Part } from "#procedures/holes.js";
import type { Standing } from "#procedures/line-word.js";

/**
 * How the end of a line that is only begun stands: what a value that comes there is in. A problem where the value would name
 * an option, or would be quoted by a `\` before it.
 *
 * @param next what follows the value
 */
export function standingIn(
  line: string,
  next: Part | undefined,
): Standing | { readonly problem: ExpressionProblem } {
  let inside: Standing["inside"] = null;
  let word = "";
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    const escapes = character === "\\" && inside !== "'";
    if (escapes && at + 1 >= line.length) return { problem: { kind: "ESCAPED" } };
    if (inside === null && /\s/u.test(character)) word = "";
    else word += line.slice(at, escapes ? at + 2 : at + 1);
    if (inside === null && (character === "'" || character === '"')) inside = character;
    else if (character === inside) inside = null;
    at += escapes ? 2 : 1;
  }
  const ofOption = /^-{1,2}(?!.*=)/su.test(word);
  if (ofOption) return { problem: { kind: "OPTION_NAME" } };
  const begins = inside === null && (word === "" || /^--[\w-]+=$/u.test(word));
  const ends = next === undefined || (next.kind === "text" && /^\s/u.test(next.text));
  return { inside, alone: begins && ends };
}
