import type { Setting } from "#cli/io.js";
import type { Printer } from "#cli/printer.js";
import { ROW_OBJECTS, rowObject } from "#listings/rows.js";

/** JSON Lines: entries and rows, and nothing of what happens between. */
export function jsonPrinter({ io }: Setting): Printer {
  const line = (value: unknown) => io.out(JSON.stringify(value));
  return {
    aside: (entry) => (entry.phase === "outcome" ? line(entry) : io.err(JSON.stringify(entry))),
    notAnchored: (entry) => io.err(JSON.stringify(entry)),
    anchoredNowhere: () => undefined,
    plan: () => undefined,
    progress: () => undefined,
    awaitingAgreement: () => undefined,
    cancelling: () => undefined,
    outcome: line,
    summary: () => undefined,
    note: line,
    list: (kind, inventory, rows) => {
      for (const row of rows) line(ROW_OBJECTS[kind](row, inventory));
    },
    one: (inventory, row, beside) => line(rowObject(inventory, row, beside)),
    help: (text) => line({ kind: "help", text }),
  };
}
