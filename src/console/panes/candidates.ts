import type { Canvas } from "#console/panes/canvas.js";
import type { LineModel } from "#console/store/line-model.js";
import { paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import { fitTo } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import { printable } from "#messages/printable.js";

const MOST = 8;
const NAME_WIDTH = 40;

/** What could stand at the cursor of the command line, above it. */
export function candidateLines(
  { paint }: Canvas,
  { choosing }: LineModel,
  width: number,
  most: number,
): readonly string[] {
  if (choosing === null) return [];
  const { candidates, index } = choosing;
  const height = Math.min(MOST, most, candidates.length);
  const top = windowTop(Math.max(0, (index ?? 0) - height + 1), index ?? 0, height, candidates.length);
  return candidates.slice(top, top + height).map(({ shown, note }, offset) => {
    const here = top + offset === index;
    const left: Span[] = [
      ["accent", here ? " › " : "   "],
      ["text", fitTo(printable(shown), Math.min(NAME_WIDTH, width - 8))],
      ["dim", `  ${printable(note ?? "")}`],
    ];
    const right: Span[] =
      offset === 0 && candidates.length > height ? [["dim", `${candidates.length} `]] : [];
    if (!here) return paintEnds(paint, left, right, width);
    return paintLine(
      paint,
      [["selection", paintEnds((_, text) => text, left, right, width)]],
      width,
      "selection",
    );
  });
}
