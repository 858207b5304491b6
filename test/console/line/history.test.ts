import { expect, test } from "vitest";
import { History } from "#console/line/history.js";

const shift = () => new History(["list vms", "start web-01", "stop db-01", "start web-02", "list hosts"]);

test("blank lines, the same line twice in a row and lines that begin with a blank are not kept", () => {
  const history = new History();
  const kept = ["list", "list", "", "  ", " note secret", "\u3000note 秘密", "start web", "list"].map(
    (line) => history.add(line),
  );
  expect(kept).toEqual([true, false, false, false, false, false, true, true]);
  expect(history.lines).toEqual(["list", "start web", "list"]);
});

test("the newest 5,000 lines are kept", () => {
  const history = new History(Array.from({ length: 5_001 }, (_, index) => `note ${index}`));
  history.add("note 5001");
  expect(history.lines.length).toBe(5_000);
  expect([history.lines[0], history.lines.at(-1)]).toEqual(["note 2", "note 5001"]);
});

test("up goes to older lines, down comes back to what was being typed", () => {
  const history = shift();
  expect(history.previous("", "")).toBe("list hosts");
  expect(history.previous("list hosts", "list hosts")).toBe("start web-02");
  expect(history.next()).toBe("list hosts");
  expect(history.next()).toBe("");
  expect(history.next()).toBeNull();
});

test("only lines that begin with what was typed before the cursor, each once", () => {
  const history = shift();
  history.add("start web-01");
  expect(history.previous("start", "start db")).toBe("start web-01");
  expect(history.previous("start web-01", "start web-01")).toBe("start web-02");
  expect(history.previous("start web-02", "start web-02")).toBeNull();
  expect(history.next("start web-02")).toBe("start web-01");
  expect(history.next("start web-01")).toBe("start db");
});

test("a line that was found and edited begins a walk of its own, and down does not take it away", () => {
  const history = shift();
  expect(history.previous("", "")).toBe("list hosts");
  expect(history.next("list")).toBeNull();
  expect(history.previous("list", "list")).toBe("list hosts");
  expect(history.previous("list hosts", "list hosts")).toBe("list vms");
  expect(history.next("list vms")).toBe("list hosts");
  expect(history.next("list hosts")).toBe("list");
});

test("back at what was being typed, the next walk goes by what stands before the cursor then", () => {
  const history = shift();
  history.previous("st", "st");
  expect(history.next("start web-02")).toBe("st");
  expect(history.previous("", "st")).toBe("list hosts");
});

test("what is typed already is not offered", () => {
  expect(shift().previous("", "list hosts")).toBe("start web-02");
  expect(shift().previous("zzz", "zzz")).toBeNull();
  expect(new History().previous("", "")).toBeNull();
});

test("a line that was run ends the walk", () => {
  const history = shift();
  history.previous("", "");
  history.add("list hosts");
  expect(history.next()).toBeNull();
  expect(history.previous("", "")).toBe("list hosts");
});

test("searching finds the newest line at or before a place, whatever case and width are", () => {
  const history = new History(["stop WEB-01", "起動 Ｗｅｂ", "か\u3099", "stop db"]);
  expect(history.search("web", 3)).toEqual({ line: "起動 Ｗｅｂ", at: 1 });
  expect(history.search("web", 0)).toEqual({ line: "stop WEB-01", at: 0 });
  expect(history.search("が", 99)).toEqual({ line: "か\u3099", at: 2 });
  expect(history.search("STOP", 3)).toEqual({ line: "stop db", at: 3 });
  expect(history.search("nothing", 3)).toBeNull();
  expect(history.search("", 3)).toBeNull();
  expect(history.search("stop", -1)).toBeNull();
});

test("a line that was run often is found once, where it is newest", () => {
  const history = new History(["list", "start web", "list", "stop web", "list"]);
  expect(history.search("list", 4)).toEqual({ line: "list", at: 4 });
  expect(history.search("list", 3)).toBeNull();
  expect(history.searchNewer("web", 0)).toEqual({ line: "start web", at: 1 });
  expect(history.searchNewer("web", 2)).toEqual({ line: "stop web", at: 3 });
  expect(history.searchNewer("list", 0)).toEqual({ line: "list", at: 4 });
  expect(history.searchNewer("web", 4)).toBeNull();
});
