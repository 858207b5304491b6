import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));

/** Slow enough to be caught at work, and done within a few seconds. */
const SLOW = "sim:?vms=20&latency=400ms";

/**
 * An operator's shell, with job control, which has the console in front. The shell remembers how its terminal was set, and
 * who it has started.
 */
async function consoleFromShell(
  home: OperatorHome,
  endpoint = "sim:?vms=20",
  env: Readonly<Record<string, string>> = {},
): Promise<Terminal> {
  const start = join(home.directory, "shoseki");
  const exported = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(
    start,
    `#!/bin/sh\n${exported.join("")}echo $$ > pid\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`,
  );
  chmodSync(start, 0o755);
  const terminal = Terminal.start("sh", ["-i"], { home, env: { PS1: "sh> " } });
  try {
    await prompted(terminal);
    terminal.type("stty -a > before; echo this was here before\r");
    await terminal.see(/^this was here before$/m);
    terminal.type(`./shoseki '${endpoint}'\r`);
    await terminal.see(/ ms {2}read-write/);
    expect(terminal).toMatchObject({ onAlternateScreen: true, cursor: { shown: false } });
    expect(terminal.text()).not.toContain("this was here before");
  } catch (error) {
    await terminal[Symbol.asyncDispose]();
    throw error;
  }
  return terminal;
}

/** The shell is ready for the next line. */
async function prompted(terminal: Terminal): Promise<void> {
  await terminal.until(
    "the shell's prompt",
    (screen) => !terminal.onAlternateScreen && screen.filter(Boolean).at(-1) === "sh>",
  );
}

/** The console has gone, with that exit code: screen, cursor and line settings are the shell's as they were before. */
async function leftAsItWas(terminal: Terminal, code: number): Promise<void> {
  await prompted(terminal);
  expect(terminal).toMatchObject({ onAlternateScreen: false, cursor: { shown: true } });
  expect(terminal.text()).toContain("this was here before\n");
  expect(terminal.text()).not.toContain("━");
  terminal.type('code=$?; stty -a > after; cmp before after && echo "as before, code $code"\r');
  await terminal.see(/^as before, code \d/m);
  expect(terminal.text()).toContain(`\nas before, code ${code}\n`);
}

function signal(home: OperatorHome, name: NodeJS.Signals): void {
  process.kill(Number(readFileSync(join(home.directory, "pid"), "utf8")), name);
}

/** What the journal holds, without the key's entry: operation, phase, result. */
function recorded(home: OperatorHome): string[] {
  return home
    .entries()
    .filter(({ OPR }) => OPR !== "Key")
    .map(({ OPR, phase, RST }) => [OPR, phase, RST?.status].filter(Boolean).join(" "));
}

const LOGIN = ["Login intent", "Login outcome OK"];
const LOGOUT = ["Logout intent", "Logout outcome OK"];

test.each<[string, (terminal: Terminal) => Promise<void>]>([
  ["`quit`", async (terminal) => enterLine(terminal, "quit")],
  ["`exit`", async (terminal) => enterLine(terminal, "exit")],
  [
    "q, which is asked about, and Enter",
    async (terminal) => {
      terminal.press("q");
      await terminal.see("Log out and leave?");
      terminal.press("enter");
    },
  ],
  [
    "Ctrl-D on an empty line, and only there",
    async (terminal) => {
      terminal.press(":");
      terminal.type("note");
      terminal.press("ctrl+d");
      terminal.type(" to be taken back");
      await terminal.see("› note to be taken back");
      terminal.press("ctrl+u");
      await terminal.gone("note to be taken back");
      terminal.press("ctrl+d");
    },
  ],
])("%s logs out, and gives the terminal back as it was", async (_, leave) => {
  using home = new OperatorHome();
  await using terminal = await consoleFromShell(home);
  await leave(terminal);
  await leftAsItWas(terminal, 0);
  expect(recorded(home)).toEqual([...LOGIN, ...LOGOUT]);
});

test("Escape takes leaving back", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"]);
  await terminal.see("Connected to");
  terminal.press("q");
  await terminal.see("Log out and leave?");
  terminal.press("esc");
  await terminal.gone("Log out and leave?");
  terminal.press("down");
  await terminal.see("› api-02");
  expect(recorded(home)).toEqual(LOGIN);
});

test.each(["SIGTERM", "SIGHUP", "SIGINT"] as const)(
  "%s logs out, and gives the terminal back as it was",
  async (name) => {
    using home = new OperatorHome();
    await using terminal = await consoleFromShell(home);
    signal(home, name);
    await leftAsItWas(terminal, 0);
    expect(recorded(home)).toEqual([...LOGIN, ...LOGOUT]);
  },
);

test("Ctrl-C ends nothing: not the console, not the line, not what runs", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, [SLOW]);
  await terminal.see(/ ms {2}read-write/);
  terminal.press("ctrl+c");
  await terminal.see("Nothing is running.");
  terminal.press(":");
  terminal.type("start no-such");
  await terminal.see("› start no-such");
  terminal.press("ctrl+c");
  await terminal.gone("start no-such");
  terminal.type("start db-01");
  terminal.press("enter");
  await terminal.see("1 running");
  terminal.press("esc");
  await terminal.see("Enter operate");
  terminal.press("ctrl+c");
  await terminal.see("One command is running.");
  terminal.press("ctrl+c");
  await terminal.gone("One command is running.");
  await terminal.see("OK StartVM  db-01");
  expect(terminal.exit).toBeUndefined();
  expect(recorded(home)).toEqual([...LOGIN, "StartVM intent", "StartVM outcome OK"]);
});

test("with something running it asks: one may stay, or wait for it", async () => {
  using home = new OperatorHome();
  await using terminal = await consoleFromShell(home, SLOW);
  enterLine(terminal, "start db-01");
  await terminal.see(/→ intent +StartVM/);
  terminal.press("ctrl+d");
  await terminal.see("One command is still running.");
  terminal.press("esc");
  await terminal.gone("still running");
  terminal.press("ctrl+d");
  await terminal.see("One command is still running.");
  terminal.press("w");
  await leftAsItWas(terminal, 0);
  expect(recorded(home)).toEqual([...LOGIN, "StartVM intent", "StartVM outcome OK", ...LOGOUT]);
});

test("or the server is asked to cancel it, and what became of that is recorded before the Logout", async () => {
  using home = new OperatorHome();
  await using terminal = await consoleFromShell(home, SLOW);
  enterLine(terminal, "clone db-01 db-01-copy");
  await terminal.see(/CloneVM db-01 .*\d %/);
  terminal.press("ctrl+d");
  await terminal.see("One command is still running.");
  terminal.press("x");
  await leftAsItWas(terminal, 0);
  expect(recorded(home)).toEqual([...LOGIN, "CloneVM intent", "CloneVM outcome NG", ...LOGOUT]);
  expect(home.entries().find(({ phase, OPR }) => phase === "outcome" && OPR === "CloneVM")?.RST?.code).toBe(
    "CANCELLED",
  );
});

test("SIGTERM with something running waits for its end, and records it before the Logout", async () => {
  using home = new OperatorHome();
  await using terminal = await consoleFromShell(home, SLOW);
  enterLine(terminal, "start db-01");
  await terminal.see(/→ intent +StartVM/);
  signal(home, "SIGTERM");
  await leftAsItWas(terminal, 0);
  expect(recorded(home)).toEqual([...LOGIN, "StartVM intent", "StartVM outcome OK", ...LOGOUT]);
});

test("Ctrl-Z gives the shell its terminal, and fg brings the screen back with the session still there", async () => {
  using home = new OperatorHome();
  await using terminal = await consoleFromShell(home);
  terminal.press("down");
  await terminal.see("› api-02");
  terminal.press("ctrl+z");
  await prompted(terminal);
  expect(terminal).toMatchObject({ onAlternateScreen: false, cursor: { shown: true } });
  expect(terminal.text()).toContain("this was here before\n");
  expect(terminal.text()).toMatch(/^\[1\].*Stopped/m);
  terminal.type('stty -a > meanwhile; cmp before meanwhile && echo "set as before"\r');
  await terminal.see(/^set as before$/m);
  terminal.type("fg\r");
  await terminal.see("› api-02");
  expect(terminal).toMatchObject({ onAlternateScreen: true, cursor: { shown: false } });
  expect(terminal.text()).not.toContain("set as before");
  enterLine(terminal, "note back from the shell");
  await terminal.see(/ Note +/);
  terminal.press("ctrl+c", "q");
  await terminal.see("Log out and leave?");
  terminal.press("enter");
  await leftAsItWas(terminal, 0);
  expect(recorded(home)).toEqual([...LOGIN, "Note note OK", ...LOGOUT]);
});

test("a terminal that was given another size meanwhile is drawn in that size", async () => {
  using home = new OperatorHome();
  await using terminal = await consoleFromShell(home);
  terminal.press("ctrl+z");
  await prompted(terminal);
  terminal.resize(120, 40);
  terminal.type("fg\r");
  await terminal.see("─ api-01 ─");
  await terminal.until("all rows to be there", (screen) =>
    (screen.at(-1) ?? "").startsWith(" Enter operate"),
  );
  expect(terminal.screen()[0]).toMatch(/^ sim: .*read-write$/);
  expect(terminal.scrolled).toBe(0);
});

test("what kill -9 left open is looked up by the next session", async () => {
  using home = new OperatorHome();
  await using killed = openConsole(home, ["sim:?vms=20&latency=1s"]);
  await killed.see(/ ms {2}read-write/);
  enterLine(killed, "start db-01");
  await killed.see(/→ intent +StartVM/);
  killed.kill("SIGKILL");
  expect(await killed.exited).toEqual({ code: null, signal: "SIGKILL" });
  expect(recorded(home)).toEqual([...LOGIN, "StartVM intent"]);

  await using terminal = openConsole(home, ["sim:?vms=20"]);
  await terminal.see(/ ms {2}read-write/);
  await terminal.see(/\? UNKNOWN +StartVM +db-01/);
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  expect(recorded(home)).toEqual([
    ...LOGIN,
    "StartVM intent",
    ...LOGIN,
    // The simulated server that it was on is gone with it.
    "SessionEnded session OK",
    "StartVM recovery UNKNOWN",
    ...LOGOUT,
  ]);
});

/** A defect of ours that comes to light once it is to be shown, and is nowhere in the product. */
function defect(
  home: OperatorHome,
  come: string,
): { readonly env: Readonly<Record<string, string>>; show(): Promise<void> } {
  const sign = join(home.directory, "now");
  const module = join(home.directory, "defect.mjs");
  writeFileSync(
    module,
    `import { existsSync, rmSync } from "node:fs";
     const fail = () => { throw new Error("a cog is loose"); };
     const timer = setInterval(() => {
       if (!existsSync(${JSON.stringify(sign)})) return;
       clearInterval(timer);
       rmSync(${JSON.stringify(sign)});
       ${come}
     }, 10);
     timer.unref();`,
  );
  return {
    env: { NODE_OPTIONS: `--import ${module}` },
    show: async () => {
      writeFileSync(sign, "");
      await expect.poll(() => existsSync(sign)).toBe(false);
    },
  };
}

/** Only while a frame is painted: what Ink and the end of the program do goes well. */
const IN_PAINTING = `
  const { repeat } = String.prototype;
  String.prototype.repeat = function (count) {
    return new Error().stack.includes("/console/view/frame.js") ? fail() : repeat.call(this, count);
  };`;

test.each([
  ["in a timer", "fail();"],
  ["in a promise that nobody waits for", "void Promise.resolve().then(fail);"],
  ["in painting", IN_PAINTING],
])(
  "a defect of ours %s logs out, restores the terminal, and is told without a stack trace",
  async (_, come) => {
    using home = new OperatorHome();
    const { env, show } = defect(home, come);
    await using terminal = await consoleFromShell(home, "sim:?vms=20", env);
    await show();
    // Where nobody touches a key nothing is painted; a console that has gone already would leave the key to the shell.
    if (come === IN_PAINTING) terminal.press("down");
    await leftAsItWas(terminal, 1);
    const text = terminal.text().replaceAll("\n", "");
    expect(text).toContain("INTERNAL: Shoseki met a defect of its own: a cog is loose.");
    expect(text).toContain("the journal says how far it came");
    expect(text).not.toMatch(/ at .*\.js|node:/);
    expect(recorded(home)).toEqual([...LOGIN, ...LOGOUT]);
  },
);
