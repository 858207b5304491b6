import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { smallDisk } from "../journal/small-disk.js";
import { openConsole } from "../terminal/console.js";
import { Terminal } from "../terminal/terminal.js";
import { shownIn } from "./cast-shown.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));
const SIZE = { columns: 100, rows: 30 } as const;
const SECRET = "Tr0ub4dor-and-3";

const casts = (home: OperatorHome, journal = home.journal) => {
  const directory = join(journal, "casts");
  return readdirSync(directory).map((name) => join(directory, name));
};

const pieces = (home: OperatorHome) => home.entries().filter(({ OPR }) => OPR === "RecordChunk");

/** `OPR by result` of what the journal says of recordings, but for their pieces. */
const recordings = (home: OperatorHome, journal = home.journal) =>
  home
    .entries(journal)
    .filter(({ phase, OPR }) => phase === "recording" && OPR !== "RecordChunk")
    .map(({ OPR, AFT, RST }) => `${OPR} ${AFT?.by} ${RST?.code ?? RST?.status}`);

type Marker = readonly [seconds: number, code: string, label: string];

const markers = (file: string): readonly Marker[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line) as Marker)
    .filter(([, code]) => code === "m");

/** Has all drawn again and again, until nothing more can be recorded. No key is pressed: that takes a notice away. */
async function drawMuch(terminal: Terminal): Promise<void> {
  const isOver = () => terminal.exit !== undefined || /REC FAILED|logging out/u.test(terminal.text());
  for (let time = 0; time < 60 && !isOver(); time += 1) {
    const columns = SIZE.columns + 1 + (time % 2);
    terminal.resize(columns, SIZE.rows);
    await terminal.until(
      "it to be as wide",
      (screen) => isOver() || Math.max(...screen.map((row) => stringWidth(row))) === columns,
    );
  }
}

async function verified(home: OperatorHome, journal = home.journal): Promise<void> {
  const verdict = await home.run(["verify", journal]);
  expect(verdict, verdict.out + verdict.err).toMatchObject({ code: 0 });
}

test("a recorded shift: its markers are where its entries are, its screen is what was seen, and no secret is in it", async () => {
  using home = new OperatorHome();
  const profile = [
    "endpoint: vsphere://night@127.0.0.1:1",
    "trust: insecure",
    `journal: ${home.journal}`,
    "recording: on",
  ];
  await home.run(["profile", "add", "far", "--endpoint", "vsphere://night@127.0.0.1:1"]);
  const far = join(home.directory, ".config/shoseki/profiles/far.yaml");
  writeFileSync(far, `${profile.join("\n")}\n`);
  const args = ["sim:?vms=12", "--record", "on", "--record-input"];
  await using terminal = openConsole(home, args, { ...SIZE, env: { SHOSEKI_PASSWORD: SECRET } });
  await terminal.see("REC+keys");
  await terminal.see("web-01");
  enterLine(terminal, "start db-01");
  await terminal.see(/✓ OK +StartVM/);
  enterLine(terminal, "memory web-02 8GiB");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see(/✓ OK +ModifyMemory/);
  // Typed where everything that is typed is seen, and where it is said again.
  enterLine(terminal, `note the password is ${SECRET}`);
  await terminal.see("Noted as");
  enterLine(terminal, "lock");
  await terminal.see("Locked since");
  terminal.type(SECRET);
  terminal.press("enter");
  await terminal.see("web-01");
  enterLine(terminal, "connect far");
  await terminal.see("Password");
  terminal.type("another-Secret-of-far");
  terminal.press("enter");
  await terminal.see("▸UNREACHABLE");
  terminal.press("esc");
  await terminal.gone("▸UNREACHABLE");
  terminal.resize(120, 35);
  await terminal.until("the wider screen", (screen) => screen.some((row) => row.length > 100));
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });

  const [file = "", ...others] = casts(home);
  expect(others).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, "utf8");
  for (const secret of [SECRET, SECRET.slice(0, 6), SECRET.slice(-6), "another-Secret-of-far", "another-"])
    expect(text).not.toContain(secret);
  expect(text).toContain("A secret is asked for.");
  expect(text).toContain("The console is locked.");
  const typed = text.split("\n").filter((line) => line.includes(',"i",'));
  expect(typed.length).toBeGreaterThan(40);

  const marked = home.allEntries().flatMap(({ cast, seq, OPR }) => (cast ? [[seq, OPR, cast.at]] : []));
  expect(marked.length).toBeGreaterThan(8);
  expect(
    markers(file).map(([seconds, , label]) => {
      const [seq, OPR] = label.split(" ");
      return [Number(seq), OPR, Math.round(seconds * 1000)];
    }),
  ).toEqual(marked);
  // Of the Login as of the Logout.
  expect(marked.map(([, OPR]) => OPR)).toEqual(expect.arrayContaining(["Login", "StartVM", "Logout"]));
  expect(recordings(home)).toEqual(["StartRecording option OK", "StopRecording leave OK"]);
  await verified(home);

  // At each moment it shows what was on the screen.
  const shown = await shownIn(file);
  expect(shown.sizes).toEqual(["100x30", "120x35"]);
  expect(shown.at("ModifyMemory OK")).toContain("web-02");
  expect(shown.end).toContain("logging out");
});

test("it is switched by its operator, unless the profile requires it", async () => {
  using home = new OperatorHome();
  await home.run(["profile", "add", "lab", "--endpoint", "sim:?vms=12", "--record", "required"]);
  expect(await home.run(["lab", "--record", "off"], { input: "" })).toMatchObject({ code: 2 });
  await using terminal = openConsole(home, ["lab"], SIZE);
  await terminal.see("● REC ");
  enterLine(terminal, "record off");
  await terminal.see("RECORDING_REQUIRED");
  terminal.press("esc");
  await terminal.gone("RECORDING_REQUIRED");
  terminal.press("ctrl+u");
  enterLine(terminal, "record input on");
  await terminal.see("REC+keys");
  terminal.press("ctrl+d");
  await terminal.exited;
  expect(recordings(home)).toEqual([
    "StartRecording profile OK",
    "StopRecording operator OK",
    "StartRecording operator OK",
    "StopRecording leave OK",
  ]);
  await verified(home);

  using free = new OperatorHome();
  await using other = openConsole(free, ["sim:?vms=12"], SIZE);
  await other.see("web-01");
  expect(other.text()).not.toContain("REC");
  enterLine(other, "record");
  await other.see("This console is not recorded");
  enterLine(other, "record on");
  await other.see("● REC ");
  enterLine(other, "record off");
  await other.gone("● REC ");
  other.press("ctrl+d");
  await other.exited;
  expect(recordings(free)).toEqual(["StartRecording operator OK", "StopRecording operator OK"]);
  await verified(free);
});

test("a console that is killed leaves a recording that the next one ends, and that is whole", async () => {
  using home = new OperatorHome();
  {
    await using terminal = openConsole(home, ["sim:?vms=12", "--record", "on"], SIZE);
    await terminal.see("web-01");
    enterLine(terminal, "start db-01");
    await terminal.see(/✓ OK +StartVM/);
    terminal.kill("SIGKILL");
    await terminal.exited;
  }
  expect(recordings(home)).toEqual(["StartRecording option OK"]);
  await verified(home);
  expect(await home.run(["exec", "sim:?vms=12", "note the morning after"])).toMatchObject({ code: 0 });
  expect(recordings(home)).toEqual(["StartRecording option OK", "StopRecording crash OK"]);
  const [file = ""] = casts(home);
  expect(home.entries().find(({ AFT }) => AFT?.by === "crash")?.recording?.to).toBe(statSync(file).size);
  expect((await shownIn(file)).end).toContain("StartVM");
  await verified(home);
});

test("suspended and brought back it is recorded on; what was seen of the shell is not in it", async () => {
  using home = new OperatorHome();
  await using terminal = Terminal.start("sh", ["-i"], { ...SIZE, home, env: { PS1: "sh> " } });
  await terminal.see("sh>");
  terminal.type(`'${process.execPath}' '${PROGRAM}' 'sim:?vms=12' --record on\r`);
  await terminal.see("web-01");
  const { length } = pieces(home);
  terminal.press("ctrl+z");
  await terminal.see("Stopped");
  await terminal.see(/^sh>$/m);
  // The program may not come back: what there was until then is in the journal.
  expect(pieces(home).length).toBe(length + 1);
  terminal.type("echo only the shell knows\r");
  await terminal.see(/^only the shell knows$/m);
  terminal.type("fg\r");
  await terminal.see("● REC ");
  enterLine(terminal, "note back again");
  await terminal.see("back again");
  terminal.press("ctrl+d");
  await terminal.until("the shell's prompt", () => !terminal.onAlternateScreen);
  const [file = ""] = casts(home);
  expect((await shownIn(file)).end).toContain("Note");
  expect(readFileSync(file, "utf8")).not.toContain("only the shell");
  await verified(home);
});

test("a full disk stops the recording, says so, and leaves the journal what it needs", async (context) => {
  using disk = smallDisk(context, { kiB: 4_096 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  const args = ["sim:?vms=300", "--journal", journal, "--record", "on"];
  await using terminal = openConsole(home, args, SIZE);
  await terminal.see("● REC ");
  await terminal.see("300 machines");
  disk.fill(700 * 1024);
  await drawMuch(terminal);
  await terminal.see("REC FAILED");
  await terminal.see("no space left");
  enterLine(terminal, "start db-01");
  await terminal.see(/✓ OK +StartVM/);
  terminal.press("ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  expect(recordings(home, journal)).toEqual([
    "StartRecording option OK",
    "StopRecording failure RECORDING_FAILED",
  ]);
  await verified(home, journal);
});

test("where it is required a full disk ends the console, once what is under way has its end", async (context) => {
  using disk = smallDisk(context, { kiB: 4_096 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  const args = ["sim:?vms=300&latency=150ms", "--journal", journal, "--record", "required"];
  await using terminal = openConsole(home, args, SIZE);
  await terminal.see("● REC ");
  await terminal.see("300 machines");
  enterLine(terminal, "clone web-01 web-99");
  await terminal.see("1 running");
  terminal.press("esc");
  await terminal.gone("to the panes");
  disk.fill(700 * 1024);
  await drawMuch(terminal);
  expect((await terminal.exited).code).toBe(4);
  expect(terminal.text().replaceAll(/\s+/g, " ")).toMatch(/RECORDING_FAILED: .*a console works only while/);
  const ends = home.entries(journal).filter(({ phase }) => phase === "outcome");
  expect(ends.map(({ OPR, RST }) => [OPR, RST?.status])).toEqual([
    ["Login", "OK"],
    ["CloneVM", "OK"],
    ["Logout", "OK"],
  ]);
  await verified(home, journal);
});

test("where it is required and cannot be begun there is no Login", async (context) => {
  using disk = smallDisk(context, { kiB: 2_048 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  expect(await home.run(["exec", "sim:", "note begins", "--journal", journal])).toMatchObject({ code: 0 });
  disk.fill(500 * 1024);
  const args = ["sim:?vms=12", "--journal", journal, "--record"];
  await using terminal = openConsole(home, [...args, "required"], SIZE);
  expect((await terminal.exited).code).toBe(4);
  expect(terminal.text()).toContain("RECORDING_FAILED");
  const logins = () => home.entries(journal).filter(({ OPR }) => OPR === "Login").length;
  expect(logins()).toBe(2);
  // Where it is only wished for, there is one, and it says that nothing is recorded.
  await using other = openConsole(home, [...args, "on"], SIZE);
  await other.see("REC FAILED");
  await other.see("web-01");
  expect(logins()).toBe(4);
});
