import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Terminal } from "../terminal/terminal.js";
import { OperatorHome } from "./shoseki.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));
/** Nobody listens there: whoever has a password gets so far as to find that out. */
const NOBODY = "vsphere://operator@127.0.0.1:1";
const SECRET = "s3cret Passw0rd を";

let home: OperatorHome;
let bytes: Buffer[];
let terminal: Terminal;

/** An operator's shell, with job control, which has started Shoseki and been asked for the password. */
beforeEach(async () => {
  home = new OperatorHome();
  bytes = [];
  terminal = Terminal.start("sh", ["-i"], {
    home,
    columns: 100,
    env: { PS1: "sh> " },
    heard: (chunk) => bytes.push(chunk),
  });
  await prompted();
  terminal.type("stty -a > before\r");
  terminal.type(`sh -c 'echo $$ > pid; exec "${process.execPath}" "${PROGRAM}" exec ${NOBODY} vms'\r`);
  await terminal.see(/^Password:/m);
});

afterEach(async () => {
  await terminal[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

async function prompted(): Promise<void> {
  await terminal.until("the shell's prompt", (screen) => screen.filter(Boolean).at(-1) === "sh>");
}

/** Shoseki has ended with that exit code, the terminal is as it was, and nothing that was typed was ever drawn. */
async function ended(code: number): Promise<void> {
  await prompted();
  terminal.type('code=$?; stty -a > after; cmp before after && echo "as before, code $code"\r');
  await terminal.see(/^as before, code \d/m);
  expect(terminal.text()).toContain(`\nas before, code ${code}\n`);
  const drawn = Buffer.concat(bytes).toString("utf8");
  for (const part of ["s3cret", "Passw0rd", "を", "mistyped"]) expect(drawn).not.toContain(part);
}

/** A change of size makes whoever draws what is typed draw it again. */
function typeAndResize(text: string): void {
  const { rows } = terminal;
  terminal.type(text);
  terminal.resize(60, rows);
  terminal.resize(100, rows);
}

test("what is typed is not drawn, not when it is edited or the terminal changes its size", async () => {
  typeAndResize("mistyped");
  terminal.press("backspace", "ctrl+u");
  typeAndResize(SECRET);
  terminal.press("left", "right", "enter");
  await terminal.see(/^UNREACHABLE: /m);
  await ended(3);
});

test.each(["ctrl+c", "ctrl+d"])("%s breaks it off: no password, and the terminal as it was", async (key) => {
  if (key === "ctrl+c") typeAndResize(SECRET);
  terminal.press(key);
  await terminal.see(/^PASSWORD_MISSING: No password was given for operator\./m);
  await ended(3);
});

/** Stopped by Ctrl-Z, which comes after all that was typed before it, and brought back: it has asked again. */
async function stoppedAndBroughtBack(): Promise<void> {
  terminal.press("ctrl+z");
  await terminal.see("Stopped");
  await prompted();
  terminal.type("clear\r");
  await terminal.gone("Stopped");
  terminal.type("fg\r");
  await terminal.see(/^Password:/m);
}

test("stopped by Ctrl-Z and brought back, it asks again, and goes on where it was", async () => {
  typeAndResize("s3cret");
  await stoppedAndBroughtBack();
  terminal.type(" Passw0rd");
  terminal.press("enter");
  await terminal.see(/^UNREACHABLE: /m);
  await ended(3);
});

test("killed in the middle, it leaves the terminal as it was", async () => {
  typeAndResize(SECRET);
  await stoppedAndBroughtBack();
  process.kill(Number(readFileSync(join(home.directory, "pid"), "utf8")), "SIGTERM");
  await terminal.see("Terminated");
  await ended(143);
});
