import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HistoryFile } from "#console/line/history-file.js";
import { readOnlyPlace } from "../../journal/read-only-place.js";
import { smallDisk } from "../../journal/small-disk.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";

const rowsOf = (path: string) => readFileSync(path, "utf8").split("\n").slice(0, -1);
const modeOf = (path: string) => statSync(path).mode & 0o777;
const rows = (lines: readonly string[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

test("what was run in one session is there in the next", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "state", "shoseki", "history");
  const evening = HistoryFile.open(path);
  expect(evening).toMatchObject({ problem: null, history: { lines: [] } });
  const typed = ["list vms", 'note "引継ぎ" か\u3099 が', "list vms"];
  for (const line of typed) expect(evening.add(line)).toBeNull();
  expect(HistoryFile.open(path).history.lines).toEqual(typed);
  expect(rowsOf(path)).toEqual(typed.map((line) => JSON.stringify(line)));
  expect(modeOf(path)).toBe(0o600);
  expect(modeOf(join(place.path, "state", "shoseki"))).toBe(0o700);
});

test("a line that the history does not keep is not on the disk either", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "history");
  const file = HistoryFile.open(path);
  for (const line of ["", " note secret", "list", "list"]) file.add(line);
  expect(rowsOf(path)).toEqual(['"list"']);
});

test("bad rows are skipped, and the row that a crash has cut off harms no other", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "history");
  writeFileSync(path, '"list"\nnonsense\n{"a":1}\n\n42\n"start web-01"\n"stop w');
  const file = HistoryFile.open(path);
  expect(file).toMatchObject({ problem: null, history: { lines: ["list", "start web-01"] } });
  file.add("stop web-02");
  expect(HistoryFile.open(path).history.lines).toEqual(["list", "start web-01", "stop web-02"]);
});

test("a file of more than 5,000 lines keeps the newest, and others go on adding to it", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "history");
  const lines = Array.from({ length: 5_010 }, (_, index) => `note ${index}`);
  writeFileSync(path, rows(lines.slice(0, 5_000)), { mode: 0o644 });
  const open = HistoryFile.open(path);
  expect(rowsOf(path).length).toBe(5_000);
  for (const line of lines.slice(5_000)) open.add(line);
  expect(rowsOf(path).length).toBe(5_010);
  expect(HistoryFile.open(path).history.lines).toEqual(lines.slice(-5_000));
  expect(rowsOf(path)).toEqual(lines.slice(-5_000).map((line) => JSON.stringify(line)));
  expect(modeOf(path)).toBe(0o600);
  open.add("after the file was replaced");
  expect(rowsOf(path).at(-1)).toBe('"after the file was replaced"');
});

const SOURCE = `
const { HistoryFile } = await import("#console/line/history-file.js");
const [path, name, count] = process.argv.slice(1);
for (let index = 0; index < Number(count); index += 1) {
  // Opened again and again, as it is opening that makes the file smaller.
  const { problem } = index % 5 === 0 ? (globalThis.file = HistoryFile.open(path)) : { problem: null };
  const told = problem ?? globalThis.file.add(name + " " + index);
  if (told !== null) throw new Error(told.cause);
}`;

/** A console in a process of its own, which adds lines. Answers its exit code. */
async function consoleAdding(path: string, name: string, count: number): Promise<unknown> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", SOURCE, path, name, String(count)],
    {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      env: { ...process.env, TSX_TSCONFIG_PATH: "test/tsconfig.json" },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const [code] = await once(child, "close");
  return code;
}

test("several consoles add to one file while it is made smaller: nothing is lost", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "history");
  const old = Array.from({ length: 5_000 }, (_, index) => `old ${index}`);
  writeFileSync(path, rows(old));
  const names = ["a", "b", "c"];
  const codes = await Promise.all(names.map((name) => consoleAdding(path, name, 100)));
  expect(codes).toEqual([0, 0, 0]);
  const { lines } = HistoryFile.open(path).history;
  for (const name of names) {
    const own = lines.filter((line) => line.startsWith(`${name} `));
    expect(own).toEqual(Array.from({ length: 100 }, (_, index) => `${name} ${index}`));
  }
  expect(lines.filter((line) => line.startsWith("old "))).toEqual(old.slice(300));
});

// Nothing at all fits, not even for the lock; a page of the row does; some of it does.
test.for([0, 4_096, 12_288])(
  "a full disk, but for %i bytes: told once, no half of a row is there, and the history goes on in memory",
  (leave, context) => {
    using disk = smallDisk(context, { kiB: 128 });
    const path = join(disk.path, "history");
    const file = HistoryFile.open(path);
    file.add("list");
    disk.fill(leave);
    const long = `note ${"x".repeat(40_000)}`;
    expect(file.add(long)).toEqual({ path, cause: expect.stringMatching(/disk is full|ENOSPC/) });
    expect(file.add("list hosts")).toBeNull();
    expect(file.problem).not.toBeNull();
    expect(file.history.lines).toEqual(["list", long, "list hosts"]);
    expect(readFileSync(path, "utf8")).toBe('"list"\n');
    disk.free();
    expect(HistoryFile.open(path)).toMatchObject({ problem: null, history: { lines: ["list"] } });
  },
);

test("a place that cannot be written: what is there is read, and it is told once", (context) => {
  using place = readOnlyPlace(context);
  const path = join(place.path, "history");
  HistoryFile.open(path).add("list");
  place.readOnly(true);
  const file = HistoryFile.open(path);
  expect(file.history.lines).toEqual(["list"]);
  const told = [file.problem, file.add("list hosts"), file.add("list vms")].filter((each) => each !== null);
  expect(told).toEqual([{ path, cause: expect.stringMatching(/read-?only|EACCES/i) }]);
  expect(file.history.lines).toEqual(["list", "list hosts", "list vms"]);
  // Where there is no history yet, it is told at opening.
  expect(HistoryFile.open(join(place.path, "other")).problem).not.toBeNull();
  place.readOnly(false);
  expect(rowsOf(path)).toEqual(['"list"']);
});

test("no room to make a long file smaller: it is read as it is", (context) => {
  using disk = smallDisk(context, { kiB: 256 });
  const path = join(disk.path, "history");
  const lines = Array.from({ length: 5_001 }, (_, index) => `note ${index}`);
  writeFileSync(path, rows(lines));
  disk.fill(8_192);
  const file = HistoryFile.open(path);
  expect(file.problem).toMatchObject({ path });
  expect(file.history.lines).toEqual(lines.slice(1));
  expect(rowsOf(path).length).toBe(5_001);
});

test("a directory in the place of the file, and a file in the place of its directory", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "history");
  mkdirSync(path);
  expect(HistoryFile.open(path)).toMatchObject({ problem: { path }, history: { lines: [] } });
  rmSync(path, { recursive: true });
  writeFileSync(path, "");
  const below = HistoryFile.open(join(path, "history"));
  expect(below.problem).not.toBeNull();
  expect(below.add("list")).toBeNull();
  expect(below.history.lines).toEqual(["list"]);
});

test("the state directory is taken away during the shift", () => {
  using place = temporaryDirectory();
  const state = join(place.path, "state");
  const file = HistoryFile.open(join(state, "history"));
  rmSync(state, { recursive: true });
  expect(file.add("list")).toMatchObject({ path: join(state, "history") });
  expect(file.add("list hosts")).toBeNull();
  expect(existsSync(state)).toBe(false);
});
