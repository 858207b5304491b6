import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Entry } from "#domain/entry.js";
import { DECISION_NAMESPACES, type Decision, HANDOVER_NAMESPACE } from "#domain/handover.js";
import { layoutOf } from "#journal/layout.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal, TerminalOptions } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import type { OperatorHome } from "./shoseki.js";

const ENDPOINT = "sim:?vms=12";

/** The environment in which the program is killed right before a file of this ending is in its place. */
export function killedAt(ending: string): Readonly<Record<string, string>> {
  const preload = fileURLToPath(new URL("./kill-at-file.mjs", import.meta.url));
  return { NODE_OPTIONS: `--import=${preload}`, SHOSEKI_KILL_AT: ending };
}

/** The console of who hands over, which is recorded. */
export async function outgoingDesk(
  home: OperatorHome,
  options: Omit<TerminalOptions, "home"> = {},
): Promise<Terminal> {
  return await seated(openConsole(home, [ENDPOINT, "--record", "on"], options));
}

/** The console of who takes over: nothing is done there before that. */
export async function incomingDesk(
  home: OperatorHome,
  options: Omit<TerminalOptions, "home"> = {},
): Promise<Terminal> {
  const directory = join(home.directory, ".config/shoseki/profiles");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, "shift.yaml"), `endpoint: ${ENDPOINT}\nhold-until-handover: true\n`, {
    mode: 0o600,
  });
  return await seated(openConsole(home, ["shift"], options));
}

async function seated(terminal: Terminal): Promise<Terminal> {
  try {
    await terminal.see(/ anchored \dm| アンカー \dm/);
  } catch (error) {
    await terminal[Symbol.asyncDispose]();
    throw error;
  }
  return terminal;
}

/** Does something of which a report has to tell. */
export async function work(terminal: Terminal): Promise<void> {
  enterLine(terminal, "stop web-01");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK StopVM  web-01");
  enterLine(terminal, "note the backup runs at ten");
  await terminal.see(/#\d+/);
}

/** From the machines to the file of the shift, under the name that it is given; answers it. */
export async function sign(terminal: Terminal): Promise<void> {
  terminal.press("s");
  await terminal.see("Which file is the handover written to?");
  terminal.press("enter");
  await terminal.see("yes, sign it");
  terminal.press("y");
}

/** A text is seen whole, or its end is. */
function isAtEnd([, , title = ""]: readonly string[]): boolean {
  const { at, of } = /(?<at>\d+)\/(?<of>\d+) ━$/u.exec(title)?.groups ?? {};
  return at === of;
}

/** Reads each section that has something in it to its end. */
export async function readAll(terminal: Terminal): Promise<void> {
  for (;;) {
    const rows = terminal.screen();
    const first = rows.findIndex((row) => /^ [› ] [•✓ ] Operations/u.test(row));
    const at = rows.slice(first).findIndex((row) => /^ [› ] •/u.test(row));
    if (at < 0) return;
    const name = /• (?<name>\S+(?: \S+)*)/u.exec(rows[first + at] ?? "")?.groups?.name ?? "";
    terminal.press("home", ...Array.from({ length: at }, () => "down"));
    await terminal.see(`› • ${name}`);
    terminal.press("enter");
    await terminal.see(`▸${name}`);
    terminal.press("end");
    await terminal.until("the end of the section to be seen", isAtEnd);
    terminal.press("esc");
    await terminal.see(`✓ ${name}`);
  }
}

/** Types what accepts, and whose shift it is: both operators of these stories are one user on one machine. */
export async function acceptedHere(terminal: Terminal): Promise<void> {
  terminal.type("accept");
  terminal.press("enter");
  await terminal.see("Whose shift is it?");
  terminal.type("a colleague's, of the same account");
  terminal.press("enter");
}

/** The files of a home whose names end so. */
export function filesOf({ directory }: OperatorHome, ending: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(directory, name));
}

/** An entry of a journal with all of its texts. */
export function entryOf(home: OperatorHome, OPR: string): Entry {
  const entry = home.entries().findLast((each) => each.OPR === OPR);
  if (entry === undefined) throw new Error(`there is no ${OPR}`);
  return wholeEntry(layoutOf(home.journal), entry);
}

/** How many entries of a journal have this name. */
export function countOf(home: OperatorHome, OPR: string): number {
  return home.entries().filter((each) => each.OPR === OPR).length;
}

/** What ssh-keygen says of the signature in an entry over the report in it, by the key that the journal's entries are signed with. */
export function verifiedBySshKeygen(home: OperatorHome, entry: Entry): string {
  const { text, signature } = entry.AFT ?? {};
  const namespace = NAMESPACES[entry.OPR] ?? "";
  const [line = ""] = execFileSync("cat", [join(home.journal, "allowed_signers")], {
    encoding: "utf8",
  }).split("\n");
  const key = /ssh-ed25519 \S+/u.exec(line)?.[0] ?? "";
  const allowed = join(home.directory, "allowed");
  const signed = join(home.directory, "signature");
  writeFileSync(allowed, `somebody namespaces="${namespace}" ${key}\n`);
  writeFileSync(signed, String(signature));
  const args = ["-Y", "verify", "-f", allowed, "-I", "somebody", "-n", namespace, "-s", signed];
  return execFileSync("ssh-keygen", args, { input: String(text), encoding: "utf8" });
}

const NAMESPACES: Readonly<Record<string, string>> = {
  HandOver: HANDOVER_NAMESPACE,
  AcceptHandover: DECISION_NAMESPACES["accepted" satisfies Decision],
  RefuseHandover: DECISION_NAMESPACES["refused" satisfies Decision],
  QuestionHandover: DECISION_NAMESPACES["questioned" satisfies Decision],
};
