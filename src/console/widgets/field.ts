import type { LineEditor } from "#console/line/line-editor.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import type { Paint } from "#themes/painter.js";

/** One line with a label and a text that can be edited. */
export interface Field {
  readonly label: string;
  /** The width of the label, so that fields stand below each other. */
  readonly labelWidth: number;
  readonly editor: LineEditor;
  /** Shown while nothing has been typed. */
  readonly placeholder?: string;
  readonly focused: boolean;
}

/** The painted line, and the column in which the terminal's cursor belongs. */
export function paintField(
  paint: Paint,
  { label, labelWidth, editor, placeholder = "", focused }: Field,
  width: number,
): { readonly line: string; readonly cursor: number } {
  const lead = `${focused ? " › " : "   "}${fitTo(label, labelWidth)} `;
  const room = Math.max(4, width - widthOf(lead) - 2);
  const { text, cursorColumn } = editor.visible(room);
  const shown: Span = text === "" ? ["dim", fitTo(placeholder, room)] : ["input", fitTo(text, room)];
  return {
    line: paintLine(paint, [[focused ? "accent" : "dim", lead], shown], width),
    cursor: widthOf(lead) + cursorColumn,
  };
}
