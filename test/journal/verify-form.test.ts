import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonical } from "#journal/canonical.js";
import { decodeLine } from "#journal/line.js";
import type { Signer } from "#journal/signer.js";
import { verifyJournal } from "#journal/verify.js";
import { answer, intent } from "./entries.js";
import { forged, signedText } from "./forge.js";
import { lastSegment, linesOnDisk } from "./on-disk.js";
import { openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

type Fields = Record<string, unknown>;

/** Puts another line in the place of a sound outcome, the last of a journal, and says what verify finds there. */
async function found(instead: (line: string, entry: Fields, signer: Signer) => string | Buffer) {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const asked = intent(open.key);
  open.journal.append(asked);
  open.journal.append(answer(asked, { status: "OK" }, { after: { name: "web-01", memoryMiB: 8_192 } }));
  const lines = linesOnDisk(place.path);
  const line = lines.at(-1)!;
  const { e } = JSON.parse(line) as { e: Fields };
  const before = lines.slice(0, -1).map((each) => `${each}\n`);
  const last = instead(line, e, open.signer);
  writeFileSync(
    lastSegment(place.path).path,
    Buffer.concat([Buffer.from(before.join("")), Buffer.from(last), Buffer.from("\n")]),
  );
  const { fault, entries } = await verifyJournal(place.path);
  if (fault !== null) expect(fault).toMatchObject({ file: "entries/000000000000.jsonl", line: 3, seq: 2 });
  expect(entries).toBe(fault === null ? 3 : 2);
  return fault?.problem ?? null;
}

test("a line that is rebuilt and signed as it was is sound: what follows is found for what is changed in it", async () => {
  expect(await found((line) => line)).toBeNull();
  expect(await found((_, entry, signer) => forged(entry, signer))).toBeNull();
});

describe("one entry, other bytes, well signed: nothing is normalised on the way in", () => {
  const resigned = (change: (text: string) => string) => (_: string, entry: Fields, signer: Signer) => {
    const text = change(canonical(entry));
    return signedText(text, signer.sign(Buffer.from(text)));
  };

  test.each<[string, (line: string, entry: Fields, signer: Signer) => string | Buffer]>([
    ["a byte order mark", (line) => `\ufeff${line}`],
    ["a carriage return before the newline", (line) => `${line}\r`],
    ["a space at the end", (line) => `${line} `],
    ["a space at the start", (line) => ` ${line}`],
    ["a space within", (line) => line.replace('"e":', '"e": ')],
    ["1.0 for 1", resigned((text) => text.replace('"v":1}', '"v":1.0}'))],
    ["1e0 for 1", resigned((text) => text.replace('"v":1}', '"v":1e0}'))],
    ["-0 for 0", resigned((text) => text.replace('"ms":7', '"ms":-0'))],
    ["a key twice, the same", resigned((text) => text.replace('"v":1}', '"v":1,"v":1}'))],
    ["a key twice, the first another", resigned((text) => text.replace('"v":1}', '"v":2,"v":1}'))],
    ["its entry twice", (line) => line.replace('{"e":', '{"e":{},"e":')],
    ["members in another order", resigned((text) => text.replace(/^\{("AFT":\{[^}]*\}),(.*)\}$/, "{$2,$1}"))],
    ["a character escaped that need not be", resigned((text) => text.replace("web-01", "\\u0077eb-01"))],
    ["an escaped solidus", resigned((text) => text.replace("vsphere://", "vsphere:\\/\\/"))],
    ["a lone surrogate", resigned((text) => text.replace("web-01", "web\\ud83d"))],
    ["U+007F", resigned((text) => text.replace("web-01", "web\u007f"))],
    ["a tab that is not escaped", resigned((text) => text.replace("web-01", "web\t01"))],
    ["a number too large to be exact", resigned((text) => text.replace('"ms":7', '"ms":9007199254740993'))],
    ["bytes that are no UTF-8", (line) => Buffer.from(line.replace("web-01", "web-\xff\xff"), "latin1")],
    ["two lines in one", (line) => `${line}${line}`],
  ])("%s", async (_, instead) => {
    expect(await found(instead)).toMatch(/canonical form|JSON line/);
  });
});

describe("a line that is not an entry and its signature", () => {
  const parts = (line: string) => JSON.parse(line) as { e: Fields; s: string };

  test.each<[string, (line: string) => string]>([
    ["no signature", (line) => canonical({ e: parts(line).e })],
    ["a third member", (line) => canonical({ ...parts(line), t: 1 })],
    ["a signature that is no text", (line) => canonical({ ...parts(line), s: 1 })],
    [
      "a signature without its padding",
      (line) => canonical({ ...parts(line), s: parts(line).s.replaceAll("=", "") }),
    ],
    [
      "a signature in base64url",
      (line) => canonical({ ...parts(line), s: `${parts(line).s.slice(0, 80)}-_-_-_==` }),
    ],
    ["63 bytes", (line) => canonical({ ...parts(line), s: Buffer.alloc(63).toString("base64") })],
    ["65 bytes", (line) => canonical({ ...parts(line), s: Buffer.alloc(65).toString("base64") })],
    ["an array", (line) => canonical([parts(line).e, parts(line).s])],
  ])("%s", async (_, instead) => {
    expect(await found(instead)).toMatch(/^it is not a pair|base64 of 64 bytes/);
  });

  test("a signature whose last character has bits that mean nothing", async () => {
    // 64 bytes end in four bits that base64 leaves unused: `A==`, `B==`, ... decode to the same.
    const next = (line: string) =>
      line.replace(/(.)=="\}$/, (_, last: string) => {
        const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return `${alphabet[alphabet.indexOf(last) + 1]}=="}`;
      });
    expect(await found(next)).toMatch(/base64 of 64 bytes/);
  });
});

describe("an entry that is not what the format says, well formed and well signed", () => {
  const without =
    (...names: string[]) =>
    (entry: Fields) =>
      Object.fromEntries(Object.entries(entry).filter(([name]) => !names.includes(name)));
  const inside = (name: string, change: (value: Fields) => Fields) => (entry: Fields) => ({
    ...entry,
    [name]: change(entry[name] as Fields),
  });

  test.each(["STR", "END", "OPR", "USR", "HST", "TGT", "BEF", "AFT", "RST", "ref", "ms"])(
    "an outcome without %s",
    async (name) => {
      expect(await found((_, entry, signer) => forged(without(name)(entry), signer))).toContain(name);
    },
  );

  test.each(["v", "seq", "id", "phase", "prev"])("an entry without %s", async (name) => {
    expect(await found((_, entry, signer) => forged(without(name)(entry), signer))).toContain(name);
  });

  test.each<[string, (entry: Fields) => unknown]>([
    ["a field that the format does not know", (entry) => ({ ...entry, colour: "red" })],
    ["a field named as one of every object's", (entry) => ({ ...entry, constructor: "x" })],
    ["another version", (entry) => ({ ...entry, v: 2 })],
    ["a seq that is text", (entry) => ({ ...entry, seq: "2" })],
    ["a seq below zero", (entry) => ({ ...entry, seq: -1 })],
    ["a phase that is none", (entry) => ({ ...entry, phase: "hope" })],
    ["an id that is no UUIDv7", (entry) => ({ ...entry, id: "0198c1de-0000-4000-8000-000000000001" })],
    ["an id in capitals", (entry) => ({ ...entry, id: String(entry.id).toUpperCase() })],
    ["a ref that is no id", (entry) => ({ ...entry, ref: "the one before" })],
    ["a prev in capitals", (entry) => ({ ...entry, prev: String(entry.prev).toUpperCase() })],
    ["a time without milliseconds", (entry) => ({ ...entry, STR: "2026-01-05T03:00:00Z" })],
    ["a time in another zone", (entry) => ({ ...entry, STR: "2026-01-05T03:00:00.000+09:00" })],
    ["the 30th of February", (entry) => ({ ...entry, STR: "2026-02-30T03:00:00.000Z" })],
    ["hour 24", (entry) => ({ ...entry, END: "2026-01-05T24:00:00.000Z" })],
    ["a time that is no text", (entry) => ({ ...entry, STR: 1_767_582_000_000 })],
    ["a negative duration", (entry) => ({ ...entry, ms: -1 })],
    ["an operation with a space", (entry) => ({ ...entry, OPR: "Start VM" })],
    ["who without a session", inside("USR", without("session"))],
    ["who with something more", inside("USR", (who) => ({ ...who, password: "secret" }))],
    ["who else asked, as a number", inside("USR", (who) => ({ ...who, via: 4242 }))],
    ["a clock that is text", (entry) => ({ ...entry, clock: "300000" })],
    ["where without a platform", inside("HST", without("platform"))],
    ["a target without a name", inside("TGT", without("name"))],
    ["a target whose name is null", inside("TGT", (target) => ({ ...target, name: null }))],
    ["a result that is none of the four", inside("RST", (result) => ({ ...result, status: "FINE" }))],
    ["a result without a status", inside("RST", without("status"))],
    ["facts within facts", inside("AFT", (facts) => ({ ...facts, disks: { one: 1 } }))],
    ["a list of facts", (entry) => ({ ...entry, AFT: ["web-01"] })],
    ["no facts, but null", (entry) => ({ ...entry, BEF: null })],
    ["a key that is text", (entry) => ({ ...entry, key: "ssh-ed25519 AAAA" })],
    ["a list", (entry) => [entry]],
    ["text", () => "an entry"],
  ])("%s", async (_, change) => {
    const problem = await found((_line, entry, signer) => forged(change(entry), signer));
    expect(problem).not.toBeNull();
    expect(problem).not.toMatch(/signature|canonical|JSON line/);
  });
});

test("a line longer than a line can be, and otherwise sound", async () => {
  const long = (length: number) => (_: string, entry: Fields, signer: Signer) => {
    const padding = length - forged({ ...entry, why: "" }, signer).length;
    return forged({ ...entry, why: "x".repeat(padding) }, signer);
  };
  expect(await found(long(65_535))).toBeNull();
  expect(await found(long(65_536))).toMatch(/longer than 65535 bytes/);
});

test("an entry keeps everything that the format knows, in what is read back", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const asked = {
    ...intent(open.key),
    USR: { ...intent(open.key).USR, via: "exec 4242" },
    ask: "memory web-01 8GiB",
    why: "日本語",
    ticket: "CHG-1",
    task: "task-7",
    clock: -300_000,
  };
  const { entry } = open.journal.append(asked);
  const [, line] = readFileSync(lastSegment(place.path).path, "utf8").split("\n");
  expect(decodeLine(Buffer.from(line!))).toMatchObject({ entry });
  expect(entry).toEqual({ ...asked, v: 1, seq: 1, prev: entry.prev });
});
