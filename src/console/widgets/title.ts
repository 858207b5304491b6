import { paintEnds, type Span } from "#console/widgets/spans.js";
import type { Paint } from "#themes/painter.js";

/** The line that a pane begins with. The focused one is told by its mark and its heavier line, not by colour alone. */
export function titleLine(
  paint: Paint,
  title: string,
  details: readonly Span[],
  focused: boolean,
  width: number,
): string {
  const border = focused ? "borderFocused" : "border";
  const rule = focused ? "━" : "─";
  return paintEnds(
    paint,
    [
      [border, rule],
      [focused ? "title" : "dim", focused ? `▸${title} ` : ` ${title} `],
    ],
    details.length === 0 ? [] : [["text", " "], ...details, ["text", " "], [border, rule]],
    width,
    [border, rule],
  );
}
