import stringWidth from "string-width";
import { expect, test } from "vitest";
import { press } from "#console/actions/press.js";
import { Frame } from "#console/view/frame.js";
import { layoutOf } from "#console/view/layout.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { estate, machine } from "../../inventory/estate.js";
import { entry, OK } from "../entries.js";
import { FakeConsole } from "../fake-console.js";

const SIZES = [
  [80, 24],
  [81, 25],
  [100, 30],
  [115, 24],
  [116, 24],
  [132, 43],
  [159, 36],
  [160, 35],
  [300, 80],
] as const;

const NAMES = [
  "web-01",
  "会計サーバー-本番-第一データセンター-東京-01",
  "a".repeat(200),
  "👩‍👩‍👧‍👦-family",
  "e\u0301-01",
];

function crowded(catalogue: Catalogue): FakeConsole {
  const many = Array.from({ length: 120 }, (_, index) =>
    machine(`vm-${index}`, `${NAMES[index % 5]}-${index}`),
  );
  const console = Object.assign(new FakeConsole(estate(...many)), { catalogue });
  const { store } = console;
  for (let seq = 0; seq < 60; seq += 1) {
    const name = NAMES[seq % 5]!;
    const TGT = { kind: "VirtualMachine", id: `vm-${seq}`, uuid: null, name } as const;
    store.audit.add(
      entry(seq, { TGT, RST: seq % 7 === 0 ? { status: "NG", code: "SERVER_FAULT" } : OK }),
      () => true,
    );
  }
  for (let index = 0; index < 8; index += 1) store.jobs.begin(`start ${NAMES[index % 5]}`, 1);
  return console;
}

/** Whatever is on the screen, it is exactly as large as the screen. */
function expectToFit(console: FakeConsole, what: string): void {
  const frame = new Frame();
  for (const [columns, rows] of SIZES) {
    const { lines, cursor } = frame.paint(console, columns, rows);
    expect(lines, `${what}, ${columns}x${rows}`).toHaveLength(rows);
    for (const line of lines) expect(stringWidth(line), `${what}, ${columns}x${rows}: ${line}`).toBe(columns);
    if (cursor === null) continue;
    expect(cursor.x, what).toBeLessThan(columns);
    expect(cursor.y, what).toBeLessThan(rows);
  }
}

const KEYS: readonly (readonly string[])[] = [
  [],
  ["*"],
  ["t"],
  ["t", "t"],
  ["/", "w", "会"],
  [":", ..."memory 会計サーバー 8GiB --nothing-like-it"],
  [":", ..."s", "tab"],
  [":", ..."memory", "enter"],
  ["ctrl+r", "w"],
  ["?"],
  ["ctrl+p"],
  ["enter"],
  ["i"],
  ["T"],
  ["m"],
  ["N"],
  ["y"],
  ["q"],
  ["tab", "enter"],
  ["tab", "up", "up"],
];

test.each([
  ["en", en],
  ["ja", ja],
] as const)("in %s every frame is exactly as large as the terminal, whatever is shown", (_, catalogue) => {
  for (const keys of KEYS) {
    const console = crowded(catalogue);
    console.store.say("danger", "The connection was lost. ".repeat(30));
    for (const key of keys) press(console, key, [...key].length === 1 ? key : "");
    expectToFit(console, keys.join(" "));
  }
});

test("before there is a session, and once it is lost, it fits as well", () => {
  const console = new FakeConsole();
  expectToFit(console, "connecting");
  console.lose();
  console.store.journal.fail();
  expectToFit(console, "lost");
});

test("below the minimum it says so, as far as there is room", () => {
  const console = crowded(en);
  for (const [columns, rows] of [
    [79, 24],
    [80, 23],
    [20, 3],
    [1, 1],
  ] as const) {
    const { lines } = new Frame().paint(console, columns, rows);
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(stringWidth(line)).toBe(columns);
    expect("The console needs 80x24;").toContain(lines[0]!.slice(0, Math.min(24, columns - 1)).trim());
  }
});

test.each(SIZES)("panes of %ix%i share all rows, and the inventory keeps some", (columns, rows) => {
  for (let tasks = 0; tasks < 12; tasks += 1) {
    for (let bottom = 3; bottom <= 5; bottom += 1) {
      const layout = layoutOf(columns, rows, tasks, bottom);
      const { header, inventory, audit, details } = layout;
      expect(header + inventory.height + layout.tasks + audit + layout.bottom).toBe(rows);
      expect(inventory.height).toBeGreaterThanOrEqual(6);
      expect(inventory.width + (details === null ? 0 : details.width + 1)).toBe(columns);
    }
  }
});

test("over and under what plays stands what is so now: where one is connected, whether it is recorded, and the notice", () => {
  const console = new FakeConsole(estate(machine("vm-1", "web-01")));
  const { store } = console;
  store.dialogs.open({
    title: "night.cast",
    isWhole: true,
    press: () => undefined,
    keys: () => [],
    paint: (_, { width, height }) => ({
      lines: Array.from({ length: height }, (_, row) => `row ${row}`.padEnd(width)),
      cursor: { x: 1, y: height - 1 },
    }),
  });
  const painted = () => new Frame().paint(console, 80, 24);
  const [where = "", evidence = "", title = "", first = ""] = painted().lines;
  expect(where).toMatch(/^ sim: .*read-write $/u);
  expect(evidence).toMatch(/journal .*signed/u);
  expect(title).toMatch(/^━▸REPLAY, not the console: night\.cast ━+$/u);
  expect(first).toMatch(/^row 0 /u);
  console.lose();
  store.recording = "failed";
  store.say("warning", "Somebody asks from outside: stop web-01? ".repeat(3));
  const { lines, cursor } = painted();
  expect(lines[0]).toMatch(/^ ! REC FAILED .*CONNECTION LOST/u);
  expect(lines.slice(-2).join("")).toMatch(/Somebody asks from outside.*stop web-01/u);
  // It gives way to what is said.
  expect(lines.at(-3)).toMatch(/^row 18 /u);
  expect(cursor).toEqual({ x: 1, y: 21 });
  expectToFit(console, "a recording");
});
