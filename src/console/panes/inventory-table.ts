import type { Canvas } from "#console/panes/canvas.js";
import { machineColumns } from "#console/panes/machine-columns.js";
import type { ShownRows } from "#console/panes/shown-rows.js";
import type { InventoryModel } from "#console/store/inventory-model.js";
import { columnWidths, GAP } from "#console/widgets/columns.js";
import { marked, paintLine, type Span } from "#console/widgets/spans.js";
import { fitTo } from "#console/widgets/width.js";

/** Before a row: whether the cursor is on it, and whether it is marked. */
const MARGIN = 2;

/** The headings, and the rows of the table that are seen. */
export function tableLines(
  { paint, catalogue }: Canvas,
  model: InventoryModel,
  { top, rows, cursor, width, focused }: ShownRows,
): readonly string[] {
  const { table, inventory, filter, marks, sort } = model;
  if (table === null || inventory === null) return [];
  const { labels } = catalogue;
  const all = machineColumns(model.joined);
  const widths = columnWidths(all, width - MARGIN);
  const columns = all.flatMap((column, index) => {
    const columns = widths[index] ?? null;
    return columns === null ? [] : [{ ...column, width: columns }];
  });
  const gap = " ".repeat(GAP);
  const headings = columns.flatMap(({ key, width: its, align }, index): Span[] => {
    const sign = key === sort.column ? (sort.descending ? "↓" : "↑") : "";
    const heading = fitTo(`${labels.machines[key]}${sign}`, its, align);
    return [
      ["text", index === 0 ? "" : gap],
      [key === sort.column ? "accent" : "dim", heading],
    ];
  });
  const lines = table.slice(top, top + rows).map((machine, offset) => {
    const here = top + offset === cursor;
    const isMarked = marks.has(machine.id);
    const cells = columns.flatMap(({ key, width: its, align, cell, role }, index): readonly Span[] => {
      const text = fitTo(cell(machine, inventory, labels), its, align);
      const between: Span = ["text", index === 0 ? "" : gap];
      const searched = key === "name" || key === "ip" || key === "host";
      const positions = filter.isEmpty || !searched ? [] : filter.positions(text.trimEnd(), key);
      return [between, ...marked(isMarked ? "marked" : role(machine), text, positions, "match")];
    });
    const margin: Span = [isMarked ? "marked" : "accent", `${here ? "›" : " "}${isMarked ? "*" : " "}`];
    return paintLine(paint, [margin, ...cells], width, here && focused ? "selection" : undefined);
  });
  return [paintLine(paint, [["dim", " ".repeat(MARGIN)], ...headings], width), ...lines];
}
