import stringWidth from "string-width";

/** ASCII, and the signs that panes are drawn with: a column for each, and told without a look at every one of them. */
const A_COLUMN_EACH = /^[\x20-\x7e─━│▸▾›…▶■‖✓✗⊘→·↑↓◇]*$/u;
const graphemes = new Intl.Segmenter();

/** How many columns a terminal gives a text without escape sequences. */
export function widthOf(text: string): number {
  return A_COLUMN_EACH.test(text) ? text.length : stringWidth(text);
}

/** The beginning of a text that fits `width` columns; what is cut ends in `…`. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 1) return width === 1 ? "…" : "";
  if (A_COLUMN_EACH.test(text)) return `${text.slice(0, width - 1)}…`;
  let kept = "";
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    columns += stringWidth(segment);
    if (columns > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** A text in exactly `width` columns: cut, or filled with blanks. */
export function fitTo(text: string, width: number, align: "left" | "right" = "left"): string {
  const shown = cutTo(text, width);
  const blanks = " ".repeat(Math.max(0, width - widthOf(shown)));
  return align === "left" ? shown + blanks : blanks + shown;
}
