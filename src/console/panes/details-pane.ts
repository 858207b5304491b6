import type { Canvas } from "#console/panes/canvas.js";
import { detailsText } from "#console/panes/details-text.js";
import type { Store } from "#console/store/store.js";
import type { Size } from "#console/view/layout.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import { printable } from "#messages/printable.js";

/** What is selected in the inventory, beside it. */
export function detailsLines(
  { paint, catalogue }: Canvas,
  store: Store,
  { width, height }: Size,
): readonly string[] {
  const { selected } = store.inventory;
  const title = titleLine(
    paint,
    selected === null ? catalogue.console.details.title : printable(selected.name),
    [],
    false,
    width,
  );
  if (selected === null) return [title];
  const text = detailsText(catalogue, store, selected).flatMap((line): readonly string[] => {
    const spans: readonly Span[] = typeof line === "string" ? [["text", line]] : line;
    return wrapSpans(spans, width - 2).map((part) => paintLine(paint, [["text", " "], ...part], width));
  });
  return [title, ...text.slice(0, height - 1)];
}
