import { expect, test } from "vitest";
import type { LineModel } from "#console/store/line-model.js";
import type { Candidate } from "#language/candidate.js";
import { lineModel } from "../fake-console.js";
import { marked } from "../line/typed.js";

const candidate = (text: string) => ({ text, shown: text.trim(), note: null }) as unknown as Candidate;

function choosing(line: LineModel, text: string, start: number, ...texts: readonly string[]): void {
  line.editor.set(text);
  line.choose({ candidates: texts.map(candidate), start, end: text.length } as Parameters<
    LineModel["choose"]
  >[0]);
}

test("candidates stand in the line one after the other, in both directions", () => {
  const line = lineModel();
  choosing(line, "start web", 6, "web-01 ", "web-02 ", "web-03 ");
  line.turn(1);
  expect(marked(line.editor)).toBe("start web-01 |");
  line.turn(1);
  expect(line.text).toBe("start web-02 ");
  line.turn(1);
  line.turn(1);
  expect(line.text).toBe("start web-01 ");
  line.turn(-1);
  expect(line.text).toBe("start web-03 ");
});

test("the first to be taken backwards is the last", () => {
  const line = lineModel();
  choosing(line, "st", 0, "start ", "stop ");
  line.turn(-1);
  expect(line.text).toBe("stop ");
});

test("what stands behind the cursor stays, with one blank before it", () => {
  const line = lineModel();
  line.editor.set("memory we 8GiB", 9);
  line.choose({ candidates: [candidate("web-01 ")], start: 7, end: 9 } as Parameters<LineModel["choose"]>[0]);
  line.turn(1);
  expect(marked(line.editor)).toBe("memory web-01 |8GiB");
});

test("nothing is shown where there is nothing to choose", () => {
  const line = lineModel();
  choosing(line, "xyz", 0);
  expect(line.choosing).toBeNull();
});

test("a line that was understood is kept, and the next begins", () => {
  const line = lineModel();
  line.editor.set("start web-01");
  line.accept();
  expect(line).toMatchObject({ text: "", choosing: null, problem: null });
  expect(line.history.previous("", "")).toBe("start web-01");
});

test("a search that is given up brings back what was typed", () => {
  const line = lineModel();
  line.editor.set("stop web-01");
  line.accept();
  line.editor.set("half");
  line.beginSearch();
  line.search!.press("s", "s");
  expect(line.search!.match?.line).toBe("stop web-01");
  line.search!.press("ctrl+g", "");
  line.endSearch(line.search!.line);
  expect(line).toMatchObject({ text: "half", search: null });
});
