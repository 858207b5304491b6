import { expect, test } from "vitest";
import type { OperationName } from "#domain/operation-name.js";
import type { VerbName } from "#language/verb.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { cursorOn, enterLine, inventoryRows } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const HOST = "esx-02.tyo.example";

/** How one operation is asked for. */
interface Deed {
  readonly verb: VerbName;
  /** What it is done to: a machine, a host, or what is to be made. */
  readonly target: string;
  /** What follows the target in a command line. */
  readonly words?: string;
  /** What is typed into its form, field by field; none where there is nothing to ask for. */
  readonly fields?: readonly string[];
  /** Its key; without one it is found in the menu of what can be done to a machine. */
  readonly key?: string;
  /** What agrees to its plan: `Enter`, or the name of what would be gone. */
  readonly agrees: "nothing" | "enter" | "name";
}

/** Every operation there is, in an order in which each can be done. A new one is not forgotten: the compiler asks for it. */
const DEEDS: Readonly<Record<OperationName, Deed>> = {
  CreateVM: { verb: "create", target: "new-01", fields: ["new-01"], key: "N", agrees: "nothing" },
  RenameVM: {
    ...{ verb: "rename", target: "new-01", words: "new-02", fields: ["new-02"], key: "n" },
    agrees: "nothing",
  },
  ModifyCPU: { verb: "cpu", target: "new-02", words: "4", fields: ["4"], key: "c", agrees: "enter" },
  ModifyMemory: {
    verb: "memory",
    target: "new-02",
    words: "2GiB",
    fields: ["2GiB"],
    key: "m",
    agrees: "enter",
  },
  ModifyDisk: {
    verb: "disk",
    target: "new-02",
    words: "32GiB",
    fields: ["32GiB"],
    key: "x",
    agrees: "enter",
  },
  CreateSnapshot: {
    ...{ verb: "snapshot create", target: "new-02", words: "first", fields: ["first"], key: "p" },
    agrees: "nothing",
  },
  RemoveSnapshot: {
    ...{ verb: "snapshot remove", target: "new-02", words: "first", fields: ["first"], key: "X" },
    agrees: "name",
  },
  CloneVM: {
    ...{ verb: "clone", target: "new-02", words: "twin-01", fields: ["twin-01"], key: "y" },
    agrees: "nothing",
  },
  MoveVM: {
    verb: "move",
    target: "web-01",
    words: `--host ${HOST}`,
    fields: [HOST],
    key: "v",
    agrees: "enter",
  },
  StopVM: { verb: "stop", target: "web-01", key: "S", agrees: "enter" },
  StartVM: { verb: "start", target: "web-01", key: "s", agrees: "nothing" },
  ResetVM: { verb: "reset", target: "web-01", key: "R", agrees: "enter" },
  SuspendVM: { verb: "suspend", target: "web-01", key: "Z", agrees: "enter" },
  RebootGuest: { verb: "guest reboot", target: "web-03", key: "b", agrees: "enter" },
  ShutdownGuest: { verb: "guest shutdown", target: "web-03", key: "d", agrees: "enter" },
  RevertSnapshot: {
    ...{ verb: "snapshot revert", target: "db-01", words: "'before upgrade'", fields: ["before upgrade"] },
    ...{ key: "P", agrees: "name" },
  },
  DeleteVM: { verb: "delete", target: "new-02", key: "D", agrees: "name" },
  EnterMaintenance: {
    ...{ verb: "host maintenance enter", target: HOST, fields: [HOST], key: "M" },
    agrees: "enter",
  },
  RebootHost: { verb: "host reboot", target: HOST, fields: [HOST], agrees: "enter" },
  ExitMaintenance: {
    ...{ verb: "host maintenance exit", target: HOST, fields: [HOST], key: "E" },
    agrees: "nothing",
  },
  ShutdownHost: { verb: "host shutdown", target: HOST, fields: [HOST], agrees: "name" },
};

type Way = (terminal: Terminal, deed: Deed) => Promise<void>;

const byLine: Way = async (terminal, { verb, target, words = "" }) => {
  enterLine(terminal, `${verb} ${target} ${words}`.trim());
};

const byKeys: Way = async (terminal, deed) => {
  await select(terminal, deed);
  if (deed.key !== undefined) terminal.press(deed.key);
  else {
    terminal.press("enter");
    await terminal.see("Operate on");
    terminal.type(deed.verb);
    await terminal.see(`› ${deed.verb} `);
    terminal.press("enter");
  }
  await fillIn(terminal, deed);
};

const byPalette: Way = async (terminal, deed) => {
  await select(terminal, deed);
  terminal.press("ctrl+p");
  await terminal.see("▸Commands");
  terminal.type(deed.verb);
  await terminal.see(`› ${deed.verb} `);
  terminal.press("enter");
  await fillIn(terminal, deed);
};

/** Puts the cursor on the machine; what a host's form is asked for stands in the form. */
async function select(terminal: Terminal, { verb, target }: Deed): Promise<void> {
  const name = verb === "create" || verb.startsWith("host ") ? "web-02" : target;
  terminal.press("/", "ctrl+u");
  terminal.type(name);
  await terminal.see(`/${name}`);
  terminal.press("enter");
  await cursorOn(terminal, name);
}

async function fillIn(terminal: Terminal, { fields = [] }: Deed): Promise<void> {
  if (fields.length === 0) return;
  await terminal.see("nothing is sent yet");
  for (const field of fields) terminal.type(field);
  await terminal.see(fields.at(-1) ?? "");
  terminal.press("enter");
}

/** Agrees to the plan as it asks for it. */
async function agree(terminal: Terminal, { agrees, target }: Deed): Promise<void> {
  if (agrees === "nothing") return;
  if (agrees === "name") {
    await terminal.see(`Type the name to agree: ${target}`);
    terminal.type(target);
  } else await terminal.see("Enter runs it.");
  terminal.press("enter");
}

/** What makes one possible, as a command line that waits for Enter: no running machine on the host, and maintenance again. */
const BEFORE: Readonly<Partial<Record<OperationName, string>>> = {
  EnterMaintenance: "stop 会計-01",
  ShutdownHost: `host maintenance enter ${HOST}`,
};

async function makePossible(terminal: Terminal, name: OperationName): Promise<void> {
  if (name === "ExitMaintenance") return await seeItBack(terminal);
  const line = BEFORE[name];
  if (line === undefined) return;
  enterLine(terminal, line);
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see(/^ OK (StopVM|EnterMaintenance) /mu);
  terminal.press("esc");
  await terminal.see("Enter operate");
}

/** A host that is told to reboot goes away after that, and refuses what is asked of it until the hosts show it again. */
async function seeItBack(terminal: Terminal): Promise<void> {
  terminal.press(":");
  await terminal.see("Esc to the panes");
  terminal.press("esc");
  await terminal.see("Enter operate");
  terminal.press("/", "ctrl+u", "enter", "t");
  await terminal.see("▸Hosts and clusters");
  await terminal.until(`${HOST} to answer`, (screen) =>
    inventoryRows(screen).some((row) => row.includes(HOST) && /in maintenance +\d+$/u.test(row)),
  );
  terminal.press("t", "t");
  await terminal.see("▸Machines");
}

test.each([
  ["by the command line", byLine],
  ["by keys", byKeys],
  ["by the palette and its form", byPalette],
] as const)(
  "every operation is done %s, and appears as intent and outcome",
  { timeout: 120_000 },
  async (_, way) => {
    using home = new OperatorHome();
    await using terminal = openConsole(home, ["sim:?vms=6"], { columns: 100, rows: 36 });
    await terminal.see("Connected to Shoseki simulator");
    for (const [name, deed] of Object.entries(DEEDS) as [OperationName, Deed][]) {
      await makePossible(terminal, name);
      await way(terminal, deed);
      await agree(terminal, deed);
      await terminal.see(new RegExp(`^ OK ${name} +${deed.target}\\b`, "mu"));
      expect(terminal.text()).toMatch(new RegExp(`→ intent +${name} +${deed.target}`, "u"));
      expect(terminal.text()).toMatch(new RegExp(`✓ OK +${name} +${deed.target}.* ✓`, "u"));
    }
    const entries = home.entries();
    const done = entries.filter(({ phase }) => phase === "outcome");
    for (const { ref, OPR } of done)
      expect(entries.find(({ id }) => id === ref)).toMatchObject({ phase: "intent", OPR });
    expect(new Set(done.map(({ OPR }) => OPR))).toEqual(new Set([...Object.keys(DEEDS), "Login"]));
    expect(done.every(({ RST }) => RST?.status === "OK")).toBe(true);
  },
);
