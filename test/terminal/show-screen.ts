import stringWidth from "string-width";

/** The screen in a box, for an error: what one would see, and where it ends. */
export function boxed(rows: readonly string[], columns: number): string {
  const line = "─".repeat(columns);
  const body = rows.map((row) => `│${row}${" ".repeat(Math.max(columns - stringWidth(row), 0))}│`);
  return [`┌${line}┐`, ...body, `└${line}┘`].join("\n");
}

/** A terminal's stream as it can be read: `\e[2J`, `\r`. */
export function visible(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString("utf8"))
    .slice(1, -1)
    .replaceAll("\\u001b", "\\e")
    .replaceAll('\\"', '"');
}
