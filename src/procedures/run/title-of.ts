import type { RunParts } from "#procedures/run/parts.js";
import type { Turn } from "#procedures/run/turns.js";

/** A step's title with its values in their places; as the file has it, where they cannot be told now. */
export function titleOf({ reader }: Pick<RunParts, "reader">, turn: Turn): string {
  const { title: text, at } = turn.step;
  try {
    return reader.text({ text, at }, turn);
  } catch {
    return text;
  }
}
