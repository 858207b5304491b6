import { expect, test } from "vitest";
import type { Terminal } from "../terminal/terminal.js";
import {
  atDesk,
  auditRows,
  cursorOn,
  enterLine,
  inventoryRows,
  type Listed,
  machinesThere,
  moveTo,
  namesIn,
} from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

/** Rows of the table at 80x24. */
const PAGE = 11;

test("one look says where one is, as whom, since when, how far away, and what has been recorded", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const [where = "", journal = "", title = ""] = terminal.screen();
  expect(where).toMatch(/^ sim: {2}operator +session 0m {2}\d+(\.\d)? ms {2}read-write$/);
  expect(journal).toMatch(/^ journal #3 {2}✓ signed {2}none open {2}anchored 0m ago +SHA256:\S+…$/);
  expect(title).toMatch(/^━▸Machines ━+ 200 machines ━$/);
  expect(auditRows(terminal.screen())).toEqual([
    expect.stringMatching(/^#0 ✓ OK +Key +\S+…? ✓$/),
    expect.stringMatching(/^#1 → intent +Login +sim: +✓$/),
    expect.stringMatching(/^#2 ✓ OK +Login +sim: +✓$/),
    expect.stringMatching(/^#3 ✓ OK +Anchor +sim: +✓$/),
  ]);
  // What it says of the journal is what is on disk.
  const entries = home.entries();
  expect(entries.at(-1)).toMatchObject({ seq: 2, OPR: "Login", RST: { status: "OK" } });
  const shown = journal.slice(journal.indexOf("SHA256:"), -1);
  expect(entries.at(-1)?.USR.key.startsWith(shown)).toBe(true);
});

test("the cursor moves by arrows, letters, pages and to both ends, and the rows go along", async () => {
  const there = (await machinesThere()).map(({ name }) => name);
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const at = (index: number) => there.at(index) ?? "";
  expect(namesIn(terminal.screen())).toEqual(there.slice(0, PAGE));
  await moveTo(terminal, "down", at(1));
  await moveTo(terminal, "j", at(2));
  await moveTo(terminal, "up", at(1));
  await moveTo(terminal, "k", at(0));
  await moveTo(terminal, "pagedown", at(PAGE));
  expect(namesIn(terminal.screen()).at(-1)).toBe(at(PAGE));
  await moveTo(terminal, "ctrl+f", at(2 * PAGE));
  await moveTo(terminal, "pageup", at(PAGE));
  await moveTo(terminal, "G", at(-1));
  expect(namesIn(terminal.screen())).toEqual(there.slice(-PAGE));
  // It stops there.
  terminal.press("down");
  await moveTo(terminal, "up", at(-2));
  await moveTo(terminal, "g", at(0));
  expect(namesIn(terminal.screen())).toEqual(there.slice(0, PAGE));
  expect(terminal.scrolled).toBe(0);
});

/** Presses `o` or `O`, waits for the order's sign at a heading, and goes to the top: the machines that are seen there. */
async function sorted(
  terminal: Terminal,
  there: readonly Listed[],
  key: "o" | "O",
  heading: string,
): Promise<readonly Listed[]> {
  terminal.press(key);
  await terminal.see(heading);
  terminal.press("g");
  await terminal.until(
    "the cursor at the top",
    (screen) => inventoryRows(screen)[1]?.startsWith("›") === true,
  );
  return namesIn(terminal.screen()).map((name) => {
    const machine = there.find((each) => each.name === name);
    if (machine === undefined) throw new Error(`there is no ${name}`);
    return machine;
  });
}

test("the table is sorted by each column in turn, and turned round", async () => {
  const there = await machinesThere();
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const known = (numbers: readonly (number | null)[]) => numbers.filter((number) => number !== null);
  const least = (numbers: readonly (number | null)[]) =>
    known(numbers)
      .sort((a, b) => a - b)
      .slice(0, PAGE);
  const most = (numbers: readonly (number | null)[]) =>
    known(numbers)
      .sort((a, b) => b - a)
      .slice(0, PAGE);

  const byPower = await sorted(terminal, there, "o", "POWER↑");
  expect(byPower.every(({ power }) => power === "on")).toBe(true);
  const byCpus = await sorted(terminal, there, "o", "CPUS↑");
  expect(byCpus.map(({ cpus }) => cpus)).toEqual(least(there.map(({ cpus }) => cpus)));
  const byMemory = await sorted(terminal, there, "o", "MEMORY↑");
  expect(byMemory.map(({ memoryMiB }) => memoryMiB)).toEqual(least(there.map(({ memoryMiB }) => memoryMiB)));
  const turned = await sorted(terminal, there, "O", "MEMORY↓");
  expect(turned.map(({ memoryMiB }) => memoryMiB)).toEqual(most(there.map(({ memoryMiB }) => memoryMiB)));
  await sorted(terminal, there, "o", "IP↑");
  const byHost = await sorted(terminal, there, "o", "HOST↑");
  expect(new Set(byHost.map(({ host }) => host))).toEqual(new Set(["esx-01.osa.example"]));
  const byName = await sorted(terminal, there, "o", "NAME↑");
  expect(byName).toEqual(there.slice(0, PAGE));
  const backwards = await sorted(terminal, there, "O", "NAME↓");
  expect(backwards).toEqual(there.toReversed().slice(0, PAGE));
});

test("hosts and clusters fold and open, and one goes from a machine to what holds it", async () => {
  const there = await machinesThere();
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const host = there.find(({ name }) => name === "api-01")?.host ?? "";
  const onIt = there.filter((machine) => machine.host === host);
  terminal.press("t");
  await terminal.see("▸Hosts and clusters");
  // The tree is open down to the machine that the cursor was on.
  await cursorOn(terminal, "api-01");
  await moveTo(terminal, "left", host);
  expect(terminal.text()).toMatch(new RegExp(`^›.*▾ ▶ ${host} +${onIt.length}$`, "m"));
  terminal.press("left");
  await terminal.see(`▸ ▶ ${host}`);
  expect(inventoryRows(terminal.screen()).some((row) => row.includes("api-01"))).toBe(false);
  await moveTo(terminal, "h", "osa-cluster-01");
  await moveTo(terminal, "h", "osa-cluster-01");
  await terminal.see(/▸ osa-cluster-01/);
  await moveTo(terminal, "left", "Osaka");
  terminal.press("g", "l");
  await cursorOn(terminal, "Osaka");
  await moveTo(terminal, "down", "osa-cluster-01");
  terminal.press("right");
  await terminal.see("▾ osa-cluster-01");
  // What was folded inside stays so.
  await terminal.see(`▸ ▶ ${host}`);
});

test("folders are the other tree, and the way back to the table keeps the machine", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  await moveTo(terminal, "j", "api-02");
  terminal.press("t");
  await terminal.see("▸Hosts and clusters");
  terminal.press("t");
  await terminal.see("▸Folders");
  await cursorOn(terminal, "api-02");
  await moveTo(terminal, "h", "Production");
  terminal.press("h");
  await terminal.see("▸ Production");
  await moveTo(terminal, "h", "Osaka");
  terminal.press("o");
  await terminal.see("only in the table (t)");
  // Folded away, it is not where the cursor can be any more.
  terminal.press("t");
  await terminal.see("▸Machines");
  terminal.press("l");
  await terminal.see("only in a tree (t)");
});

test("on a wide screen the details are beside, and the machine's own history grows as one works", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home, { columns: 160, rows: 50 });
  await terminal.see("Events at the server");
  const details = () => terminal.screen().map((row) => row.split("│")[1]?.trim() ?? "");
  const api = (await machinesThere()).find(({ name }) => name === "api-01");
  expect(details()).toEqual(
    expect.arrayContaining([
      "NAME         api-01",
      "PATH         /Osaka/vm/Production/api-01",
      "POWER        on",
      `CPUS         ${api?.cpus}`,
      `MEMORY       ${api?.memoryMiB} MiB`,
      `HOST         ${api?.host}`,
      "Hardware",
      expect.stringMatching(/^Hard disk 1 {2}40 GiB {2}\[osa-vmfs-\d+\] api-01\/api-01\.vmdk$/),
      expect.stringMatching(/^Network adapter 1 {2}osa-prod {2}00:50:56:/),
      "No snapshots",
      "Events at the server",
      "In the journal",
      "nothing yet",
    ]),
  );
  enterLine(terminal, "snapshot create api-01 before-patch");
  await terminal.see("Snapshots: 1");
  await terminal.see(/│ \d\d:\d\d:\d\d #5 ✓ OK CreateSnapshot/);
  expect(details()).toContainEqual(expect.stringMatching(/^▸ before-patch {2}\d{4}-/));
  expect(details()).not.toContain("nothing yet");
  await terminal.see(/│ \d\d:\d\d:\d\d api-01 has a new snapshot {2}operator/);
  // Where there is no room for all, the events give way to what was done from here.
  terminal.resize(160, 38);
  await terminal.gone("api-01 has a new snapshot");
  await terminal.see(/│ \d\d:\d\d:\d\d #5 ✓ OK CreateSnapshot/);
  terminal.press("esc");
  await terminal.see("? help");
  // Another machine has a past of its own.
  await moveTo(terminal, "j", "api-02");
  await terminal.see("nothing yet");
  expect(details()).not.toContainEqual(expect.stringContaining("CreateSnapshot"));
});

test("on a small one they are opened by i, and scrolled", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  expect(terminal.text()).not.toContain("Hardware");
  terminal.press("i");
  await terminal.see(/^━▸api-01 ━/m);
  await terminal.see("PATH         /Osaka/vm/Production/api-01");
  await terminal.see("Hardware");
  terminal.press("end");
  await terminal.see("Hard disk 1  40 GiB");
  await terminal.see("In the journal");
  await terminal.see("nothing yet");
  expect(terminal.text()).not.toContain("PATH         /Osaka");
  terminal.press("esc");
  await terminal.see("▸Machines");
  await cursorOn(terminal, "api-01");
});

/** The filter line, and the numbers that are shown of those that are there. */
async function filtered(terminal: Terminal, text: string, shown: number): Promise<readonly string[]> {
  await terminal.see(`/${text}  ${shown === 200 ? "" : `${shown} of `}200 machines`);
  return namesIn(terminal.screen());
}

test("a filter narrows what is shown at every key: loosely, by glob, and by what is left out", async () => {
  const there = await machinesThere();
  const count = (holds: (machine: Listed) => boolean) => there.filter(holds).length;
  using home = new OperatorHome();
  await using terminal = await atDesk(home);

  terminal.press("/");
  await terminal.see("Esc shows all");
  for (const [key, typed, loosely] of [
    ["d", "d", /d/],
    ["b", "db", /d.*b/],
    ["9", "db9", /d.*b.*9/],
  ] as const) {
    terminal.type(key);
    // Of an address and a host's name a word is one piece.
    const holds = ({ name, ip, host }: Listed) =>
      loosely.test(name) || host.includes(typed) || ip?.includes(typed) === true;
    const names = await filtered(terminal, typed, count(holds));
    expect(names.length).toBe(Math.min(PAGE, count(holds)));
  }
  terminal.press("ctrl+u");
  terminal.type("web-0?");
  const nine = there.filter(({ name }) => /^web-0.$/.test(name)).map(({ name }) => name);
  expect(await filtered(terminal, "web-0?", nine.length)).toEqual(nine);
  terminal.type(" !web-03");
  const eight = nine.filter((name) => name !== "web-03");
  expect(await filtered(terminal, "web-0? !web-03", eight.length)).toEqual(eight);
  // Enter keeps it, and the keys are the panes' again.
  terminal.press("enter");
  await terminal.see("? help");
  await moveTo(terminal, "G", "web-09");
  expect(terminal.text()).toContain("8 of 200 machines");
});

test("what matches nothing says so; Escape takes the filter back, and the cursor stays with its machine", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  terminal.press("/");
  terminal.type("qqqq");
  await terminal.see("Nothing matches qqqq. Esc shows all again.");
  await terminal.see("0 of 200 machines");
  terminal.press("ctrl+u");
  terminal.type("web-1*");
  await cursorOn(terminal, "web-10");
  await moveTo(terminal, "down", "web-11");
  terminal.press("esc");
  await terminal.see(/▸Machines ━+ 200 machines/);
  await cursorOn(terminal, "web-11");
  // One that was kept is taken back by Escape too.
  terminal.press("/");
  terminal.type("mail");
  terminal.press("enter");
  await terminal.see(/\/mail {2}\d+ of 200 machines/);
  terminal.press("esc");
  await terminal.see(/▸Machines ━+ 200 machines/);
});

test("marks, a range and all that are shown: one operation on them, agreed to by their number", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  terminal.press("/");
  terminal.type("batch-*");
  await terminal.see("9 of 200 machines");
  terminal.press("enter");
  await terminal.see("? help");
  await cursorOn(terminal, "batch-01");
  terminal.press("space");
  await terminal.see("1 marked");
  await cursorOn(terminal, "batch-02");
  terminal.press("j", "j", "V");
  await terminal.see("4 marked");
  expect(inventoryRows(terminal.screen()).filter((row) => row[1] === "*").length).toBe(4);
  terminal.press("*");
  await terminal.see("9 marked");
  terminal.press("*");
  await terminal.gone("marked");
  terminal.press("*");
  await terminal.see("9 marked");
  // Marks stay when other machines are shown.
  terminal.press("esc");
  await terminal.see(/9 marked {2}200 machines/);

  terminal.press("S");
  await terminal.see("7 to run, 2 refused");
  await terminal.see("Type the number of those that will be changed to agree: 7");
  const before = home.entries().length;
  terminal.type("9");
  terminal.press("enter");
  await terminal.see("That is not it; nothing was sent.");
  expect(home.entries().length).toBe(before);
  terminal.press("backspace");
  terminal.type("7");
  terminal.press("enter");
  await terminal.see(/StopVM .*9.*7 OK.*2 REFUSED|StopVM .*9.*2 REFUSED.*7 OK/);
  const done = home.entries().filter(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome");
  const named = (status: string) =>
    done
      .filter(({ RST }) => RST?.status === status)
      .map(({ TGT }) => TGT.name)
      .sort();
  expect(named("REFUSED")).toEqual(["batch-04", "batch-07"]);
  expect(named("OK")).toEqual([1, 2, 3, 5, 6, 8, 9].map((n) => `batch-0${n}`));
  // The table shows what has come of it.
  terminal.press("/");
  terminal.type("batch-*");
  await terminal.see("9 of 200 machines");
  await terminal.until("all nine to be off", (screen) =>
    inventoryRows(screen)
      .slice(1)
      .every((row) => row.includes("■ off")),
  );
});
