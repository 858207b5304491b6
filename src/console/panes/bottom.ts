import type { Console } from "#console/console.js";
import type { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import { footerLine } from "#console/panes/footer.js";
import { lineHint } from "#console/panes/line-hint.js";
import type { Painted } from "#console/prompts/dialog.js";
import { paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import { cutTo, widthOf } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";
import type { Problem } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";

const PROMPT = "› ";

/** The rows of the line that is typed, and of what is wrong with it or the keys. */
export const TYPED_AND_KEYS = 2;
const MOST_NOTICE = 3;

/** How the last thing went, in full where it fits a few lines: one at least, so that nothing jumps for a short one. */
export function noticeLines(canvas: Canvas, { store }: Console, width: number): readonly string[] {
  const { paint } = canvas;
  const { notice, line } = store;
  const wrong = line.problem === null ? null : wrongUnder(canvas, line.problem, line.editor, width).more;
  const said = wrong === null ? notice : ({ role: "error", text: wrong } as const);
  if (said === null) return [paintLine(paint, [], width)];
  const lines = wrap(printable(said.text), width - 2);
  const shown =
    lines.length <= MOST_NOTICE
      ? lines
      : [...lines.slice(0, MOST_NOTICE - 1), cutTo(lines.slice(MOST_NOTICE - 1).join(" "), width - 2)];
  return shown.map((text) => paintLine(paint, [[said.role, ` ${text}`]], width));
}

/** The line that is typed, and what is wrong with it or the keys. */
export function bottomLines(canvas: Canvas, console: Console, width: number): Painted {
  const { store } = console;
  const typed = typedLine(canvas, console, width);
  const { problem } = store.line;
  const under =
    problem === null
      ? footerLine(canvas, console, width)
      : paintLine(canvas.paint, wrongUnder(canvas, problem, store.line.editor, width).spans, width);
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
  const { line, focus, purpose, pane } = console.store;
  const { line: texts, run } = catalogue.console;
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
    const right: readonly Span[] = [
      ...heldSaid(canvas, console),
      ...runSaid(canvas, console),
      ["info", purpose.ticket === undefined ? "" : `${texts.ticket} ${printable(purpose.ticket)} `],
    ];
    return {
      line: paintEnds(paint, [["dim", `${PROMPT}${pane === "run" ? run.idle : texts.idle}`]], right, width),
      cursor: null,
    };
  }
  const typed = edited(canvas, PROMPT, line.editor, lineHint(canvas, console.store), width);
  return focus === "line" ? typed : { ...typed, cursor: null };
}

/** What there is to do about it that nothing may be changed before the shift is taken over. */
function heldSaid({ catalogue }: Canvas, { store }: Console): readonly Span[] {
  const { session } = store.endpoints.primary ?? {};
  const isHeld = session?.restraints.readOnly === "handover";
  return isHeld ? [["warning", `${catalogue.console.handover.held}  `]] : [];
}

/** That a run is there that was left, while something else is shown. One that is open is told of over the machines. */
function runSaid({ catalogue }: Canvas, { store }: Console): readonly Span[] {
  const { run, isShown, isOpen } = store.run;
  return run === null || isShown || isOpen ? [] : [["dim", `${catalogue.console.run.isLeft}  `]];
}

function edited(
  { paint }: Canvas,
  prompt: string,
  editor: Console["store"]["line"]["editor"],
  hint: string,
  width: number,
): Typed {
  const room = roomOf(prompt, width);
  const { text, cursorColumn } = editor.visible(room);
  const left = room - widthOf(text) - 2;
  const spans: readonly Span[] = [
    ["prompt", prompt],
    ["input", printable(text)],
    ["hint", hint === "" || left < 8 ? "" : `  ${printable(hint)}`],
  ];
  return { line: paintLine(paint, spans, width), cursor: widthOf(prompt) + cursorColumn };
}

interface Wrong {
  readonly spans: readonly Span[];
  /** All that is to be said, where it does not fit there. */
  readonly more: string | null;
}

/** What is wrong with the line: a sign under the word that it is about, and as much as fits at its right, or its left. */
function wrongUnder({ catalogue }: Canvas, problem: Problem, editor: LineEditor, width: number): Wrong {
  const { what, next } = explain(problem, catalogue);
  const whole = `${what} ${next}`.trimEnd();
  const column = signColumn(problem, editor, width);
  for (const text of [whole, what]) {
    const room = widthOf(text) + 1;
    const more = text === whole ? null : whole;
    if (column + 1 + room <= width) return { spans: signed(column, `^ ${text}`), more };
    if (room <= column) return { spans: signed(column - room, `${text} ^`), more };
  }
  return { spans: signed(column, "^"), more: whole };
}

function signed(indent: number, text: string): readonly Span[] {
  return [
    ["text", " ".repeat(indent)],
    ["error", text],
  ];
}

/** In the part of the line that is seen, where the word that is wrong begins; at its edge, where the word is not seen. */
function signColumn(problem: Problem, editor: LineEditor, width: number): number {
  const { text, column } = editor;
  const hidden = widthOf(text.slice(0, column)) - editor.visible(roomOf(PROMPT, width)).cursorColumn;
  const seen = widthOf(text.slice(0, columnOf(problem, text))) - hidden;
  return Math.min(widthOf(PROMPT) + Math.max(0, seen), width - 1);
}

/** Where the word that is wrong begins. */
function columnOf({ facts }: Problem, line: string): number {
  if ("column" in facts) return facts.column;
  return "text" in facts ? Math.max(0, line.indexOf(facts.text)) : 0;
}

/** The columns that a line has behind its prompt. */
function roomOf(prompt: string, width: number): number {
  return width - widthOf(prompt) - 1;
}
