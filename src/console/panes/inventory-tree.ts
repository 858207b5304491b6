import type { Canvas } from "#console/panes/canvas.js";
import { POWER_SIGN } from "#console/panes/machine-columns.js";
import type { ShownRows } from "#console/panes/shown-rows.js";
import type { InventoryModel } from "#console/store/inventory-model.js";
import { marked, paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { TreeRow } from "#inventory/tree-view.js";
import { printable } from "#messages/printable.js";
import { size } from "#messages/wording.js";

/** The rows of the tree that are seen. */
export function treeLines(
  canvas: Canvas,
  model: InventoryModel,
  { top, rows, cursor, width, focused }: ShownRows,
): readonly string[] {
  const { paint } = canvas;
  const { tree, filter, marks } = model;
  if (tree === null) return [];
  return tree.slice(top, top + rows).map((row, offset) => {
    const { object, depth, expandable, expanded } = row;
    const here = top + offset === cursor;
    const isMarked = marks.has(object.id);
    const name = printable(object.name);
    const fold = expandable ? (expanded ? "▾ " : "▸ ") : "  ";
    const power = "power" in object ? (POWER_SIGN[object.power] ?? null) : null;
    const role = isMarked ? "marked" : object.kind === "vm" ? "text" : "accent";
    const left: Span[] = [
      ["accent", here ? "›" : " "],
      ["marked", isMarked ? "*" : " "],
      ["dim", `${"  ".repeat(Math.min(depth, 12))}${fold}`],
      ...(power === null ? [] : ([[power.role, `${power.sign} `]] as Span[])),
      ...marked(role, name, filter.isEmpty ? [] : filter.positions(name), "match"),
    ];
    const right: Span[] = [["dim", `${said(canvas, row)} `]];
    if (!(here && focused)) return paintEnds(paint, left, right, width);
    const plain = paintEnds((_, text) => text, left, right, width);
    return paintLine(paint, [["selection", plain]], width, "selection");
  });
}

/** At the right of a row: how many machines it holds, or what a machine is. */
function said({ catalogue }: Canvas, { object, machines }: TreeRow): string {
  const { inventory } = catalogue.console;
  const notes: Readonly<Partial<Record<InventoryObject["kind"], () => string>>> = {
    vm: () =>
      object.kind === "vm"
        ? [
            object.cpus === null ? "" : `${object.cpus} CPU`,
            object.memoryMiB === null ? "" : size(object.memoryMiB),
          ]
            .filter(Boolean)
            .join("  ")
        : "",
    host: () =>
      [
        object.kind === "host" && object.maintenance ? inventory.maintenance : "",
        object.kind === "host" && object.connection !== "connected"
          ? catalogue.labels.connection[object.connection]
          : "",
        String(machines),
      ]
        .filter(Boolean)
        .join("  "),
  };
  return (notes[object.kind] ?? (() => String(machines)))();
}
