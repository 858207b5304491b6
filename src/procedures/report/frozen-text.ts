import type { Written } from "#domain/procedure.js";
import { partsOf } from "#procedures/holes.js";

/**
 * A text of a procedure's file with the names that are known without an inventory in their places; every other expression
 * stands as it is written.
 *
 * @param names what stands for which name
 */
export function frozenText({ text }: Pick<Written, "text">, names: ReadonlyMap<string, string>): string {
  const parts = partsOf(text);
  if ("problem" in parts) return text;
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      return names.get(part.expression.trim()) ?? `\${${part.expression}}`;
    })
    .join("");
}
