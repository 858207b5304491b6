import type { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { KeyHint, Place } from "#console/prompts/dialog.js";
import { paintCells } from "#console/replay/paint-cells.js";
import type { ReplayParts } from "#console/replay/replay-parts.js";
import type { Size } from "#console/view/layout.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";

/** A part of the recorded screen, from a place on. */
export function recordedRows(
  { projector, depth }: ReplayParts,
  from: Place,
  { width, height }: Size,
): readonly string[] {
  return Array.from({ length: height }, (_, y) =>
    paintCells(projector.screen.row(from.y + y), from.x, width, depth),
  );
}

/** Where the recorded cursor is in that part; null where it is hidden, or elsewhere. */
export function cursorIn({ projector }: ReplayParts, from: Place, { width, height }: Size): Place | null {
  const { cursor } = projector.screen;
  if (cursor === null) return null;
  const at = { x: cursor.x - from.x, y: cursor.y - from.y };
  return at.x >= 0 && at.x < width && at.y >= 0 && at.y < height ? at : null;
}

/** As many keys as there is room for. */
export function hintLine({ paint }: Canvas, hints: readonly KeyHint[], width: number): string {
  const spans: Span[] = [];
  let left = width;
  for (const { key, does } of hints) {
    left -= widthOf(key) + widthOf(does) + 4;
    if (left < 0) break;
    spans.push(["key", ` ${key}`], ["dim", ` ${does}  `]);
  }
  return paintLine(paint, spans, width);
}

/** What is typed in the status line's place, and the column of the cursor there. */
export function typedLine(
  { paint, catalogue }: Canvas,
  what: "search" | "goTo",
  editor: LineEditor,
  width: number,
): { readonly line: string; readonly column: number } {
  const prompt = ` ${catalogue.replay.typing[what]}`;
  const { text, cursorColumn } = editor.visible(width - widthOf(prompt) - 1);
  const spans: readonly Span[] = [
    ["prompt", prompt],
    ["input", text],
  ];
  return { line: paintLine(paint, spans, width), column: widthOf(prompt) + cursorColumn };
}
