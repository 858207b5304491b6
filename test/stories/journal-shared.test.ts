import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { openConsole } from "../terminal/console.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

/** `shoseki verify` calls the journal sound, and every entry has the number that belongs to it. */
async function expectOneChain(home: OperatorHome, journal = home.journal): Promise<Entry[]> {
  const ran = await home.run(["verify", journal]);
  expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
  const seqs = home.lines(journal).map((line) => (JSON.parse(line) as { e: Entry }).e.seq);
  expect(seqs).toEqual(seqs.map((_, index) => index));
  return home.entries(journal);
}

function notes(entries: readonly Entry[]): (string | undefined)[] {
  return entries.filter(({ OPR }) => OPR === "Note").map(({ why }) => why);
}

function logins(entries: readonly Entry[]): (string | undefined)[] {
  return entries
    .filter(({ OPR, phase }) => OPR === "Login" && phase === "outcome")
    .map(({ RST }) => RST?.status);
}

test("two consoles are started at the same instant where there is no journal: both work on the one that one of them founds", async () => {
  using home = new OperatorHome();
  const size = { columns: 100, rows: 30 };
  await using first = openConsole(home, ["sim:?vms=20"], size);
  await using second = openConsole(home, ["sim:?vms=20"], size);
  for (const terminal of [first, second]) await terminal.see("Connected to Shoseki simulator");
  enterLine(first, "start db-01");
  enterLine(second, "stop web-01");
  await first.see("OK StartVM  db-01");
  await second.see("Enter runs it.");
  second.press("enter");
  await second.see("OK StopVM  web-01");
  for (const terminal of [first, second]) {
    terminal.press("esc");
    await terminal.see(": command");
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
  }
  const entries = await expectOneChain(home);
  expect(entries.filter(({ phase }) => phase === "key")).toHaveLength(1);
  expect(new Set(entries.map(({ USR }) => USR.key)).size).toBe(1);
  expect(logins(entries)).toEqual(["OK", "OK"]);
});

test.each(["there is none yet", "there is one"])(
  "six scripts are started at the same instant on a journal, and %s",
  async (which) => {
    using home = new OperatorHome();
    if (which === "there is one")
      expect(await home.run(["exec", "sim:", "note first"])).toMatchObject({ code: 0 });
    const before = which === "there is one" ? ["first"] : [];
    const said = Array.from({ length: 6 }, (_, index) => `said by ${index}`);
    const ran = await Promise.all(said.map((text) => home.run(["exec", "sim:?vms=20", `note ${text}`])));
    for (const each of ran) expect(each, each.err).toMatchObject({ code: 0 });
    const made = ran.filter(({ err }) => err.includes("A new signing key was made"));
    expect(made).toHaveLength(1 - before.length);
    const entries = await expectOneChain(home);
    expect(notes(entries).sort()).toEqual([...before, ...said]);
    expect(entries.filter(({ phase }) => phase === "key")).toHaveLength(1);
    expect(logins(entries)).toHaveLength(said.length + before.length);
  },
);

test("a console and a script at once: the console shows what the script did, and both go on in one chain", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], { columns: 120, rows: 40 });
  await terminal.see("Connected to Shoseki simulator");
  const script = await home.run(["exec", "sim:?vms=20", "note from the script", "start db-01", "--no-share"]);
  expect(script, script.err).toMatchObject({ code: 0 });
  // The machine is another one, on a server of the script's own; the journal is the same.
  await terminal.see(/✓ OK +StartVM .* db-01/);
  enterLine(terminal, "note from the console");
  await terminal.see(/Note .*from the console/);
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  const entries = await expectOneChain(home);
  expect(notes(entries)).toEqual(["from the script", "from the console"]);
  expect(new Set(entries.filter(({ OPR }) => OPR === "Note").map(({ USR }) => USR.session)).size).toBe(2);
});

test("a journal on a path with spaces and Japanese: exec, log, verify and the console", async () => {
  using home = new OperatorHome();
  const above = join(home.directory, "監査 記録（本番）");
  mkdirSync(above);
  const journal = join(above, "二〇二六 年", "it's the journal");
  const env = { SHOSEKI_JOURNAL: journal };
  const ran = await home.run(["exec", "sim:?vms=20", "note 開始", "start db-01"], { env });
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const log = await home.run(["log"], { env });
  expect(log).toMatchObject({ code: 0 });
  expect(log.out).toContain("db-01");

  await using terminal = openConsole(home, ["sim:?vms=20", "--journal", journal], { columns: 120, rows: 40 });
  await terminal.see("Connected to Shoseki simulator");
  enterLine(terminal, "stop web-01");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK StopVM  web-01");
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });

  const entries = await expectOneChain(home, journal);
  expect(notes(entries)).toEqual(["開始"]);
  const verified = await home.run(["verify"], { env });
  expect(verified).toMatchObject({ code: 0 });
});
