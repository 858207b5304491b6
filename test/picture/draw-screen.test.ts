import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { drawing } from "../terminal/drawing.js";
import type { Terminal } from "../terminal/terminal.js";
import { drawScreen } from "./draw-screen.js";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** The picture's elements in their order, each with its own text; throws on what is not well-formed. */
function elementsOf(svg: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: "" };
    elements.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(svg).close();
  return elements;
}

/** What the script draws on a screen of 40 by 4, without its cursor. */
async function pictureOf(script: string): Promise<Element[]> {
  await using terminal: Terminal = drawing(`out(CSI + "?25l"); ${script}`, { columns: 40, rows: 4 });
  await terminal.exited;
  return elementsOf(drawScreen(terminal));
}

function attributesOf(elements: readonly Element[], text: string): Element["attributes"] {
  const element = elements.find((each) => each.text === text);
  if (element === undefined) throw new Error(`"${text}" is not in the picture`);
  return element.attributes;
}

/** Where a cell's left edge is, from its column: 12 units of padding, 8.4 a column. */
const left = (column: number) => 12 + column * 8.4;

test("each text stands at its own column, after wide characters too", async () => {
  const elements = await pictureOf(`out("web-01  仮想🔒 on");`);
  expect(attributesOf(elements, "web-01")).toMatchObject({ x: "12", textLength: "50.4" });
  expect(Number(attributesOf(elements, "仮").x)).toBeCloseTo(left(8));
  expect(Number(attributesOf(elements, "想").x)).toBeCloseTo(left(10));
  expect(Number(attributesOf(elements, "🔒").x)).toBeCloseTo(left(12));
  expect(Number(attributesOf(elements, "on").x)).toBeCloseTo(left(15));
});

test("words with a space between them are one text, columns and styles part it", async () => {
  const elements = await pictureOf(`out("4096 MiB  on " + CSI + "1mOK" + CSI + "m");`);
  const texts = elements.filter(({ name, text }) => name === "text" && text !== "").map(({ text }) => text);
  expect(texts).toEqual(["Shoseki", "4096 MiB", "on", "OK"]);
});

test("colours and attributes are the screen's", async () => {
  const elements = await pictureOf(`
    out(CSI + "38;2;1;2;3mtrue" + CSI + "m " + CSI + "38;5;196mcube" + CSI + "m " + CSI + "38;5;232mgrey" + CSI + "m\\r\\n");
    out(CSI + "1;3;4mall three" + CSI + "m " + CSI + "2;9mdim" + CSI + "m plain");
  `);
  expect(attributesOf(elements, "true")).toMatchObject({ fill: "#010203" });
  expect(attributesOf(elements, "cube")).toMatchObject({ fill: "#ff0000" });
  expect(attributesOf(elements, "grey")).toMatchObject({ fill: "#080808" });
  expect(attributesOf(elements, "all three")).toMatchObject({
    "font-weight": "bold",
    "font-style": "italic",
    "text-decoration": "underline",
  });
  expect(attributesOf(elements, "dim")).toMatchObject({
    "fill-opacity": "0.6",
    "text-decoration": "line-through",
  });
  expect(attributesOf(elements, "plain")).not.toHaveProperty("fill");
});

test("a ground is one rectangle below its text, and inverse turns the two round", async () => {
  const elements = await pictureOf(`
    out("a " + CSI + "48;2;10;20;30m on  " + CSI + "m\\r\\n");
    out(CSI + "7mselected" + CSI + "m");
  `);
  const grounds = elements.filter(({ attributes }) => attributes["shape-rendering"] === "crispEdges");
  const [coloured, inverse] = grounds;
  expect(grounds).toHaveLength(2);
  expect(coloured?.attributes).toMatchObject({ fill: "#0a141e", width: String(5 * 8.4), y: "46" });
  expect(Number(coloured?.attributes.x)).toBeCloseTo(left(2));
  expect(elements.indexOf(coloured!)).toBeLessThan(elements.findIndex(({ text }) => text === "on"));
  expect(inverse?.attributes).toMatchObject({ fill: "#e6edf3", y: "64" });
  expect(attributesOf(elements, "selected")).toMatchObject({ fill: "#0d1117" });
});

test("lines and blocks are drawn and not written, so that they join", async () => {
  const elements = await pictureOf(`out("╭─" + CSI + "31m━" + CSI + "m\\r\\n" + "▌x");`);
  expect(elements.map(({ text }) => text).join("")).not.toMatch(/[╭─━▌]/);
  const paths = elements.filter(({ name }) => name === "path").slice(1);
  expect(paths.map(({ attributes }) => attributes["stroke-width"] ?? attributes.fill)).toEqual([
    "1",
    "2",
    "#e6edf3",
  ]);
  // The corner from its right edge to its bottom; the line begins where the corner ends.
  expect(paths[0]?.attributes.d).toMatch(/^M20.4 55Q16.2 55 16.2 64M20.4 55/);
  expect(paths[2]?.attributes.d).toBe("M12 64H16.2V82H12Z");
});

test("what XML would read as its own is written as text, in the title too", async () => {
  const elements = await pictureOf(`out("\\u001b]2;a <b> & c\\u0007" + "x < y && z > 1");`);
  expect(attributesOf(elements, "x < y && z > 1")).toBeDefined();
  expect(elements.find(({ name }) => name === "title")?.text).toBe("a <b> & c");
});

test("a cursor that is shown stands on its cell, one that is hidden does not", async () => {
  const grounds = (elements: readonly Element[]) =>
    elements.filter(({ attributes }) => attributes["shape-rendering"] === "crispEdges");
  expect(grounds(await pictureOf(`out("> stop");`))).toEqual([]);
  const [cursor, ...others] = grounds(await pictureOf(`out("> stop" + CSI + "?25h");`));
  expect(Number(cursor?.attributes.x)).toBeCloseTo(left(6));
  expect(others).toEqual([]);
});
