import type { Canvas } from "#console/panes/canvas.js";
import { factsText, historyText } from "#console/panes/details-text.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { Store } from "#console/store/store.js";
import type { Size } from "#console/view/layout.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import { printable } from "#messages/printable.js";

/** Rows that what was done to it has in any case: a blank one, the title, and the newest entries. */
const LEAST_HISTORY = 5;

/** What is selected in the inventory, beside it. */
export function detailsLines(
  { paint, catalogue }: Canvas,
  store: Store,
  { width, height }: Size,
): readonly string[] {
  const { selected } = store.inventory;
  const title = titleLine(
    paint,
    selected === null
      ? catalogue.console.details.title
      : printable(`${store.endpoints.leadOf(selected.id)}${selected.name}`),
    [],
    false,
    width,
  );
  if (selected === null) return [title];
  const lines = (text: readonly TextLine[]) =>
    text.flatMap((line): readonly string[] => {
      const spans: readonly Span[] = typeof line === "string" ? [["text", line]] : line;
      return wrapSpans(spans, width - 2).map((part) => paintLine(paint, [["text", " "], ...part], width));
    });
  const facts = lines(factsText(catalogue, store, selected));
  const history = lines(historyText(catalogue, store, selected.id));
  const room = height - 1;
  const forHistory = Math.min(history.length, Math.max(LEAST_HISTORY, room - facts.length));
  return [title, ...facts.slice(0, room - forHistory), ...history.slice(0, forHistory)];
}
