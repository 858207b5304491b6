import stringWidth from "string-width";
import { expect, test } from "vitest";
import { layoutOf } from "#console/view/layout.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { atDesk, enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

/** The notice, the line that is typed, the keys. */
const BOTTOM = 3;

/**
 * Waits until the console has been drawn in the terminal's size: its last row is that of the keys, its first the header's, and
 * the title of the inventory ends where the terminal does, or where the details begin.
 */
async function drawn(terminal: Terminal): Promise<void> {
  const { columns, rows } = terminal;
  const { header, inventory } = layoutOf(columns, rows, 0, BOTTOM);
  await terminal.until(`the console in ${columns}x${rows}`, (screen) => {
    const title = screen[header]?.slice(0, inventory.width) ?? "";
    return (
      /^ sim: .*read-write$/.test(screen[0] ?? "") &&
      /^[━─][▸ ]Machines .* [━─]$/.test(title) &&
      title.length === inventory.width &&
      (screen[rows - 1] ?? "").startsWith(" Enter operate")
    );
  });
}

/** A row by its cells, so that what is at a column is what is seen there. */
function cells(terminal: Terminal, row: number, from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => terminal.cell(row, from + index).text)
    .join("")
    .trimEnd();
}

/** Every row is what the layout has there, from the first column to the last: nothing wrapped, nothing over anything else. */
function expectLaidOut(terminal: Terminal, columnNames: readonly string[], scrolled = 0): void {
  const { columns, rows } = terminal;
  const { header, inventory, details, audit } = layoutOf(columns, rows, 0, BOTTOM);
  expect(header + inventory.height + audit + BOTTOM).toBe(rows);
  const screen = terminal.screen();
  const top = header;
  const below = header + inventory.height;
  const titles = screen.flatMap((row, index) => (/^[━─][▸ ]/.test(row) ? [index] : []));
  expect(titles).toEqual([top, below]);
  expect(terminal.cell(top, inventory.width - 1).text).toBe("━");
  expect(terminal.cell(below, columns - 1).text).toBe("─");

  const evidence = "journal #3  ✓ signed  none open  anchored 0m ago";
  if (header === 1) expect(screen[0]).toMatch(new RegExp(`^ sim: {2}operator +${evidence} .*read-write$`));
  else
    expect(screen.slice(0, 2)).toEqual([
      expect.stringMatching(/^ sim: {2}operator /),
      expect.stringMatching(`^ ${evidence}`),
    ]);

  const table = Array.from({ length: inventory.height - 1 }, (_, index) =>
    cells(terminal, top + 1 + index, 0, inventory.width),
  );
  expect(table[0]?.trim().split(/ {2,}/)).toEqual(columnNames);
  for (const row of table.slice(1)) expect(row).toMatch(/^[› ] \S.* [▶■‖] (?:on|off|susp\S*) /);
  for (let row = top; row < below; row += 1) {
    const between = cells(terminal, row, 0, columns)
      .split("")
      .filter((text) => text === "│");
    expect(between).toHaveLength(details === null ? 0 : 1);
    if (details !== null) expect(terminal.cell(row, inventory.width).text).toBe("│");
  }
  if (details !== null) {
    expect(details.width + 1 + inventory.width).toBe(columns);
    expect(terminal.cell(top, columns - 1).text).toBe("─");
    expect(cells(terminal, top + 1, inventory.width + 1, columns)).toMatch(/^ ID +vm-\d+$/);
  }

  const entries = screen.slice(below + 1, rows - BOTTOM).filter(Boolean);
  expect(entries).toHaveLength(4);
  for (const entry of entries) {
    expect(entry).toMatch(/^ \d\d:\d\d:\d\d +#\d (?:✓ OK|→ intent) +\w+ .* ✓$/);
    expect(entry).toHaveLength(columns - 1);
  }
  expect(screen.slice(rows - BOTTOM)).toEqual([
    expect.stringMatching(/^(?: Connected to Shoseki simulator\.)?$/),
    expect.stringMatching(/^› : command/),
    expect.stringMatching(/^ Enter operate {3}: command .*\S$/),
  ]);
  expect(terminal.scrolled).toBe(scrolled);
}

const ALL_COLUMNS = ["NAME↑", "POWER", "CPUS", "MEMORY", "IP", "HOST"];

test.each([
  [80, 24],
  [120, 40],
  [200, 50],
  [300, 80],
])("in %ix%i every row fits", async (columns, rows) => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, { columns, rows });
  await drawn(terminal);
  expectLaidOut(terminal, ALL_COLUMNS);
  expect(terminal).toMatchObject({ onAlternateScreen: true, cursor: { shown: false } });
});

test("panes fold away by priority: columns and details give way before the table does", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, { columns: 116, rows: 30 });
  await drawn(terminal);
  // The address is in the details.
  expectLaidOut(
    terminal,
    ALL_COLUMNS.filter((name) => name !== "IP"),
  );
  await terminal.see(/│ IP +\d/);
  terminal.resize(115, 30);
  await drawn(terminal);
  expectLaidOut(terminal, ALL_COLUMNS);
});

test("what runs has rows of its own while it does, and the inventory gives them", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?latency=300ms"]);
  await drawn(terminal);
  const titles = (screen: readonly string[]) =>
    screen.flatMap((row, index) => (/^[━─][▸ ]/.test(row) ? [index] : []));
  const [inventory = 0, audit = 0] = titles(terminal.screen());
  enterLine(terminal, "start api-02");
  await terminal.see("─ 1 running ─");
  expect(titles(terminal.screen())).toEqual([inventory, audit - 2, audit]);
  expect(terminal.screen()[audit - 1]).toMatch(/^ (?:StartVM|…) .*api-02 .* s$/);
  await terminal.gone("running");
  expect(titles(terminal.screen())).toEqual([inventory, audit]);
  expect(terminal.scrolled).toBe(0);
});

test("larger, smaller and back: every size is drawn in full, and nothing is left of the one before", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, { columns: 120, rows: 40 });
  await drawn(terminal);
  const sizes = [
    [200, 50],
    [80, 24],
    [300, 80],
    [80, 24],
    [120, 40],
  ] as const;
  for (const [columns, rows] of sizes) {
    const isSmaller = rows < terminal.rows;
    terminal.resize(columns, rows);
    // What the terminal itself does with rows that it loses is not the program's; nor is what a frame does that was on its
    // way, and was drawn for more rows.
    if (isSmaller) await drawn(terminal);
    const lost = terminal.scrolled;
    await drawn(terminal);
    expectLaidOut(terminal, ALL_COLUMNS, lost);
  }
});

test("a dialog and what is typed in it stay where they are while the terminal changes its size", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, { columns: 120, rows: 40 });
  terminal.press("n");
  await terminal.see("NEW-NAME api-01");
  terminal.type("ledger-01");
  await terminal.see("NEW-NAME ledger-01");
  for (const [columns, rows] of [
    [80, 24],
    [200, 50],
  ] as const) {
    terminal.resize(columns, rows);
    await terminal.until(
      "the form in the new size",
      (screen) =>
        /━$/.test(screen[rows < 50 ? 2 : 1] ?? "") && (screen[rows - 1] ?? "").startsWith(" Enter plan it"),
    );
    expectCursorAfter(terminal, "NEW-NAME ledger-01");
  }
  terminal.press("enter");
  await terminal.see("OK RenameVM  api-01  name api-01 -> ledger-01");
});

test("below 80x24 it says what it needs, and comes back with everything where it was", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  await drawn(terminal);
  terminal.press("down");
  await terminal.see("› api-02");
  for (const [columns, rows] of [
    [79, 24],
    [80, 23],
    [20, 6],
  ] as const) {
    terminal.resize(columns, rows);
    const needs = `The console needs 80x24; this terminal has ${columns}x${rows}.`;
    await terminal.until(
      `"${needs}" and nothing else`,
      (screen) => screen.filter(Boolean).join(" ") === needs,
    );
    expect(terminal.cursor.shown).toBe(false);
  }
  terminal.resize(80, 24);
  await drawn(terminal);
  expect(terminal.text()).toContain("› api-02");
  expectLaidOut(terminal, ALL_COLUMNS, terminal.scrolled);
});

test("the cursor is shown where text is typed, at its column, and nowhere else", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  expect(terminal.cursor.shown).toBe(false);

  terminal.press(":");
  terminal.type("note 夜間の");
  await terminal.see("› note 夜間の");
  expectCursorAfter(terminal, "› note 夜間の");
  terminal.press("left");
  await terminal.until("the cursor before the の", () => terminal.cursor.column === "› note ".length + 4);
  terminal.press("ctrl+a");
  await terminal.until("the cursor at the beginning", () => terminal.cursor.column === 2);
  terminal.press("esc");
  await terminal.until("no cursor", () => !terminal.cursor.shown);

  terminal.press("/");
  terminal.type("web");
  await terminal.see(/^\/web/m);
  expectCursorAfter(terminal, "/web", 22);
  terminal.press("esc");
  await terminal.until("no cursor", () => !terminal.cursor.shown);

  terminal.press("T");
  terminal.type("mono");
  await terminal.see(" › monochrome ");
  await terminal.gone(" colour-blind ");
  expectCursorAfter(terminal, " ›  mono");
  terminal.press("esc");
  await terminal.gone("Themes");
  expect(terminal.cursor.shown).toBe(false);

  terminal.press("q");
  await terminal.see("Log out and leave?");
  expect(terminal.cursor.shown).toBe(false);
});

/** The cursor is shown right after that text, on its row. */
function expectCursorAfter(terminal: Terminal, text: string, onRow?: number): void {
  const row = onRow ?? terminal.screen().findIndex((each) => each.includes(text));
  const before = terminal.screen()[row]?.split(text)[0] ?? "";
  expect(terminal.cursor).toEqual({ row, column: stringWidth(before + text), shown: true });
}
