import { expect, test } from "vitest";
import { RowSigns } from "#console/view/row-signs.js";

/** What would be on the screen: Ink writes the signs one below the other. */
function screen(rows: RowSigns, lines: readonly string[]): string {
  return rows.painted(rows.of(lines).join("\n"));
}

test("each row is written as its painted line", () => {
  const lines = ["\u001b[1mMachines\u001b[0m", "web-01", "", "検証-02 $& \ue000"];
  expect(screen(new RowSigns(), lines)).toBe(lines.join("\n"));
});

test("a row whose line is the same keeps its sign, so that it is not written again; the others do not", () => {
  const rows = new RowSigns();
  const before = rows.of(["title", "web-01 on", "web-02 on"]);
  const after = rows.of(["title", "web-01 off", "web-02 on", "web-03 on"]);
  expect(after.map((sign, row) => sign === before[row])).toEqual([true, false, true, false]);
});

test("rows with the same line are told apart from those around them, whatever moves", () => {
  const rows = new RowSigns();
  expect(screen(rows, ["", "", "a"])).toBe("\n\na");
  expect(screen(rows, ["", "a", ""])).toBe("\na\n");
});

test("after a day of changes, each row is still what it was painted as", () => {
  const rows = new RowSigns();
  const title = "title";
  for (let change = 0; change < 50_000; change += 1) {
    const lines = [title, `change ${change}`];
    if (screen(rows, lines) !== lines.join("\n")) expect.fail(`at change ${change}`);
  }
});

test("rows that changed a moment ago can still be written; those of long ago take no space", () => {
  const rows = new RowSigns();
  const frames = Array.from({ length: 1_000 }, (_, change) =>
    rows.of(["title", `change ${change}`]).join("\n"),
  );
  expect(rows.painted(frames.at(-100)!)).toBe("title\nchange 900");
  expect(rows.painted(frames[100]!)).toBe("title\n");
});
