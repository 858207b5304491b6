import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

/** So much of a secret, from wherever in it, is in no recording. */
const LEAST_PIECE = 6;
const IN_URL = "hunter2xyz";

const PROCEDURE = `procedure: 1
title: Look after db-01
parameters:
  memory: { type: size, description: What it gets., default: 8GiB }
steps:
  - id: version
    title: Write the version down
    manual: Read the version from the BMC.
`;

type CastEvent = readonly [seconds: number, code: string, text: string];

function casts({ journal }: OperatorHome): readonly string[] {
  const directory = join(journal, "casts");
  return readdirSync(directory).map((name) => readFileSync(join(directory, name), "utf8"));
}

const eventsIn = (cast: string) =>
  cast
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line) as CastEvent);

/** The rows that events draw, without their colours; keys one after the other. */
function readIn(cast: string): readonly string[] {
  const events = eventsIn(cast);
  const of = (code: string) => events.filter(([, each]) => each === code).map(([, , text]) => text);
  const keys = of("i").join("");
  const rows = of("o").flatMap((text) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: of these a screen is made
    text.replace(/\u001b\[[\d;?]*[A-Zl-z]/gu, (at) => (at.endsWith("H") ? "\n" : "")).split("\n"),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys that type nothing
  return [...rows, ...of("m"), keys, keys.replace(/\u001b\[[\d;]*[A-Z~]|[\u0000-\u001f\u007f]/gu, "")];
}

/** Where something of a secret is to be read. */
function leaks(home: OperatorHome, secret: string): readonly string[] {
  const pieces = Array.from({ length: secret.length - LEAST_PIECE + 1 }, (_, at) =>
    secret.slice(at, at + LEAST_PIECE),
  );
  const texts = casts(home).flatMap((cast) => [...cast.split("\n"), ...readIn(cast)]);
  return [...new Set(texts.filter((text) => pieces.some((piece) => text.includes(piece))))];
}

/** Types it as a person does: what one key has done is seen before the next. */
async function typeSlowly(terminal: Terminal, text: string, keysAtOnce = 1): Promise<void> {
  for (let at = 0; at < text.length; at += keysAtOnce) {
    const seen = () => `${terminal.text()}\n${JSON.stringify(terminal.cursor)}`;
    const before = seen();
    terminal.type(text.slice(at, at + keysAtOnce));
    await terminal.until(`key ${at} of what is typed`, () => seen() !== before);
  }
}

/** Something that is open takes the keys, until it is put aside. */
async function putAside(terminal: Terminal, what: string | RegExp): Promise<void> {
  terminal.press("esc");
  await terminal.gone(what);
}

/** The command line is empty, and the keys are with the panes. */
async function backToPanes(terminal: Terminal): Promise<void> {
  terminal.press("ctrl+u");
  terminal.press("esc");
  await terminal.see(": command");
}

test.each([
  ["of 15 characters", "Tr0ub4dor-and-3", 1],
  ["of 60 characters", "AbCdEfGhIj1KlMnOpQrSt2UvWxYz3aZbYcXdWeVfU4gThSiRjQkP5lOmNnM6", 4],
  ["of words", "correct horse battery staple", 3],
])("a secret %s that is typed at every place is in no recording", async (_, secret, keysAtOnce) => {
  using home = new OperatorHome();
  writeFileSync(join(home.directory, "look.yaml"), PROCEDURE);
  await using terminal = openConsole(home, ["sim:?vms=12", "--record", "on", "--record-input"], {
    env: { SHOSEKI_PASSWORD: secret },
  });
  const type = (text = secret) => typeSlowly(terminal, text, keysAtOnce);
  await terminal.see("REC+keys");
  await terminal.see("web-01");

  // Where nothing takes it: it was meant for a lock.
  terminal.press("?");
  await terminal.see("▸Help");
  terminal.type(secret);
  await putAside(terminal, "▸Help");

  // The command line: with a slip, in pieces, from its middle, backwards.
  terminal.press(":");
  await type("note ");
  await typeSlowly(terminal, secret.slice(0, 4));
  await typeSlowly(terminal, "x");
  terminal.press("backspace");
  await type(secret.slice(4));
  terminal.press("enter");
  await terminal.see("Noted as");
  await type(`note ${secret.slice(3)}`);
  terminal.press("home");
  await type(secret.slice(0, 3));
  terminal.press("ctrl+u", "ctrl+k");
  await type(secret.slice(2, 11));
  terminal.press("ctrl+u");
  enterLine(terminal, `${secret} is no verb`);
  await terminal.see("There is no verb");
  terminal.press("ctrl+u");
  terminal.press("ctrl+r");
  await type(secret.slice(0, 12));
  terminal.press("ctrl+g");
  enterLine(terminal, `ticket ${secret}`);
  await terminal.see("From now on");
  enterLine(terminal, `start '${secret}'`);
  await terminal.see("REFUSED");
  await backToPanes(terminal);

  // Pasted.
  terminal.press(":");
  terminal.paste(`note ${secret}`);
  await terminal.see("note ");
  await backToPanes(terminal);

  // The entry, whole, and its row in the audit pane.
  terminal.press("tab");
  terminal.press("enter");
  await terminal.see("USR.session");
  terminal.press("pagedown");
  await terminal.see("TGT.name");
  await putAside(terminal, "TGT.name");
  terminal.press("tab");

  // Filters, the palette, a plan's reason and change number, a form's field.
  terminal.press("/");
  await type();
  terminal.press("enter");
  terminal.press("esc");
  await terminal.see("web-01");
  terminal.press("ctrl+p");
  await terminal.see("▸Commands");
  await type();
  terminal.press("esc");
  await terminal.see("web-01");
  enterLine(terminal, "memory web-02 8GiB");
  await terminal.see("Enter runs it");
  await type();
  terminal.press("tab");
  await type(secret.slice(0, 11));
  terminal.press("enter");
  await terminal.see("OK ModifyMemory");
  enterLine(terminal, `rename web-03 '${secret.slice(0, 40)}'`);
  await terminal.see("OK RenameVM");
  enterLine(terminal, "delete db-01");
  await terminal.see("name to agree");
  await type();
  await putAside(terminal, "name to agree");
  enterLine(terminal, "procedure look.yaml");
  await terminal.see("▸Begin");
  await type();
  await putAside(terminal, "▸Begin");

  // What is asked for as a secret; and a URL that has one in it, which nobody could know.
  enterLine(terminal, "connect vsphere://night@127.0.0.1:1");
  await terminal.see("Password");
  terminal.type(secret);
  terminal.press("enter");
  await terminal.see("▸UNREACHABLE");
  await putAside(terminal, "▸UNREACHABLE");
  terminal.press("ctrl+u");
  terminal.press(":");
  await typeSlowly(terminal, `connect vsphere://administrator@vsphere.local:${IN_URL}@127.0.0.1:1`, 2);
  terminal.press("home");
  terminal.press("end");
  terminal.press("enter");
  await terminal.see("▸BAD_ENDPOINT");
  await putAside(terminal, "▸BAD_ENDPOINT");
  await backToPanes(terminal);

  // A remark of a handover, and a search in a recording.
  enterLine(terminal, "handover");
  await terminal.see("▸Hand over the shift");
  terminal.press("a");
  await terminal.see("What should the incoming operator know");
  await type();
  terminal.press("enter");
  await terminal.gone("What should the incoming operator know");
  await putAside(terminal, "▸Hand over the shift");
  enterLine(terminal, "replay last");
  await terminal.see(/playing|paused|ended/);
  terminal.press("/");
  await type();
  terminal.press("enter");
  await terminal.see('not yet sealed  "');
  await putAside(terminal, "not yet sealed");

  terminal.press("ctrl+u");
  terminal.press("ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  expect(leaks(home, secret)).toEqual([]);
  expect(leaks(home, IN_URL)).toEqual([]);
  // It is what was typed: in its place, and beside it.
  const [cast = ""] = casts(home);
  const read = readIn(cast);
  expect(read.some((row) => row.includes("note •••"))).toBe(true);
  expect(read.at(-1)).toMatch(/note .*•{5}/u);
  const verdict = await home.run(["verify", home.journal]);
  expect(verdict, verdict.out + verdict.err).toMatchObject({ code: 0 });
});
