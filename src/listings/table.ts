import stringWidth from "string-width";
import { printable } from "#messages/printable.js";

/** Columns as wide as their widest cell, two blanks between; the last is not padded. Wide characters count two. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
  }
  const pad = (cell: string, width: number) => cell + " ".repeat(width - stringWidth(cell));
  return cells.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
