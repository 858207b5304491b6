import type { Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";

/** What is left of a line for its last piece, at least: where there is less it begins a line of its own. */
const LEAST = 16;

/**
 * Spans as lines of at most `width` columns: what does not fit of the last piece goes on below where it began, so that
 * a column of names stays one.
 */
export function wrapSpans(all: readonly Span[], width: number): readonly (readonly Span[])[] {
  const spans = all.filter(([, text]) => text !== "");
  const last = spans.at(-1);
  const before = spans.slice(0, -1);
  const start = before.reduce((sum, [, text]) => sum + widthOf(text), 0);
  if (last === undefined || start + widthOf(last[1]) <= width) return [spans];
  const [role, text] = last;
  const indent = width - start >= LEAST ? start : Math.min(4, width - LEAST);
  const blank: Span = ["text", " ".repeat(indent)];
  const [first = "", ...others] = wrap(text, width - indent);
  const rest = others.map((part): readonly Span[] => [blank, [role, part]]);
  if (indent === start) return [[...before, [role, first]], ...rest];
  return [before, [blank, [role, first.trimStart()]], ...rest];
}
