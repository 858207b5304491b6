import { cutTo, widthOf } from "#console/widgets/width.js";
import type { Paint } from "#themes/painter.js";
import type { Role } from "#themes/theme.js";

/** A piece of a line: what it is, and its text. */
export type Span = readonly [role: Role, text: string];

/** Spans as one line of exactly `width` columns. With `over`, the whole line is in that role (a selected row). */
export function paintLine(paint: Paint, spans: readonly Span[], width: number, over?: Role): string {
  const fitted = fitSpans(spans, width);
  if (over !== undefined) return paint(over, fitted.map(([, text]) => text).join(""));
  return fitted.map(([role, text]) => (text === "" ? "" : paint(role, text))).join("");
}

/** Spans of exactly `width` columns together: cut, or filled with blanks. */
export function fitSpans(spans: readonly Span[], width: number): readonly Span[] {
  const fitted: Span[] = [];
  let left = width;
  for (const [role, text] of spans) {
    if (left <= 0) break;
    const shown = cutTo(text, left);
    fitted.push([role, shown]);
    left -= widthOf(shown);
  }
  if (left > 0) fitted.push(["text", " ".repeat(left)]);
  return fitted;
}

/** Left spans and right spans on one line; the right ones give way first. */
export function paintEnds(
  paint: Paint,
  left: readonly Span[],
  right: readonly Span[],
  width: number,
  fill: Span = ["text", " "],
): string {
  const columns = (spans: readonly Span[]) => spans.reduce((sum, [, text]) => sum + widthOf(text), 0);
  const between = width - columns(left) - columns(right);
  if (between < 1) return paintLine(paint, left, width);
  return paintLine(paint, [...left, [fill[0], fill[1].repeat(between)], ...right], width);
}

/** A text with some of its characters in another role. */
export function marked(role: Role, text: string, positions: readonly number[], by: Role): readonly Span[] {
  if (positions.length === 0) return [[role, text]];
  const hits = new Set(positions);
  const spans: [Role, string][] = [];
  for (let index = 0; index < text.length; index += 1) {
    const its = hits.has(index) ? by : role;
    const last = spans.at(-1);
    if (last !== undefined && last[0] === its) last[1] += text[index] ?? "";
    else spans.push([its, text[index] ?? ""]);
  }
  return spans;
}
