import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needs } from "../journal/tools.js";
import { openConsole } from "../terminal/console.js";
import { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const SIZE = { columns: 100, rows: 30 } as const;

/** What terminals, and versions of Unicode, give different widths. */
const FAMILY = "👨\u200d👩\u200d👧";

/** An operator whose shift was recorded: three changes, one of them to a strange name, a note, and the way out. */
let home: OperatorHome;
let file: string;
let seqs: Readonly<Record<string, number>>;

beforeAll(async () => {
  home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=12", "--record", "on"], SIZE);
  await terminal.see("web-01");
  enterLine(terminal, "memory web-02 8GiB");
  await terminal.see("Enter runs it");
  terminal.press("enter");
  await terminal.see(/✓ OK +ModifyMemory/);
  enterLine(terminal, "start web-02");
  await terminal.see(/✓ OK +StartVM/);
  enterLine(terminal, `rename web-03 "${FAMILY.repeat(3)}🇯🇵-03"`);
  await terminal.see(/✓ OK +RenameVM/);
  enterLine(terminal, "note handed the ticket on");
  await terminal.see("handed the ticket on");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  const casts = join(home.journal, "casts");
  file = join(casts, readdirSync(casts)[0] ?? "");
  seqs = Object.fromEntries(home.entries().map(({ OPR, seq }) => [OPR, seq]));
});

afterAll(() => home[Symbol.dispose]());

test("without a terminal the recorded sessions are listed, and nothing is played", async () => {
  const listed = await home.run(["replay"]);
  expect(listed.code).toBe(0);
  const [head = "", row = "", ...others] = listed.out.trimEnd().split("\n");
  expect(head.split(/ {2,}/)).toEqual([
    ...["SESSION", "BEGAN", "LENGTH", "OPERATIONS", "FAILURES", "WHO", "ENDPOINT", "RECORDINGS", "JOURNAL"],
  ]);
  expect(row).toMatch(/^[0-9a-f-]{36} {2}\d{4}-.*Z {2}0:\d\d +3 +0 +\S+@\S+, \S+ {2}sim:\S* +1 +-$/);
  expect(others).toEqual([]);
  const json = JSON.parse((await home.run(["replay", "--json"])).out) as { session: { casts: string[] } };
  expect(json.session).toMatchObject({ operations: 3, failures: 0, casts: [file.split("/").at(-1)] });
  const refused = await home.run(["replay", "last"]);
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toContain("REPLAY_NEEDS_TERMINAL");
});

test("a session is played: by its markers, to a time, to a text, and to the entry of a marker", async () => {
  await using terminal = openConsole(home, ["replay", "last", "--idle", "0.1"], SIZE);
  // It plays by itself, to its end.
  await terminal.see("■ ended");
  await terminal.see("Logout");
  terminal.press("home");
  await terminal.see("‖ paused 0:00/");
  terminal.press("/");
  terminal.type("enter RUNS it");
  terminal.press("enter");
  await terminal.see(/"enter RUNS it": 1 of \d/);
  await terminal.see("Disturbs: whoever uses the machine will notice.");
  terminal.press("g");
  terminal.type(`#${seqs.StartVM}`);
  terminal.press("enter");
  await terminal.see(`${seqs.StartVM} StartVM OK web-02`);
  terminal.press(".");
  await terminal.see(/✓ OK +StartVM/);
  terminal.press("enter");
  await terminal.see(`━▸#${seqs.StartVM} StartVM`);
  await terminal.see("TGT.name");
  await terminal.see("Esc close");
  terminal.press("esc");
  await terminal.gone("TGT.name");
  await terminal.see(/✓ OK +StartVM/);
  terminal.press("?");
  await terminal.see("Keys of a recording");
  terminal.press("?");
  await terminal.gone("Keys of a recording");
  terminal.resize(80, 24);
  await terminal.see("100x30 from 1,1");
  terminal.press("q");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  expect(terminal.onAlternateScreen).toBe(false);
});

test("an entry opens the recording at its moment, and so do a session's first letters and a file", async () => {
  const entry = home.entries().find(({ seq }) => seq === seqs.ModifyMemory);
  const session = entry?.USR.session ?? "";
  for (const args of [
    [String(seqs.ModifyMemory)],
    [session.slice(0, 14), "--at", `#${seqs.ModifyMemory}`],
    [file, "--at", `#${seqs.ModifyMemory}`],
  ]) {
    await using terminal = openConsole(home, ["replay", ...args], SIZE);
    await terminal.see(`‖ paused`);
    await terminal.see(`${seqs.ModifyMemory} ModifyMemory OK web-02`);
    // The frame that shows it comes right after the entry.
    terminal.press(".");
    await terminal.see(/✓ OK +ModifyMemory/);
    terminal.press("esc");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
  }
  const unknown = openConsole(home, ["replay", "ffffffff"], SIZE);
  expect((await unknown.exited).code).toBe(2);
  expect(unknown.text()).toContain("RECORDING_UNKNOWN");
});

test("in the console a row of the audit is watched, also one of this very recording, and Esc comes back to it", async () => {
  await using terminal = openConsole(home, ["sim:?vms=12", "--record", "on"], SIZE);
  await terminal.see("web-01");
  enterLine(terminal, "start web-02");
  await terminal.see(/✓ OK +StartVM +web-02/);
  terminal.press("esc");
  await terminal.see("operate");
  terminal.press("tab", "up", "up");
  await terminal.see(/Audit .* \d+ of \d+/);
  const before = terminal.screen().slice(1);
  // The newest entries are of this recording.
  terminal.press("w");
  await terminal.see("? ");
  await terminal.see("‖ paused");
  // What is so now is told from what was so then.
  await terminal.see("REPLAY, not the console");
  expect(terminal.screen()[0]).toMatch(/● REC .*sim:.*read-write/);
  terminal.press("]");
  terminal.press("enter");
  await terminal.see("TGT.name");
  // As from the audit.
  await terminal.see(/u plan its undo .*J to its machine/);
  terminal.press("esc");
  await terminal.gone("TGT.name");
  terminal.press("esc");
  await terminal.gone("‖ paused");
  // The same row is pointed at, and the pane has the keys.
  expect(terminal.screen().slice(1)).toEqual(before);

  // From the entry in full too, and back to it.
  terminal.press("enter");
  await terminal.see("w watch");
  terminal.press("w");
  await terminal.see("‖ paused");
  terminal.press("esc");
  await terminal.see("w watch");
  terminal.press("esc");
  await terminal.gone("TGT.name");

  enterLine(terminal, `replay ${seqs.ModifyMemory}`);
  await terminal.see(`${seqs.ModifyMemory} ModifyMemory OK web-02`);
  terminal.press("esc");
  await terminal.gone("‖ paused");
  enterLine(terminal, "sessions");
  await terminal.see("Recorded sessions");
  await terminal.see("3 operations, 0 failures");
  terminal.press("esc");
  await terminal.gone("Recorded sessions");
  terminal.press("ctrl+d");
  expect((await terminal.exited).code).toBe(0);
});

test("a recording that was changed is played only after that was read, and it stays said", async () => {
  using other = new OperatorHome();
  const journal = join(other.directory, "copy");
  expect((await home.run(["verify"])).code).toBe(0);
  cpSync(home.journal, journal, { recursive: true });
  const copy = join(journal, "casts", file.split("/").at(-1) ?? "");
  writeFileSync(copy, readFileSync(file, "utf8").replace("web-02", "web-99"));
  await using terminal = openConsole(other, ["replay", copy, "--journal", journal], SIZE);
  await terminal.see("THIS RECORDING IS NOT WHAT THE JOURNAL SAYS");
  await terminal.see("! NOT WHAT THE JOURNAL SAYS (WRONG_CAST)");
  terminal.press("enter");
  await terminal.gone("THIS RECORDING");
  await terminal.see("! NOT WHAT THE JOURNAL SAYS (WRONG_CAST)");
  terminal.press("q");
  expect(await terminal.exited).toEqual({ code: 1, signal: null });
  expect(terminal.text()).toContain("THIS RECORDING IS NOT WHAT THE JOURNAL SAYS");
});

test("a recording that was written on after its end is no recording whose end is not sealed yet", async () => {
  using other = new OperatorHome();
  const journal = join(other.directory, "copy");
  cpSync(home.journal, journal, { recursive: true });
  const name = file.split("/").at(-1) ?? "";
  appendFileSync(join(journal, "casts", name), '[5000,"o","web-01 deleted"]\n');
  expect((await other.run(["verify", "--journal", journal])).out).toContain("longer than when it was over");
  await using terminal = openConsole(other, ["replay", name, "--journal", journal, "--at", "99:00"], SIZE);
  await terminal.see(/it is \d+ bytes longer than/);
  await terminal.see("! NOT WHAT THE JOURNAL SAYS (CAST_GROWN)");
  terminal.press("esc");
  expect(await terminal.exited).toEqual({ code: 1, signal: null });
});

test("before anything was journaled that is said, whatever is to be played", async () => {
  using other = new OperatorHome();
  for (const words of [[], ["last"], ["5"]]) {
    await using terminal = openConsole(other, ["replay", ...words], SIZE);
    expect((await terminal.exited).code).toBe(2);
    expect(terminal.text()).toContain("JOURNAL_MISSING");
  }
});

test("asciinema plays the same file, and ends on the same screen", async (context) => {
  needs(context, "asciinema");
  await using ours = openConsole(home, ["replay", file, "--at", "99:00"], { ...SIZE, rows: 32 });
  await ours.see("■ ended");
  const last = ours.screen().slice(0, 30);
  ours.press("q");
  await ours.exited;
  for (const args of [
    ["cat", file],
    ["play", "-i", "0.01", "-s", "100", file],
  ]) {
    await using theirs = Terminal.start("asciinema", args, {
      ...SIZE,
      env: { LANG: "C.UTF-8" },
      patience: 20_000,
    });
    expect(await theirs.exited, args.join(" ")).toEqual({ code: 0, signal: null });
    expect(theirs.screen(), args.join(" ")).toEqual(last);
  }
});
