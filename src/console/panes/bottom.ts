import type { Console } from "#console/console.js";
import type { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import { footerLine } from "#console/panes/footer.js";
import { lineHint } from "#console/panes/line-hint.js";
import type { Painted } from "#console/prompts/dialog.js";
import { paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";
import type { Problem } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";

const PROMPT = "› ";

/** The rows of the line that is typed, and of what is wrong with it or the keys. */
export const TYPED_AND_KEYS = 2;
const MOST_NOTICE = 3;

/** How the last thing went, in full where it fits a few lines: one at least, so that nothing jumps for a short one. */
export function noticeLines({ paint }: Canvas, { store }: Console, width: number): readonly string[] {
  const { notice } = store;
  if (notice === null) return [paintLine(paint, [], width)];
  const lines = wrap(printable(notice.text), width - 2);
  return lines.slice(0, MOST_NOTICE).map((line) => paintLine(paint, [[notice.role, ` ${line}`]], width));
}

/** The line that is typed, and what is wrong with it or the keys. */
export function bottomLines(canvas: Canvas, console: Console, width: number): Painted {
  const { store } = console;
  const typed = typedLine(canvas, console, width);
  const { problem } = store.line;
  const under =
    problem === null
      ? footerLine(canvas, console, width)
      : wrongLine(canvas, problem, store.line.editor, width);
  return {
    lines: [typed.line, under],
    cursor: typed.cursor === null || store.dialogs.top !== null ? null : { x: typed.cursor, y: 0 },
  };
}

interface Typed {
  readonly line: string;
  /** The column of the terminal's cursor; null while nothing is typed here. */
  readonly cursor: number | null;
}

function typedLine(canvas: Canvas, console: Console, width: number): Typed {
  const { paint, catalogue } = canvas;
  const { line, focus, purpose } = console.store;
  const { line: texts } = catalogue.console;
  if (focus === "filter") return edited(canvas, "/", line.filterEditor, texts.filterHint, width);
  if (line.search !== null) {
    const { query, match, failed } = line.search;
    const lead = `${failed ? texts.searchFailed : texts.search} ${query}`;
    const spans: readonly Span[] = [
      ["prompt", `${lead}: `],
      ["input", printable(match?.line ?? "")],
    ];
    return { line: paintLine(paint, spans, width), cursor: widthOf(lead) };
  }
  if (focus !== "line" && line.text === "") {
    const right: readonly Span[] =
      purpose.ticket === undefined ? [] : [["info", `${texts.ticket} ${printable(purpose.ticket)} `]];
    return { line: paintEnds(paint, [["dim", `${PROMPT}${texts.idle}`]], right, width), cursor: null };
  }
  const typed = edited(canvas, PROMPT, line.editor, lineHint(canvas, console.store), width);
  return focus === "line" ? typed : { ...typed, cursor: null };
}

function edited(
  { paint }: Canvas,
  prompt: string,
  editor: Console["store"]["line"]["editor"],
  hint: string,
  width: number,
): Typed {
  const room = width - widthOf(prompt) - 1;
  const { text, cursorColumn } = editor.visible(room);
  const left = room - widthOf(text) - 2;
  const spans: readonly Span[] = [
    ["prompt", prompt],
    ["input", printable(text)],
    ["hint", hint === "" || left < 8 ? "" : `  ${printable(hint)}`],
  ];
  return { line: paintLine(paint, spans, width), cursor: widthOf(prompt) + cursorColumn };
}

/** What is wrong with the line, under the word that it is about; moved to the left where it would not fit. */
function wrongLine(
  { paint, catalogue }: Canvas,
  problem: Problem,
  editor: LineEditor,
  width: number,
): string {
  const { what, next } = explain(problem, catalogue);
  const said = `^ ${what} ${next}`;
  const column = columnOf(problem, editor.text);
  const before = widthOf(PROMPT) + widthOf(editor.text.slice(0, column));
  const indent = Math.min(before, Math.max(0, width - widthOf(said)));
  return paintLine(
    paint,
    [
      ["text", " ".repeat(indent)],
      ["error", said],
    ],
    width,
  );
}

/** Where the word that is wrong begins. */
function columnOf({ facts }: Problem, line: string): number {
  if ("column" in facts) return facts.column;
  return "text" in facts ? Math.max(0, line.indexOf(facts.text)) : 0;
}
