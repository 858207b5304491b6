import { expect, test } from "vitest";
import { scrubbed, scrubbedLine } from "#recording/scrub.js";
import { Secrets } from "#recording/secrets.js";
import { TypedKeys } from "#recording/typed-keys.js";
import { type CastEventRead, RecordedDesk, screen } from "./recorded.js";

const SECRET = "Tr0ub4dor&3";

function knowing(...texts: readonly string[]): Secrets {
  return new Secrets(texts);
}

test("a secret is masked wherever it stands, sign by sign", () => {
  const secrets = knowing(SECRET, "秘密のことば", "abcd");
  expect(scrubbed(`note ${SECRET}!`, secrets)).toBe(`note ${"•".repeat(SECRET.length)}!`);
  // What takes two columns leaves two.
  expect(scrubbed("a秘密のことばb", secrets)).toBe(`a${"•".repeat(12)}b`);
  expect(scrubbed("xabcdx", secrets)).toBe("x••••x");
});

test("so is a piece of it from anywhere in it", () => {
  expect(scrubbed("what follows is 0ub4do of it", knowing(SECRET))).toBe("what follows is •••••• of it");
  expect(scrubbed("0ub4d is less", knowing(SECRET))).toBe("0ub4d is less");
});

test.each([
  ["name web-02 -> Tr0ub…", "name web-02 -> •••••…"],
  [" the password is Tr0u", " the password is ••••"],
  [" Tr0ub   │ 4 CPUs", " •••••   │ 4 CPUs"],
  ["…or&3 and more", "…•••• and more"],
  ["machines │ or&3 ", "machines │ •••• "],
  // Four letters are in many a word, and to mask them would tell what they are.
  ["a Tr0u in the middle, and or&3 too", "a Tr0u in the middle, and or&3 too"],
])("its beginning or end is masked where something cuts it off: %s", (line, shown) => {
  expect(scrubbedLine(line, knowing(SECRET), false)).toBe(shown);
});

test("colours in the middle of it do not hide it", () => {
  const line = `\u001b[1mnote\u001b[0m Tr0\u001b[7mub4\u001b[27mdor&3 .`;
  const shown = scrubbedLine(line, knowing(SECRET), false);
  expect(shown).toBe(`\u001b[1mnote\u001b[0m •••\u001b[7m•••\u001b[27m••••• .`);
});

test("where it is typed its beginning is masked, and its end when the beginning has gone out of sight", () => {
  const secrets = knowing(SECRET);
  expect(scrubbedLine("> Tr0u", secrets, true)).toBe("> ••••");
  expect(scrubbedLine("> Tr0ub4d", secrets, true)).toBe("> •••••••");
  expect(scrubbedLine("> Tr0ux  hint", secrets, true)).toBe("> ••••x  hint");
  expect(scrubbedLine("4dor&3 and more", secrets, true)).toBe("•••••• and more");
});

test.each([
  ["connect vsphere://root:hunter2@vc1", "connect vsphere://root:••••••••vc1"],
  ["connect vsphere://root:hunt", "connect vsphere://root:••••"],
  ["connect vsphere://root:12345678@", "connect vsphere://root:•••••••••"],
  ["connect vsphere://root:p@ss/w0rd!@vc1 now", "connect vsphere://root:•••••••••••vc1 now"],
  ["connect vsphere://admin@corp.local:hunter2@vc1", "connect vsphere://admin@corp.local:••••••••vc1"],
])("what stands in a URL for a password is masked, which nobody knows yet: %s", (line, shown) => {
  expect(scrubbedLine(line, knowing(), true)).toBe(shown);
  expect(scrubbedLine(line, knowing(), false)).toBe(shown);
});

test("a port is none, but while it is typed nobody can tell", () => {
  for (const line of ["at vsphere://vc1:8443, since", "vsphere://vc1:443/sdk", "vsphere://[::1]:8443"])
    expect(scrubbedLine(line, knowing(), false)).toBe(line);
  expect(scrubbedLine("connect vsphere://vc1:8443 x", knowing(), true)).toBe("connect vsphere://vc1:•••• x");
  expect(scrubbedLine("vsphere://root:12…", knowing(), false)).toBe("vsphere://root:•••");
});

test("of a key that goes into a secret nothing is recorded but that there was one", () => {
  const keys = new TypedKeys(knowing(SECRET));
  const recorded = (text: string) => [...text].map((key) => keys.recorded(key, false)).join("");
  expect(recorded(`a${SECRET}`)).toBe("aTr0••••••••");
  expect(recorded(" more\r")).toBe(" more\r");
  // From anywhere in it, also with other keys between.
  const pressed = ["b", "4", "d", "\u001b[D", "o", "r", "&", "3"];
  expect(pressed.map((key) => keys.recorded(key, false)).join("")).toBe("b4d\u001b[Dor••");
  expect(keys.recorded(`the password is\n${SECRET}\n`, false)).toBe(
    `${"•".repeat(15)}\n${"•".repeat(SECRET.length)}\n`,
  );
  expect(keys.recorded("\u001b[A", true)).toBe("\u001b[A");
});

const keysOf = (events: readonly CastEventRead[]) =>
  events.flatMap(([, code, key]) => (code === "i" ? [key] : [])).join("");

test("a secret that is typed key by key, with a slip, then stands on the screen, is in no byte of the recording", () => {
  using recorded = new RecordedDesk({ input: true });
  const { recorder, secrets, desk } = recorded;
  secrets.add(SECRET);
  let typed = "";
  for (const key of ["T", "r", "0", "u", "x", "\u007f", ...SECRET.slice(4)]) {
    recorder.key(key, typed);
    typed = key === "\u007f" ? typed.slice(0, -1) : typed + key;
    recorder.paint(screen(["", `> ${typed}`], 1), typed);
  }
  expect(typed).toBe(SECRET);
  recorder.key("\r", typed);
  recorder.paint(screen([`Noted: ${SECRET}`]));
  desk.trail.note("with a target of that name");
  const text = recorded.bytes.toString();
  expect(text).not.toContain(SECRET.slice(0, 4));
  expect(text).not.toContain(SECRET.slice(-4));
  expect(text).toContain(`Noted: ${"•".repeat(SECRET.length)}`);
  expect(keysOf(recorded.events)).toBe("Tr0••\u007f•••••••\r");
});

test("in a field of a dialog it is the screen that says that a secret is typed there", () => {
  using recorded = new RecordedDesk({ input: true });
  const { recorder, secrets } = recorded;
  secrets.add(SECRET);
  recorder.paint(screen(["", "Reason: Tr0ub"], 1));
  for (const key of "4do") recorder.key(key);
  recorder.paint(screen(["", "Reason: quite another"], 1));
  for (const key of "one") recorder.key(key);
  expect(keysOf(recorded.events)).toBe("•••one");
});

test("a password in a URL of which the line shows a part only is masked there, and its keys too", () => {
  using recorded = new RecordedDesk({ input: true });
  const { recorder } = recorded;
  const line = "connect vsphere://root:hunter2xyz@vc1";
  for (let length = 1; length <= line.length; length += 1) {
    const typed = line.slice(0, length);
    recorder.key(typed.slice(-1), typed.slice(0, -1));
    recorder.paint(screen(["", `> ${typed.slice(-17)}`], 1), typed);
  }
  const text = recorded.bytes.toString();
  expect(text).not.toMatch(/hunt|unter|2xyz/u);
  expect(keysOf(recorded.events)).toBe(`connect vsphere://root:${"•".repeat(14)}`);
});
