import { openConsole } from "../terminal/console.js";
import type { Terminal, TerminalOptions } from "../terminal/terminal.js";
import { jsonLines, OperatorHome } from "./shoseki.js";

/** A console on the embedded simulator: logged in, told how far away it is, and anchored. */
export async function atDesk(
  home: OperatorHome,
  options: Omit<TerminalOptions, "home"> = {},
): Promise<Terminal> {
  const terminal = openConsole(home, ["sim:"], options);
  try {
    await terminal.see(/ ms {2}read-write/);
    // Its entry is #3: what the operator does comes after it.
    await terminal.see(/ anchored \dm ago/);
  } catch (error) {
    await terminal[Symbol.asyncDispose]();
    throw error;
  }
  return terminal;
}

/** Enters a command line: from the panes, or where an empty one is waiting. */
export function enterLine(terminal: Terminal, line: string): void {
  terminal.press(":");
  terminal.type(line);
  terminal.press("enter");
}

const INVENTORY = /^[━─][▸ ](Machines|Hosts and clusters|Folders) /;
const AUDIT = /^[━─][▸ ]Audit /;

/** The rows of the inventory that are seen, headings among them, where it has the whole width. */
export function inventoryRows(screen: readonly string[]): readonly string[] {
  const from = screen.findIndex((row) => INVENTORY.test(row));
  return screen
    .slice(
      from + 1,
      Math.max(
        from + 1,
        screen.findIndex((row) => AUDIT.test(row)),
      ),
    )
    .filter(Boolean);
}

/** The names in the table that are seen, in their order. */
export function namesIn(screen: readonly string[]): readonly string[] {
  return inventoryRows(screen).slice(1).map(nameIn);
}

/** The rows of the audit pane that are seen, without the time of day. */
export function auditRows(screen: readonly string[]): readonly string[] {
  const from = screen.findIndex((row) => AUDIT.test(row));
  const rows = screen.slice(from + 1).filter((row) => /^ \d\d:\d\d:\d\d /.test(row));
  return rows.map((row) => row.slice(" 00:00:00".length).trim());
}

/** Waits until the cursor of the inventory is on what has this name. */
export async function cursorOn(terminal: Terminal, name: string): Promise<void> {
  await terminal.until(`the cursor to be on ${name}`, (screen) => {
    const row = inventoryRows(screen).find((each) => each.startsWith("›"));
    return row !== undefined && nameIn(row) === name;
  });
}

/** Presses a key that moves the cursor, and waits until it is there. */
export async function moveTo(terminal: Terminal, key: string, name: string): Promise<void> {
  terminal.press(key);
  await cursorOn(terminal, name);
}

/** What comes after cursor, mark, fold and power sign. */
function nameIn(row: string): string {
  return /^[›* ▸▾▶■‖]*(\S*)/u.exec(row)?.[1] ?? "";
}

export interface Listed {
  /** `vm`; lines without are the journal's entries. */
  readonly kind?: string;
  readonly name: string;
  readonly power: string;
  /** Null where the server does not say. */
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
  readonly host: string;
  readonly ip: string | null;
}

/** What is at the desk before anything is done to it, as a script lists it: the simulator is the same every time. */
export async function machinesThere(): Promise<readonly Listed[]> {
  using elsewhere = new OperatorHome();
  const { out } = await elsewhere.run(["exec", "sim:", "vms", "--json"]);
  return jsonLines<Listed>(out).filter(({ kind }) => kind === "vm");
}
