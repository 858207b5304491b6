import { fitTo } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { PaintedScreen, ScreenSize } from "#recording/painted-screen.js";

/** What is recorded in the place of a screen that is not. */
export function withheldScreen(
  { console: { recording } }: Catalogue,
  why: "locked" | "secret",
  { columns, rows }: ScreenSize,
): PaintedScreen {
  const said = wrap(recording.withheld[why], columns - 4).map((line) => fitTo(`  ${line}`, columns));
  const above = Math.max(0, Math.floor(rows / 3));
  const lines = Array.from({ length: rows }, (_, row) => said[row - above] ?? " ".repeat(columns));
  return { columns, rows, lines, cursor: null };
}
