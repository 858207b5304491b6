import type { Place, Written } from "#domain/procedure.js";

/**
 * Where in its file a character of a written text stands. Exact for a text in one line, and for one in a block; one that YAML
 * has folded, or that has escapes, is pointed at a little off.
 *
 * @param offset in UTF-16 units
 */
export function placeIn({ text, at }: Written, offset: number): Place {
  const lines = text.slice(0, offset).split("\n");
  return { line: at.line + lines.length - 1, column: at.column + [...(lines.at(-1) ?? "")].length };
}
