import type { Canvas } from "#console/panes/canvas.js";
import { tableLines } from "#console/panes/inventory-table.js";
import { treeLines } from "#console/panes/inventory-tree.js";
import type { InventoryModel } from "#console/store/inventory-model.js";
import type { Size } from "#console/view/layout.js";
import type { Span } from "#console/widgets/spans.js";
import { paintLine } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { windowTop } from "#console/widgets/window.js";

/** The rows that are seen; the pane remembers where its window stands. */
export class InventoryPane {
  #top = 0;

  lines(canvas: Canvas, model: InventoryModel, { width, height }: Size, focused: boolean): readonly string[] {
    const { paint, catalogue } = canvas;
    const { inventory: texts } = catalogue.console;
    const headed = model.table !== null;
    model.page = Math.max(1, height - (headed ? 2 : 1));
    const cursor = model.index;
    this.#top = windowTop(this.#top, cursor, model.page, model.length);
    const counts: Span[] = [
      ...(model.marks.size === 0
        ? []
        : ([["marked", `${texts.marked({ count: model.marks.size })}  `]] as Span[])),
      ...(model.filter.isEmpty ? [] : ([["match", `/${model.filterText}  `]] as Span[])),
      ["dim", this.#counts(canvas, model)],
    ];
    const title = titleLine(paint, texts.titles[model.arrangement], counts, focused, width);
    const at = { top: this.#top, rows: model.page, cursor, width, focused };
    const rows = headed ? tableLines(canvas, model, at) : treeLines(canvas, model, at);
    const none =
      model.length === 0 ? [paintLine(paint, [["dim", `  ${this.#nothing(canvas, model)}`]], width)] : [];
    return [title, ...rows, ...none];
  }

  #counts({ catalogue }: Canvas, model: InventoryModel): string {
    const { inventory: texts } = catalogue.console;
    const total = model.inventory?.machineCount ?? 0;
    const shown = model.table?.length ?? model.tree?.machines ?? 0;
    return texts.shown({ shown, total });
  }

  #nothing({ catalogue }: Canvas, model: InventoryModel): string {
    const { inventory: texts } = catalogue.console;
    return model.filter.isEmpty ? texts.empty : texts.noMatch({ filter: model.filterText });
  }
}
