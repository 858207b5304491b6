import type { Reader } from "#procedures/run/parts.js";
import type { Turn } from "#procedures/run/turns.js";

/** A step's title with its values, as things are now; as it is written, where they cannot be told. */
export function titleOf(reader: Pick<Reader, "text">, turn: Turn): string {
  const { title, at } = turn.step;
  try {
    return reader.text({ text: title, at }, turn);
  } catch {
    return title;
  }
}
