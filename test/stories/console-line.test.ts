import { expect, test } from "vitest";
import type { Terminal } from "../terminal/terminal.js";
import { atDesk, auditRows, cursorOn, enterLine, machinesThere } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

/** The command line is the last row but one; what is wrong with it, or the keys, below it. */
const lineIn = (screen: readonly string[]) => screen.at(-2) ?? "";

/** Waits until the command line begins with this, after its prompt. */
async function lineIs(terminal: Terminal, text: string | RegExp): Promise<void> {
  await terminal.until(`the line ${String(text)}`, (screen) => {
    const line = lineIn(screen).slice("› ".length);
    return typeof text === "string" ? line === text : text.test(line);
  });
}

/** Clears what is typed, and types this in its place. */
async function retype(terminal: Terminal, text: string): Promise<void> {
  terminal.press("ctrl+e", "ctrl+u");
  terminal.type(text);
  await terminal.until(`${text} typed`, (screen) => lineIn(screen).startsWith(`› ${text}`.trimEnd()));
}

/** A desk whose command line has the keys. */
async function atLine(home: OperatorHome): Promise<Terminal> {
  const terminal = await atDesk(home);
  terminal.press(":");
  await terminal.see("Tab complete");
  return terminal;
}

/** What is offered above the line, the one that has been taken with its sign. */
function offered(screen: readonly string[]): readonly string[] {
  const above = screen.slice(0, -2);
  const from = above.findLastIndex((row) => !/^ (›| ) \S/.test(row));
  return above.slice(from + 1).map((row) => row.trim().replace(/ {2,}/g, "  "));
}

async function offers(terminal: Terminal, expected: readonly (string | RegExp)[]): Promise<void> {
  await terminal.until(`${expected.join(", ")} to be offered`, (screen) => {
    const rows = offered(screen);
    return (
      rows.length === expected.length &&
      expected.every((each, at) => (typeof each === "string" ? rows[at] === each : each.test(rows[at] ?? "")))
    );
  });
}

test("Tab completes verbs: what they share, then each in turn, and back", async () => {
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  terminal.type("mem");
  terminal.press("tab");
  await lineIs(terminal, /^memory {3}TARGET SIZE$/);
  await retype(terminal, "s");
  terminal.press("tab");
  await offers(terminal, ["start", "stop", "suspend", "snapshot", "sessions"]);
  terminal.press("tab");
  await offers(terminal, ["› start", "stop", "suspend", "snapshot", "sessions"]);
  await lineIs(terminal, /^start {3}TARGET$/);
  terminal.press("tab", "tab");
  await offers(terminal, ["start", "stop", "› suspend", "snapshot", "sessions"]);
  await lineIs(terminal, /^suspend /);
  terminal.press("shift+tab");
  await lineIs(terminal, /^stop /);
  terminal.press("tab", "tab", "tab", "tab");
  await lineIs(terminal, /^start /);
  // Typing on takes it as it is.
  terminal.type("web-02");
  await lineIs(terminal, /^start web-02 {2}→ web-02/);
  expect(offered(terminal.screen())).toEqual([]);
  // The console's own verbs are completed like the others.
  await retype(terminal, "the");
  terminal.press("tab");
  await lineIs(terminal, /^theme /);
  terminal.press("tab");
  await offers(terminal, [/^colour-blind/, /^dark/, /^high-contrast/, /^light/, /^monochrome/]);
});

test("it completes names, options, hosts with the room they have, and values", async () => {
  const there = await machinesThere();
  const promised = there
    .filter(({ host, power }) => host === "esx-03.osa.example" && power === "on")
    .reduce((sum, { memoryMiB }) => sum + (memoryMiB ?? 0), 0);
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  terminal.type("move web-0");
  terminal.press("tab");
  const where = (name: string) => {
    const { power, host } = there.find((machine) => machine.name === name) ?? { power: "", host: "" };
    return `${name}  ${power}, ${host}`;
  };
  // As many as there is room for, and how many there are.
  await offers(terminal, [`${where("web-01")}  9`, ...[2, 3, 4, 5, 6].map((n) => where(`web-0${n}`))]);
  terminal.press("tab");
  await lineIs(terminal, /^move web-01 /);
  terminal.type("--");
  terminal.press("tab");
  await offers(terminal, [
    "--host  HOST",
    "--datastore  DATASTORE",
    "--folder  FOLDER",
    "--desturi  URI",
    "--overwrite-disks",
  ]);
  terminal.type("h");
  terminal.press("tab");
  await lineIs(terminal, /^move web-01 --host /);
  terminal.type("esx-03");
  terminal.press("tab");
  await offers(terminal, [
    `esx-03.osa.example  ${promised / 1024} GiB of 768 GiB promised`,
    /^esx-03\.tyo\.example {2}\d+ GiB of 768 GiB promised$/,
  ]);
  terminal.press("tab");
  await lineIs(terminal, /^move web-01 --host esx-03\.osa\.example {3}→ web-01 {2}disturbs/);
  // Of sizes, the one that it has now is the first.
  await retype(terminal, "memory web-02 ");
  terminal.press("tab");
  await terminal.until("sizes", (screen) => /^4GiB\b/.test(offered(screen)[0] ?? ""));
  terminal.press("esc");
  await terminal.until("none offered", (screen) => offered(screen).length === 0);
  // Escape took the offers away, not what is typed.
  await lineIs(terminal, /^memory web-02 {2,}SIZE$/);
});

test("a hint behind the line says what it would do to what, before anything is sent", async () => {
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  await lineIs(terminal, /start web-01 {3}memory web-\* 8GiB {3}help$/);
  terminal.type("memory web-02 6GiB");
  await lineIs(terminal, "memory web-02 6GiB  → web-02  4 GiB → 6 GiB  disturbs");
  await retype(terminal, "cpu web-02 4");
  await lineIs(terminal, "cpu web-02 4  → web-02  2 → 4 CPU  disturbs");
  await retype(terminal, "delete web-0*");
  await lineIs(terminal, "delete web-0*  → 9 machines  DESTROYS  [--keep-disks]");
  await retype(terminal, "rename web-02 ");
  await lineIs(terminal, "rename web-02   NEW-NAME");
  await retype(terminal, "start wbe-02");
  await lineIs(terminal, "start wbe-02  Nothing here is called wbe-02.");
  expect(home.entries()).toHaveLength(3);
});

/** Where the word begins in the line, and where the sign below it stands. */
function columns(screen: readonly string[], word: string): readonly number[] {
  return [lineIn(screen).indexOf(word), (screen.at(-1) ?? "").indexOf("^")];
}

test("what is wrong is said under the word that it is about, and the line can be put right", async () => {
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  for (const [line, word, said] of [
    ["strat web-02", "strat", "There is no verb strat (column 1). Did you mean start?"],
    ["memory web-02 8XiB", "8XiB", "8XiB is not a size (column 15)."],
    ["cpu web-02 4 --cores 2", "--cores", "This verb has no option --cores (column 14)."],
    ["quit now", "now", "now is one word too many (column 6)."],
    ["vms a-name-that-is-rather-long-to-type another", "another", "another is one word too many"],
  ] as const) {
    await retype(terminal, line);
    terminal.press("enter");
    await terminal.see(said);
    const [wordAt, signAt] = columns(terminal.screen(), word);
    expect(signAt, line).toBe(wordAt);
    expect(lineIn(terminal.screen())).toContain(line);
  }
  // What has no room there is said in full above.
  expect(terminal.screen().at(-1)?.trim()).toBe("^");
  expect(terminal.text()).toContain("another is one word too many (column 40). Usage: vms [PATTERN]");
  expect(home.entries()).toHaveLength(3);
  // The next key takes it away.
  await retype(terminal, "strat web-02");
  terminal.press("enter");
  await terminal.see("^ There is no verb strat");
  terminal.press("ctrl+a", "ctrl+f", "ctrl+f", "ctrl+f", "ctrl+t");
  await lineIs(terminal, "start web-02");
  await terminal.gone("There is no verb");
  terminal.press("enter");
  await terminal.see("OK StartVM  web-02  power off -> on");
});

test("a name that nothing has is recorded as refused, and the line stays to be put right", async () => {
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  terminal.type("start wbe-02");
  terminal.press("enter");
  await terminal.see("^ Nothing here is called wbe-02. Did you mean db-02, web-02?");
  const [wordAt, signAt] = columns(terminal.screen(), "wbe-02");
  expect(signAt).toBe(wordAt);
  await terminal.see(/#5 ⊘ REFUSED +StartVM +wbe-02/);
  expect(home.entries().at(-1)).toMatchObject({ RST: { status: "REFUSED", code: "TARGET_UNKNOWN" } });
  await lineIs(terminal, /^start wbe-02/);
  terminal.press("ctrl+w");
  terminal.type("web-02");
  terminal.press("enter");
  await terminal.see("OK StartVM  web-02  power off -> on");
  await lineIs(terminal, /^ *start web-01 {3}memory/);
});

/** Leaves by `quit`, and waits for the end. */
async function leave(terminal: Terminal): Promise<void> {
  enterLine(terminal, "quit");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
}

test("lines are remembered: by arrows, by their beginning and by Ctrl-R, across sessions", async () => {
  using home = new OperatorHome();
  {
    await using terminal = await atLine(home);
    for (const [line, said] of [
      ["note alpha", "Noted as entry 4."],
      ["snapshot create web-02 before", "OK CreateSnapshot"],
      ["note beta", "Noted as entry 7."],
    ] as const) {
      terminal.type(line);
      terminal.press("enter");
      await terminal.see(said);
    }
    terminal.press("up");
    await lineIs(terminal, "note beta");
    terminal.press("up", "up");
    await lineIs(terminal, "note alpha");
    terminal.press("down");
    await lineIs(terminal, /^snapshot create web-02 before /);
    terminal.press("down", "down");
    await lineIs(terminal, /^ *start web-01/);
    await leave(terminal);
  }
  await using terminal = await atLine(home);
  // Only lines that begin alike.
  terminal.type("note");
  terminal.press("up");
  await lineIs(terminal, "note beta");
  terminal.press("ctrl+u", "ctrl+r");
  await terminal.see("history ");
  terminal.type("before");
  await terminal.see("history before: snapshot create web-02 before");
  // Further back there is no other; what was found stays.
  terminal.press("ctrl+r");
  await terminal.see("not in the history before: snapshot create web-02 before");
  // Enter takes it into the line: it is run by another.
  const entries = home.entries().length;
  terminal.press("enter");
  await lineIs(terminal, /^snapshot create web-02 before {2}→ web-02/);
  expect(home.entries()).toHaveLength(entries);
  terminal.press("enter");
  await terminal.see("OK CreateSnapshot  web-02  +snapshot before");
  // Escape gives back what was typed.
  terminal.type("note half");
  terminal.press("ctrl+r");
  await terminal.see("history ");
  terminal.type("alpha");
  await terminal.see("history alpha: note alpha");
  terminal.press("esc");
  await lineIs(terminal, "note half");
});

test("the line is edited as in every shell", async () => {
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  terminal.type("note one two three");
  terminal.press("ctrl+w");
  await lineIs(terminal, /^note one two *$/);
  terminal.press("alt+b", "alt+d");
  await lineIs(terminal, /^note one *$/);
  terminal.press("ctrl+y");
  await lineIs(terminal, /^note one two/);
  terminal.press("ctrl+_");
  await lineIs(terminal, /^note one *$/);
  terminal.press("ctrl+a");
  await terminal.until("the cursor at the beginning", () => terminal.cursor.column === "› ".length);
  terminal.press("ctrl+k");
  await lineIs(terminal, /^ *start web-01/);
  terminal.press("ctrl+y");
  await lineIs(terminal, /^note one *$/);
  terminal.press("ctrl+b", "ctrl+b", "ctrl+t", "ctrl+e");
  terminal.type("!");
  await lineIs(terminal, "note on e !");
  // Ctrl-C drops the line, and then leaves it; nothing is recorded by either.
  terminal.press("ctrl+c");
  await lineIs(terminal, /^ *start web-01/);
  terminal.press("ctrl+c");
  await terminal.see("? help");
  expect(home.entries()).toHaveLength(3);
});

test("several pasted lines run nothing: they are one line, to be looked at", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  // Where no line is typed, it goes to one.
  terminal.paste("note one\nstop web-01\ndelete web-02\n");
  await lineIs(terminal, /^note one stop web-01 delete web-02/);
  await terminal.see("Tab complete");
  terminal.type("!");
  await lineIs(terminal, /^note one stop web-01 delete web-02 !/);
  expect(home.entries()).toHaveLength(3);
  terminal.press("ctrl+u");
  terminal.paste("memory web-02 6GiB\n");
  await lineIs(terminal, /^memory web-02 6GiB .*4 GiB → 6 GiB/);
  expect(home.entries()).toHaveLength(3);
  terminal.press("enter");
  await terminal.see("Enter runs it.");
});

test("wide characters: the cursor stands where the next one goes", async () => {
  using home = new OperatorHome();
  await using terminal = await atLine(home);
  const cursorAt = (column: number) =>
    terminal.until(`the cursor at column ${column}`, () => terminal.cursor.column === column);
  terminal.type("start 検証-03");
  await lineIs(terminal, /^start 検証-03 {2}→ 検証-03 /);
  // The prompt, `start `, two characters of two columns, `-03`.
  await cursorAt(2 + 6 + 4 + 3);
  expect(terminal.cursor).toMatchObject({ row: terminal.rows - 2, shown: true });
  terminal.press("left", "left", "left");
  await cursorAt(2 + 6 + 4);
  terminal.press("left");
  await cursorAt(2 + 6 + 2);
  expect(terminal.cell(terminal.rows - 2, 2 + 6 + 2).text).toBe("証");
  terminal.press("backspace");
  await lineIs(terminal, /^start 証-03/);
  await cursorAt(2 + 6);
  // An input method sends a whole word at once.
  terminal.type("検");
  await lineIs(terminal, /^start 検証-03/);
  terminal.press("enter");
  await terminal.see("OK StartVM  検証-03  power off -> on");
  await terminal.see(/#5 ✓ OK +StartVM +検証-03 {2}power off -> on/);
  // A line that is longer than the screen moves along, and the cursor stays on it.
  terminal.type(`note ${"証跡".repeat(40)}終`);
  await terminal.until("its end", (screen) => lineIn(screen).trimEnd().endsWith("終"));
  expect(terminal.cursor.column).toBeLessThan(terminal.columns);
  const { row, column } = terminal.cursor;
  expect(terminal.cell(row, column - 2).text).toBe("終");
  expect(terminal.scrolled).toBe(0);
});

test("help is made from the table of commands, and says why one cannot be used now", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  terminal.press("?");
  await terminal.see("━▸Help ━");
  await terminal.see(/^ → l +open what is folded {2}\(only in a tree \(t\)\)$/m);
  const read: string[] = [];
  for (let page = 0; page < 20; page += 1) {
    const position = /━▸Help ━+ (\d+)\/(\d+) ━/.exec(terminal.text());
    read.push(...terminal.screen().slice(3, -9));
    if (position === null || position[1] === position[2]) break;
    terminal.press("pagedown");
    await terminal.gone(` ${position[1]}/${position[2]} `);
  }
  const text = read.join("\n");
  // api-01 is on, and nothing has been done yet.
  expect(text).toMatch(/^ s +start: power on {2}\(it is on\)$/m);
  expect(text).toMatch(/^ S +stop: power off, as if by pulling the plug$/m);
  expect(text).toMatch(/^ m +memory: set the memory$/m);
  expect(text).toContain("There is nothing here that an undo could be meant for.");
  expect(text).toMatch(
    /^ C +try at once to reach what is lost, or log in again\n +\(the session is there\)$/m,
  );
  expect(text).toMatch(/^ J +go to the machine it is about/m);
  expect(text).toMatch(/^ move TARGET OPTIONS +move to another host, datastore or folder$/m);
  expect(text).toMatch(
    /^ reconnect \[NAME\] +try at once to reach what is lost, or log in\n +again; of all endpoints, or of one$/m,
  );
  expect(text).toContain("--host esx-01 or --host=esx-01; after -- alone nothing is an option.");
  terminal.press("esc");
  await terminal.see("━▸Machines");
  // What is disabled says so when its key is pressed, and records nothing.
  terminal.press("s");
  await terminal.see("power on: it is on");
  expect(home.entries()).toHaveLength(3);
});

test("the palette finds a command by a part of its name, and runs it on what is selected", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  terminal.press("ctrl+p");
  await terminal.see("━▸Commands ━");
  terminal.type("nothing like it");
  await terminal.see("Nothing of that name.");
  terminal.press("ctrl+u");
  terminal.type("power on");
  await terminal.see(/› start +it is on +s$/m);
  // What cannot be done is not done.
  terminal.press("enter", "ctrl+u");
  terminal.type("hosts and clusters");
  await terminal.see(/^ › table, hosts and clusters, folders +t$/m);
  terminal.press("enter");
  await terminal.see("━▸Hosts and clusters");
  await cursorOn(terminal, "api-01");
  // Enter offers what can be done with the machine; what cannot be is at the end, with its reason.
  terminal.press("enter");
  await terminal.see("━▸Operate on api-01 ━");
  terminal.type("snapshot create");
  await terminal.see(/^ › snapshot create /m);
  terminal.press("enter");
  // It asks for what it needs to know; nothing has been sent.
  await terminal.see("nothing is sent yet");
  expect(home.entries()).toHaveLength(3);
});

/** What a listing shows, between its title and the audit pane. */
async function listing(terminal: Terminal, line: string, last: RegExp): Promise<readonly string[]> {
  enterLine(terminal, line);
  await terminal.see(`━▸${line} ━`);
  await terminal.see(last);
  const screen = terminal.screen();
  const rows = screen
    .slice(
      3,
      screen.findIndex((row) => /^[━─][▸ ]Audit/.test(row)),
    )
    .map((row) => row.trim());
  terminal.press("esc");
  await terminal.see("━▸Machines");
  return rows.filter(Boolean);
}

test("listings open over the inventory, and are not recorded; a note is", async () => {
  using home = new OperatorHome();
  await using terminal = await atDesk(home);
  const vms = await listing(terminal, "vms web-0*", /9 virtual machines/);
  expect(vms[0]).toMatch(/^NAME +POWER +CPUS +MEMORY +HOST +IP$/);
  expect(vms[2]).toMatch(/^web-02 +off +2 +4096 MiB +esx-02\.tyo\.example +-$/);
  const info = await listing(terminal, "info web-02", /TEMPLATE +no/);
  expect(info).toContainEqual(expect.stringMatching(/^PATH +\/Tokyo\/vm\/Production\/web-02$/));
  expect(home.entries()).toHaveLength(3);

  enterLine(terminal, "snapshot create web-02 before");
  await terminal.see("OK CreateSnapshot");
  expect((await listing(terminal, "snapshot list web-02", /1 snapshot$/m))[1]).toMatch(
    /^before +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ +off +yes +@snapshot-\d+$/,
  );
  expect((await listing(terminal, "tasks", /1 task$/m))[1]).toMatch(/web-02 +operator +\S+/);
  expect((await listing(terminal, "events web-02", /1 event$/m))[1]).toMatch(/web-02 +operator +web-02 has/);
  expect(home.entries()).toHaveLength(5);

  enterLine(terminal, "vms nope-*");
  await terminal.see("━▸vms nope-*");
  terminal.press("esc");
  await terminal.see("━▸Machines");
  enterLine(terminal, "note the queue is empty");
  await terminal.see("Noted as entry 6.");
  await terminal.see(/#6 ✓ OK +Note +sim: {2}the queue is empty/);
  expect(home.entries().at(-1)).toMatchObject({ phase: "note", why: "the queue is empty" });
  expect(auditRows(terminal.screen()).at(-1)).toMatch(/✓$/);
});
