import type { ExpressionFault } from "#procedures/expression-bounds.js";

/** A text as it stands, or an expression in `${}`; offsets are UTF-16 units in the template. */
export type Part =
  | { readonly kind: "text"; readonly text: string; readonly start: number }
  | { readonly kind: "hole"; readonly expression: string; readonly start: number; readonly end: number };

/** Takes a text apart at its `${}`; `$$` is a `$`, and so is one that nothing of this follows. A fault for one that is not closed. */
export function partsOf(text: string): readonly Part[] | ExpressionFault {
  const parts: Part[] = [];
  let plain = "";
  let start = 0;
  let at = 0;
  const endPlain = () => {
    if (plain !== "") parts.push({ kind: "text", text: plain, start });
    plain = "";
  };
  while (at < text.length) {
    const next = text.slice(at, at + 2);
    if (next === "$$") {
      plain += "$";
      at += 2;
    } else if (next !== "${") {
      plain += text.charAt(at);
      at++;
    } else {
      const end = endOfExpression(text, at + 2);
      if (end === null) return { problem: { kind: "OPEN" }, start: at, end: text.length };
      endPlain();
      parts.push({ kind: "hole", expression: text.slice(at + 2, end), start: at + 2, end });
      at = end + 1;
      start = at;
    }
  }
  endPlain();
  return parts;
}

/** A text of an expression, with its quotes: those with an `r` before them have no escapes. */
const QUOTED =
  /[rR]?"""[\s\S]*?"""|[rR]?'''[\s\S]*?'''|[rR]"[^"]*"|[rR]'[^']*'|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/y;

/** Where the `}` is that closes an expression, past those in its texts and its own braces; null for none. */
function endOfExpression(text: string, from: number): number | null {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    QUOTED.lastIndex = at;
    const quoted = QUOTED.exec(text);
    const character = text.charAt(at);
    if (quoted !== null) at += quoted[0].length;
    else if (character === "}" && depth === 0) return at;
    else {
      if (character === "{") depth++;
      if (character === "}") depth--;
      at++;
    }
  }
  return null;
}
