import type { Style } from "../terminal/style.js";
import type { Cells } from "../terminal/style-of-text.js";
import { CELL, FONT_SIZE, leftOf, PADDING, TITLE_BAR, topOf, units } from "./metrics.js";
import { BACKGROUND, coloursOf, FOREGROUND } from "./palette.js";
import { type Run, runsOf } from "./runs.js";
import { shapeOf } from "./shapes.js";

/** What is drawn: a `Terminal`, for one. */
export interface Drawn extends Cells {
  readonly title: string;
  readonly cursor: { readonly row: number; readonly column: number; readonly shown: boolean };
}

const FONTS =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', 'MS Gothic', monospace";
/** From a row's top to its letters' feet. */
const BASELINE = 13.5;
const DIM = 0.6;
const BUTTONS = ["#ff5f57", "#febc2e", "#28c840"];

/**
 * A terminal's screen as an SVG document: a window with the program's title, and in it the screen as it stands. Text is held to
 * its cells, so that columns stand whatever font the reader has.
 */
export function drawScreen(terminal: Drawn): string {
  const width = units(leftOf(terminal.columns) + PADDING);
  const height = units(topOf(terminal.rows) + PADDING);
  const rows = Array.from({ length: terminal.rows }, (_, row) => drawRow(terminal, row));
  const title = escaped(terminal.title || "Shoseki");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect x=".5" y=".5" width="${units(Number(width) - 1)}" height="${units(Number(height) - 1)}" rx="9" fill="${BACKGROUND}" stroke="#30363d"/>`,
    `<path d="M.5 ${TITLE_BAR}V9.5A9 9 0 0 1 9.5 .5H${units(Number(width) - 9.5)}A9 9 0 0 1 ${units(Number(width) - 0.5)} 9.5V${TITLE_BAR}Z" fill="#161b22" stroke="#30363d"/>`,
    ...BUTTONS.map((fill, n) => `<circle cx="${20 + n * 20}" cy="${TITLE_BAR / 2}" r="6" fill="${fill}"/>`),
    `<g font-family="${FONTS}" font-size="${FONT_SIZE}" fill="${FOREGROUND}">`,
    `<text x="${units(Number(width) / 2)}" y="${units(TITLE_BAR / 2 + 4.5)}" text-anchor="middle" fill="#8b949e">${title}</text>`,
    ...rows.flat(),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function drawRow(terminal: Drawn, row: number): string[] {
  const { cursor } = terminal;
  const cells = Array.from({ length: terminal.columns }, (_, column) => {
    const cell = terminal.cell(row, column);
    const under = cursor.shown && cursor.row === row && cursor.column === column;
    return under ? { ...cell, style: { ...cell.style, inverse: !cell.style.inverse } } : cell;
  });
  const runs = runsOf(cells).flatMap((run) =>
    run.kind === "shape" ? drawShapes(run, row) : drawText(run, row),
  );
  return [
    ...drawGrounds(
      cells.map(({ style }) => coloursOf(style).ground),
      row,
    ),
    ...runs,
  ];
}

/** A rectangle for each stretch of a colour that is not the window's. */
function drawGrounds(grounds: readonly string[], row: number): string[] {
  const starts = grounds.flatMap((ground, column) => (ground === grounds[column - 1] ? [] : [column]));
  return starts.flatMap((start, n) => {
    const fill = grounds[start];
    if (fill === BACKGROUND) return [];
    const width = ((starts[n + 1] ?? grounds.length) - start) * CELL.width;
    return `<rect x="${units(leftOf(start))}" y="${units(topOf(row))}" width="${units(width)}" height="${CELL.height}" fill="${fill}" shape-rendering="crispEdges"/>`;
  });
}

/** Half-width text is stretched or pressed to its cells; full-width glyphs would suffer from that, and are placed one by one. */
function drawText(run: Run, row: number): string {
  const { column, kind, style, characters } = run;
  const width = units(characters.length * CELL.width);
  const [place, text] =
    kind === "full"
      ? [
          "",
          characters.map((each, n) => `<tspan x="${units(leftOf(column + 2 * n))}">${escaped(each)}</tspan>`),
        ]
      : [
          ` x="${units(leftOf(column))}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`,
          characters.map(escaped),
        ];
  return `<text${place} y="${units(topOf(row) + BASELINE)}" xml:space="preserve"${fillOf(style)}${fontOf(style)}>${text.join("")}</text>`;
}

function drawShapes(run: Run, row: number): string[] {
  const shapes = run.characters.map((character, n) => shapeOf(character, leftOf(run.column + n), topOf(row)));
  const strokes = [...new Set(shapes.map(({ stroke }) => stroke))];
  return strokes.map((stroke) => {
    const path = shapes.flatMap((shape) => (shape.stroke === stroke ? [shape.path] : [])).join("");
    const colour = coloursOf(run.style).text;
    const opacity = run.style.dim ? ` opacity="${DIM}"` : "";
    return stroke === undefined
      ? `<path d="${path}" fill="${colour}"${opacity}/>`
      : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${stroke}"${opacity}/>`;
  });
}

function fillOf(style: Style): string {
  const { text } = coloursOf(style);
  return `${text === FOREGROUND ? "" : ` fill="${text}"`}${style.dim ? ` fill-opacity="${DIM}"` : ""}`;
}

function fontOf(style: Style): string {
  const lines = [
    ...(style.underline ? ["underline"] : []),
    ...(style.strikethrough ? ["line-through"] : []),
  ].join(" ");
  return [
    style.bold ? ` font-weight="bold"` : "",
    style.italic ? ` font-style="italic"` : "",
    lines === "" ? "" : ` text-decoration="${lines}"`,
  ].join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
