import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { OperatorHome } from "../stories/shoseki.js";
import { drawing } from "./drawing.js";
import { Terminal } from "./terminal.js";

/** A program that says which bytes arrive, as JSON, and quits at `q`. */
const ECHO_KEYS = `
  keys((text) => { out(JSON.stringify(text) + "\\r\\n"); if (text === "q") process.exit(0); });
  out("ready\\r\\n");
`;

test("typed characters and pressed keys arrive as a terminal's bytes", async () => {
  await using terminal = drawing(ECHO_KEYS);
  await terminal.see("ready");
  const pressed = [
    ["up", "\\u001b[A"],
    ["shift+tab", "\\u001b[Z"],
    ["ctrl+r", "\\u0012"],
    ["alt+b", "\\u001bb"],
    ["esc", "\\u001b"],
    ["enter", "\\r"],
  ] as const;
  for (const [key, bytes] of pressed) {
    terminal.press(key);
    await terminal.see(`"${bytes}"\n`);
  }
  terminal.type("web-01 を");
  await terminal.see('"web-01 を"');
  terminal.press("q");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
});

test("cursor keys change with the mode that a program sets", async () => {
  await using terminal = drawing(`out(CSI + "?1h"); ${ECHO_KEYS}`);
  await terminal.see("ready");
  terminal.press("down", "ctrl+down");
  await terminal.see('"\\u001bOB\\u001b[1;5B"');
});

test("escape is pressed alone", async () => {
  await using terminal = drawing(ECHO_KEYS);
  expect(() => terminal.press("esc", "down")).toThrow("press esc alone");
});

test("what is pasted is bracketed once the program has asked for that", async () => {
  await using terminal = drawing(`
    keys((text) => { out(JSON.stringify(text) + "\\r\\n"); if (text === "b") out(CSI + "?2004hon\\r\\n"); });
    out("ready\\r\\n");
  `);
  await terminal.see("ready");
  terminal.paste("stop web-01\nstop web-02");
  await terminal.see('"stop web-01\\rstop web-02"');
  terminal.type("b");
  await terminal.see("on");
  terminal.paste("start web-01\n");
  await terminal.see('"\\u001b[200~start web-01\\r\\u001b[201~"');
});

test("a program sees the size it was given, and each new one", async () => {
  await using terminal = drawing(
    `
      const say = () => out(process.stdout.columns + "x" + process.stdout.rows + "\\r\\n");
      process.stdout.on("resize", say);
      say();
      keys(() => undefined);
    `,
    { columns: 100, rows: 30 },
  );
  await terminal.see("100x30");
  terminal.resize(132, 40);
  await terminal.see("132x40");
  expect(terminal.screen()).toHaveLength(40);
});

test("wide characters stand once on the screen and take two columns of it", async () => {
  await using terminal = drawing(`out("仮想マシン|" + CSI + "2;1H" + "🔒|");`);
  await terminal.exited;
  expect(terminal.screen().slice(0, 2)).toEqual(["仮想マシン|", "🔒|"]);
  expect(terminal.cell(0, 0)).toMatchObject({ text: "仮", width: 2 });
  expect(terminal.cell(0, 1)).toMatchObject({ text: "", width: 0 });
  expect(terminal.cell(0, 10)).toMatchObject({ text: "|", width: 1 });
  expect(terminal.cell(1, 2)).toMatchObject({ text: "|", width: 1 });
  expect(() => terminal.cell(24, 0)).toThrow("row 24, column 0 is not on the screen");
});

test("the style of a text is told by where it stands, whatever stands before it", async () => {
  await using terminal = drawing(`
    out("機械室 " + CSI + "1;38;2;126;231;135m" + "OK" + CSI + "0m ");
    out(CSI + "31;7mNG" + CSI + "0m " + CSI + "2;4;48;5;236mdim  line" + CSI + "0m");
  `);
  await terminal.exited;
  expect(terminal.styleOf("OK")).toEqual({
    foreground: "#7ee787",
    background: "default",
    bold: true,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
    strikethrough: false,
  });
  expect(terminal.styleOf("NG")).toMatchObject({ foreground: 1, inverse: true, bold: false });
  expect(terminal.styleOf("dim  line")).toMatchObject({ background: 236, dim: true, underline: true });
  expect(terminal.styleOf("機械室")).toMatchObject({ foreground: "default", bold: false });
  expect(() => terminal.styleOf("OK NG")).toThrow("more than one style");
  expect(() => terminal.styleOf("REFUSED")).toThrow("not on the screen");
});

test("the alternate screen, the title and the cursor are what the program made them", async () => {
  await using terminal = drawing(`
    out("before" + CSI + "?1049h" + CSI + "?25l" + CSI + "3;5H" + "\\u001b]2;shoseki sim:\\u0007");
    keys(() => { out(CSI + "?25h" + CSI + "?1049lafter"); });
    out("inside");
  `);
  await terminal.see("inside");
  expect(terminal.text()).not.toContain("before");
  expect(terminal).toMatchObject({ onAlternateScreen: true, title: "shoseki sim:", scrolled: 0 });
  expect(terminal.cursor).toEqual({ row: 2, column: 10, shown: false });
  terminal.press("q");
  await terminal.see("beforeafter");
  expect(terminal).toMatchObject({ onAlternateScreen: false });
  expect(terminal.cursor.shown).toBe(true);
});

test("lines lost at the top of the alternate screen are counted, those of the normal one are not", async () => {
  await using terminal = drawing(
    `
      const lines = (n) => Array.from({ length: n }, (_, i) => "line " + i).join("\\r\\n");
      out(lines(20) + CSI + "?1049h" + CSI + "H" + lines(10));
      keys(() => out(CSI + "H" + lines(13) + " end"));
      out(" whole");
    `,
    { rows: 10 },
  );
  await terminal.see("whole");
  expect(terminal.scrolled).toBe(0);
  terminal.press("x");
  await terminal.see("end");
  expect(terminal.scrolled).toBe(3);
});

test("on the normal screen too, what is seen is the last rows", async () => {
  await using terminal = drawing(`out("1\\r\\n2\\r\\n3\\r\\n4\\r\\n" + CSI + "1m5");`, { rows: 3 });
  await terminal.exited;
  expect(terminal.screen()).toEqual(["3", "4", "5"]);
  expect(terminal.styleOf("5")).toMatchObject({ bold: true });
});

test("a half-drawn update is not seen, and each whole one is, however short it stood", async () => {
  await using terminal = drawing(`
    const frame = (text) => CSI + "?2026h" + CSI + "H" + text + CSI + "?2026l";
    keys((key) => {
      // The terminal answers where its cursor is once the half was taken in; only then comes the rest.
      if (key === "1") out(CSI + "?2026h" + CSI + "Hhalf " + CSI + "6n");
      if (key.endsWith("R")) out("done" + CSI + "?2026l");
      if (key === "2") out(frame("first ") + frame("second") + frame("third "));
    });
    out(frame("ready"));
  `);
  await terminal.see("ready");
  terminal.press("1");
  const seen = new Set<string>();
  await terminal.until("the whole of it", ([first = ""]) => {
    seen.add(first);
    return first === "half done";
  });
  expect([...seen]).toEqual(["ready", "half done"]);
  terminal.press("2");
  for (const text of ["first", "second", "third"]) {
    await terminal.see(text);
    expect(terminal.screen()[0]).toMatch(text);
  }
});

test("an update that a program left half-drawn when it ended is seen: nothing else will come", async () => {
  await using terminal = drawing(`
    keys(() => { out(CSI + "?2026h" + CSI + "Hfailed in the middle"); process.exit(1); });
    out("ready");
  `);
  await terminal.see("ready");
  terminal.press("x");
  await terminal.see("failed in the middle");
  expect(terminal.exit).toEqual({ code: 1, signal: null });
});

test("what a program asks its terminal is answered", async () => {
  const asking = `
    let got = "";
    keys((text) => { got += text; if (got.endsWith("R")) out("\\r\\n" + JSON.stringify(got)); });
    out("\\u001b]11;?\\u001b\\\\" + CSI + "c" + CSI + "6n");
  `;
  await using dark = drawing(asking, { background: "#1a2b3c" });
  await dark.see('"\\u001b]11;rgb:1a1a/2b2b/3c3c\\u001b\\\\\\u001b[?1;2c\\u001b[1;1R"');
  await using mute = drawing(asking, { background: "unanswered" });
  await mute.see('"\\u001b[?1;2c\\u001b[1;1R"');
});

test("a wait in vain shows the screen and the last bytes", async () => {
  await using terminal = drawing(`out(CSI + "1mweb-01" + CSI + "m  on"); keys(() => undefined);`, {
    columns: 20,
    rows: 2,
    patience: 300,
  });
  await terminal.see("web-01");
  const failure = await terminal.see(/web-0[2-9]/).catch((error: Error) => error.message);
  expect(failure).toContain("waited 300 ms for /web-0[2-9]/ to be seen");
  expect(failure).toContain("┌────────────────────┐\n│web-01  on          │\n│                    │\n└");
  expect(failure).toContain("\\e[1mweb-01\\e[m  on");
});

test("a wait ends with the program, after its last output was looked at", async () => {
  await using terminal = Terminal.start("sh", ["-c", "read line; echo last words; exit 3"]);
  const seen = terminal.see("last words");
  const vain = terminal.see("web-01").catch((error: Error) => error.message);
  terminal.press("enter");
  await seen;
  expect(await vain).toContain('the program ended ({"code":3,"signal":null}) before');
  expect(await terminal.exited).toEqual({ code: 3, signal: null });
  await terminal.see("last words");
  await expect(terminal.gone("last words")).rejects.toThrow("the program ended");
});

test("what goes from the screen is waited for", async () => {
  await using terminal = drawing(`keys(() => out(CSI + "2J")); out("please wait");`);
  await terminal.see("please wait");
  terminal.press("x");
  await terminal.gone("please wait");
  expect(terminal.meter.fullRedraws).toBe(1);
});

test("a program ended by a signal says which", async () => {
  await using terminal = drawing(`keys(() => undefined); out("ready");`);
  await terminal.see("ready");
  terminal.kill("SIGTERM");
  expect(await terminal.exited).toEqual({ code: null, signal: "SIGTERM" });
});

test("leaving a test ends its program and removes the home that was made for it", async () => {
  let pid = 0;
  let directory = "";
  {
    await using terminal = drawing(`
      for (const signal of ["SIGHUP", "SIGTERM", "SIGINT"]) process.on(signal, () => undefined);
      keys(() => undefined);
      out("ready " + process.env.HOME);
    `);
    await terminal.see(/^ready \//);
    pid = terminal.pid;
    directory = terminal.home.directory;
    expect(terminal.text()).toContain(directory.slice(0, 40));
  }
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(existsSync(directory)).toBe(false);
});

test("a program has the operator's home, a colour terminal and nothing of ours but the path", async () => {
  using home = new OperatorHome();
  await using terminal = drawing(
    `out(Object.keys(process.env).sort().join(" ") + "\\r\\n" + process.cwd().split("/").at(-1) + " " + process.env.TERM);`,
    { home, env: { NO_COLOR: "1" }, columns: 132 },
  );
  await terminal.exited;
  expect(terminal.screen()[0]).toBe(
    "COLORTERM HOME LANG NODE_COMPILE_CACHE NO_COLOR PATH PWD SHOSEKI_JOURNAL SHOSEKI_PASSPHRASE TERM TZ",
  );
  expect(terminal.screen()[1]).toBe(`${home.directory.split("/").at(-1)} xterm-256color`);
});
