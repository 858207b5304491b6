import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { smallDisk } from "../journal/small-disk.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { meanwhile, OperatorHome } from "./shoseki.js";

/** Makes every entry more than a page, so that none fits into what is left of the last one on a full disk. */
const LONG_REASON = ["--reason", "x".repeat(8_000)] as const;

const SLOW = "sim:?vms=20&latency=400ms";

/** The operations of the journal, without what the session itself writes. */
function operations(home: OperatorHome, journal: string): Entry[] {
  return home.entries(journal).filter(({ OPR }) => /VM$/.test(OPR));
}

/** Resolves once the intent of an operation is in the journal. */
async function intentOf(home: OperatorHome, journal: string, OPR: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const entries = join(journal, "entries");
  const look = () => {
    if (existsSync(entries) && operations(home, journal).some((entry) => entry.OPR === OPR)) resolve();
  };
  const watcher = watch(entries, look);
  try {
    look();
    await promise;
  } finally {
    watcher.close();
  }
}

/** The screen as one text, however its sentences are broken into lines. */
function said(terminal: Terminal): string {
  return terminal.text().replaceAll(/\s+/g, " ");
}

test("the disk is full between an operation's intent and its outcome: that is told, nothing more is sent, and the intent stays open", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  const named = ["--journal", journal];
  expect(await home.run(["exec", "sim:", "note begins", ...named])).toMatchObject({ code: 0 });
  const running = home.start(["exec", SLOW, "start db-01", "start web-02", ...named, ...LONG_REASON]);
  await meanwhile(running, intentOf(home, journal, "StartVM"));
  disk.fill();
  const ran = await running.ended;
  expect(ran).toMatchObject({ code: 4, signal: null });
  expect(ran.err).toMatch(
    /^OUTCOME_NOT_RECORDED: StartVM of db-01 ended with OK, .*no space left on device/m,
  );
  expect(ran.err).toContain("1 line was not run");
  expect(ran.err.match(/^JOURNAL_UNWRITABLE: /gm)).toHaveLength(1);
  expect(ran.err).not.toContain("Entries go on being written");
  expect(operations(home, journal).map(({ phase, TGT }) => `${phase} ${TGT.name}`)).toEqual(["intent db-01"]);

  // On the full disk it can be read, and says so.
  const verified = await home.run(["verify", journal, "--json"]);
  expect(verified, verified.err).toMatchObject({ code: 0 });
  const open = JSON.parse(verified.out) as { open: { OPR: string; outcome: unknown }[] };
  expect(open.open).toMatchObject(
    [{ OPR: "StartVM", outcome: null }, { OPR: "Login" }].slice(0, open.open.length),
  );

  disk.free();
  expect(await home.run(["exec", "sim:", "note again", ...named])).toMatchObject({ code: 0 });
  expect(operations(home, journal).at(-1)).toMatchObject({ phase: "recovery", RST: { status: "UNKNOWN" } });
  expect(await home.run(["verify", journal])).toMatchObject({ code: 0 });
});

test("the same in the console: it says which outcome is not recorded, and goes read-only", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  const args = [SLOW, "--journal", journal, ...LONG_REASON];
  await using terminal = openConsole(home, args, { columns: 120, rows: 40 });
  await terminal.see("Connected to Shoseki simulator");
  enterLine(terminal, "clone api-01 api-03");
  await terminal.see(/CloneVM api-01 .* 10 %/);
  disk.fill();
  await terminal.see("JOURNAL FAILED, READ-ONLY");
  expect(said(terminal)).toContain("CloneVM of api-01 ended with OK, and this could not be recorded");
  expect(said(terminal)).toContain("Its intent is in the journal and stays open");
  disk.free();
  terminal.press("esc");
  await terminal.gone("OUTCOME_NOT_RECORDED");
  enterLine(terminal, "start db-01");
  await terminal.see("the journal failed; quit and open the console again to change anything");
  expect(operations(home, journal).map(({ phase, OPR }) => `${phase} ${OPR}`)).toEqual(["intent CloneVM"]);
  expect(said(terminal)).toContain("1 open");
  expect(await home.run(["verify", journal])).toMatchObject({ code: 0 });
});

test("a console that is left while the disk is still full says once that the journal cannot be written", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20", "--journal", journal], { columns: 120, rows: 40 });
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  await terminal.see("Hardware");
  disk.fill();
  // Until the last page is full, too.
  const last = home.lines(journal).length;
  for (let seq = last; !terminal.text().includes("JOURNAL FAILED"); seq += 1) {
    enterLine(terminal, "note x");
    await terminal.see(new RegExp(`Noted as entry ${seq}\\.|JOURNAL FAILED`));
  }
  terminal.press("esc");
  await terminal.gone("JOURNAL_UNWRITABLE");
  // The line that could not be noted is still there.
  terminal.press("ctrl+u");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 4, signal: null });
  expect(terminal.text().match(/JOURNAL_UNWRITABLE/g)).toHaveLength(1);
  expect(terminal.text()).not.toContain("Entries go on being written");
});

test("a journal on a read-only file system: nothing is done, and it can still be read and verified", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  const named = ["--journal", journal];
  expect(await home.run(["exec", "sim:", "note before", ...named])).toMatchObject({ code: 0 });
  const lines = home.lines(journal);
  disk.readOnly(true);
  const ran = await home.run(["exec", "sim:", "start db-01", ...named]);
  expect(ran).toMatchObject({ code: 4, out: "" });
  expect(ran.err).toMatch(/^JOURNAL_UNWRITABLE: .*read-only/m);
  await using terminal = openConsole(home, ["sim:", ...named]);
  expect(await terminal.exited).toEqual({ code: 4, signal: null });
  expect(terminal.text()).toContain("JOURNAL_UNWRITABLE");
  expect(await home.run(["log", ...named])).toMatchObject({ code: 0 });
  expect(await home.run(["verify", journal])).toMatchObject({ code: 0 });
  expect(home.lines(journal)).toEqual(lines);
  disk.readOnly(false);
  expect(await home.run(["exec", "sim:", "note after", ...named])).toMatchObject({ code: 0 });
  expect(await home.run(["verify", journal])).toMatchObject({ code: 0 });
});
