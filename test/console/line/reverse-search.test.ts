import { expect, test } from "vitest";
import { History } from "#console/line/history.js";
import { ReverseSearch } from "#console/line/reverse-search.js";

const lines = ["list vms", "start web-01", "stop web-02", "start web-03", "list hosts", "clone webx"];
const search = () => new ReverseSearch(new History(lines), "half typ");

/** Types each character as a key does. */
function type(one: ReverseSearch, text: string): void {
  for (const character of text) expect(one.press(character, character)).toBe("searching");
}

test("the line is found while it is being typed; Ctrl-R goes to older ones and Ctrl-S back", () => {
  const one = search();
  expect(one).toMatchObject({ query: "", match: null, failed: false, line: "half typ" });
  type(one, "we");
  expect(one).toMatchObject({ query: "we", match: { line: "clone webx", at: 5 }, failed: false });
  type(one, "b-");
  expect(one.match).toEqual({ line: "start web-03", at: 3 });
  one.press("ctrl+r");
  one.press("ctrl+r");
  expect(one.match).toEqual({ line: "start web-01", at: 1 });
  one.press("ctrl+s");
  expect(one.match).toEqual({ line: "stop web-02", at: 2 });
  expect(one.press("enter")).toBe("accepted");
  expect(one.line).toBe("stop web-02");
});

test("where nothing is found the last line stays, and the search says so", () => {
  const one = search();
  type(one, "web-0");
  type(one, "9");
  expect(one).toMatchObject({ failed: true, query: "web-09", line: "start web-03" });
  one.press("backspace");
  expect(one).toMatchObject({ failed: false, query: "web-0", line: "start web-03" });
  one.older();
  one.older();
  expect(one).toMatchObject({ failed: false, line: "start web-01" });
  one.older();
  expect(one).toMatchObject({ failed: true, line: "start web-01" });
  one.newer();
  expect(one).toMatchObject({ failed: false, line: "stop web-02" });
  one.newer();
  one.newer();
  expect(one).toMatchObject({ failed: true, line: "start web-03" });
});

test("typing goes on from the line that is found; an empty query begins anew", () => {
  const one = search();
  type(one, "sta");
  one.older();
  expect(one.line).toBe("start web-01");
  one.press("ctrl+h");
  expect(one.line).toBe("start web-01");
  one.backspace();
  one.backspace();
  one.backspace();
  expect(one).toMatchObject({ query: "", match: null, line: "half typ", failed: false });
  one.older();
  one.newer();
  expect(one).toMatchObject({ match: null, failed: false });
  type(one, "l");
  expect(one.line).toBe("clone webx");
});

test.each(["esc", "ctrl+g"])("%s gives up, back to the old line", (key) => {
  const one = search();
  type(one, "start");
  expect(one.press(key)).toBe("given up");
  expect(one.line).toBe("half typ");
});

test.each(["enter", "ctrl+a", "left", "tab", "up"])("%s takes the line and is done on it", (key) => {
  const one = search();
  type(one, "vms");
  expect(one.press(key)).toBe("accepted");
  expect(one.line).toBe("list vms");
});

test("a search that found nothing at all accepts the old line", () => {
  const one = search();
  type(one, "zzz");
  expect(one).toMatchObject({ failed: true, match: null });
  expect(one.press("enter")).toBe("accepted");
  expect(one.line).toBe("half typ");
});

test("what is pasted is one line, and a character is taken back whole", () => {
  const one = new ReverseSearch(new History(["note か\u3099 web"]), "");
  one.type("か\u3099\nweb");
  expect(one).toMatchObject({ query: "か\u3099 web", failed: false });
  for (let turn = 0; turn < 4; turn += 1) one.backspace();
  one.backspace();
  expect(one.query).toBe("");
});

test("with no history there is nothing to find", () => {
  const one = new ReverseSearch(new History(), "old");
  type(one, "x");
  one.older();
  expect(one).toMatchObject({ failed: true, match: null, line: "old" });
});
