import type { Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";

/** What does not fit is left out from the end, a whole piece at a time. */
export function fittingPieces(spans: readonly Span[], room: number): readonly Span[] {
  let left = room;
  return spans.filter(([, text]) => {
    left -= widthOf(text);
    return left >= 0;
  });
}
