import fc from "fast-check";
import { expect, test } from "vitest";
import { formatNote, noteSignature, parseNote, standingOf } from "#journal/note/signed-note.js";
import { isKeyName, keyId, parseVerifierKey } from "#journal/note/verifier-key.js";
import { newSigner } from "../open-journal.js";

/** The example of c2sp.org/signed-note. */
const KEY = parseVerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")!;
const TEXT = "This is an example message.\n";
const LINE =
  "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const NOTE = `${TEXT}\n${LINE}`;

/** `name`'s signature line with these bytes behind the key id. */
const lineOf = (name: string, id: Buffer, signature: Uint8Array) =>
  `— ${name} ${Buffer.concat([id, signature]).toString("base64")}\n`;

test("the specification's own note is read, is signed by its key, and is written the same", () => {
  const note = parseNote(NOTE)!;
  expect(note.text).toBe(TEXT);
  expect(standingOf(note, KEY)).toBe("signed");
  expect(formatNote(note)).toBe(NOTE);
});

test("the specification's poem, with an empty line in its text", () => {
  const text = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
  const signature =
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
  const note = parseNote(`${text}\n${signature}`)!;
  expect(note.text).toBe(text);
  expect(standingOf(note, KEY)).toBe("unsigned");
});

test.each([
  ["nothing", ""],
  ["a text alone", TEXT],
  ["no empty line", TEXT + LINE],
  ["no signature", `${TEXT}\n`],
  ["no newline at its end", NOTE.slice(0, -1)],
  ["an empty line at its end", `${NOTE}\n`],
  ["something after it", `${NOTE}and so on`],
  ["a line after it that is no signature", `${NOTE}and so on\n`],
  ["ends of lines of another system", NOTE.replaceAll("\n", "\r\n")],
  ["a tab in its text", NOTE.replace("is an", "is\tan")],
  ["a NUL in its text", NOTE.replace("is an", "is\0an")],
  ["an escape in its text", NOTE.replace("is an", "is\u001ban")],
  ["what was no UTF-8", Buffer.from(NOTE, "utf8").fill(0xff, 5, 6).toString()],
  ["a hyphen for the dash", NOTE.replace("—", "-")],
  ["an en dash", NOTE.replace("—", "–")],
  ["a horizontal bar", NOTE.replace("—", "―")],
  ["no space behind the dash", NOTE.replace("— ", "—")],
  ["two spaces behind the dash", NOTE.replace("— ", "—  ")],
  ["a no-break space behind the dash", NOTE.replace("— ", "—\u00a0")],
  ["two spaces before the signature", NOTE.replace("foo ", "foo  ")],
  ["a space at the end of the line", NOTE.replace("aQM=", "aQM= ")],
  ["no name", NOTE.replace("example.com/foo", "")],
  ["a name with a plus", NOTE.replace("example.com/foo", "example.com+foo")],
  ["a name with a space", NOTE.replace("example.com/foo", "example.com foo")],
  ["a name with an ideographic space", NOTE.replace("example.com/foo", "example.com\u3000foo")],
  ["no signature behind the name", NOTE.replace(/ Uw2.*/, "")],
  ["nothing but a key id", NOTE.replace(/Uw2.*/, "Uw2QOg==")],
  ["less than a key id", NOTE.replace(/Uw2.*/, "Uw2Q")],
  ["base64 without padding", NOTE.replace("aQM=", "aQM")],
  ["base64 with padding too much", NOTE.replace("aQM=", "aQM==")],
  ["base64 of URLs", NOTE.replace("KuwHjG1", "Kuw-jG1")],
  ["base64 with bits that mean nothing", NOTE.replace("aQM=", "aQN=")],
  ["base64 with a character that is none", NOTE.replace("Ztg1", "Zt!1")],
  ["100 signatures", `${TEXT}\n${LINE.repeat(100)}`],
])("no note: %s", (_, source) => {
  expect(parseNote(source)).toBeNull();
});

test("16 signatures are read, as the specification asks", () => {
  const others = Array.from({ length: 15 }, (_, index) =>
    lineOf(`witness-${index}.example`, Buffer.alloc(4, index), Buffer.alloc(5_000, index)),
  );
  const note = parseNote(NOTE + others.join(""))!;
  expect(note.signatures).toHaveLength(16);
  expect(standingOf(note, KEY)).toBe("signed");
});

test("signatures of unknown keys are kept, and say nothing, though they share the name or the id", () => {
  const lines = [
    lineOf(KEY.name, Buffer.from("00000000", "hex"), Buffer.alloc(64)),
    lineOf("example.com/bar", KEY.id, Buffer.alloc(64)),
    lineOf("ml-dsa.example", Buffer.from("01020304", "hex"), Buffer.alloc(2_420, 6)),
  ].join("");
  expect(standingOf(parseNote(NOTE + lines)!, KEY)).toBe("signed");
  expect(standingOf(parseNote(`${TEXT}\n${lines}${LINE}`)!, KEY)).toBe("signed");
  expect(standingOf(parseNote(`${TEXT}\n${lines}`)!, KEY)).toBe("unsigned");
  expect(formatNote(parseNote(NOTE + lines)!)).toBe(NOTE + lines);
});

test("a signature that is not the key's is forged, alone or beside a good one", () => {
  const forged = lineOf(KEY.name, KEY.id, Buffer.alloc(64, 1));
  const short = lineOf(KEY.name, KEY.id, Buffer.alloc(63, 1));
  for (const lines of [forged, short, forged + LINE, LINE + forged]) {
    expect(standingOf(parseNote(`${TEXT}\n${lines}`)!, KEY)).toBe("forged");
  }
  expect(standingOf(parseNote(`This is another message.\n\n${LINE}`)!, KEY)).toBe("forged");
});

test("any note comes back as it was, and its signers' keys accept it", () => {
  const signers = Array.from({ length: 3 }, newSigner);
  const character = fc.string({ unit: "binary", minLength: 1, maxLength: 1 });
  const printable = character.filter((text) => !/[\p{Cc}\uFFFD]/u.test(text));
  const lines = fc.array(fc.string({ unit: fc.oneof(printable, fc.constant("\n")) }), { minLength: 1 });
  const names = fc.string({ unit: printable, minLength: 1 }).filter(isKeyName);
  fc.assert(
    fc.property(lines, fc.array(names, { minLength: 1, maxLength: 3 }), (some, signedBy) => {
      const text = `${some.join("\n")}\n`;
      const signatures = signedBy.map((name, index) => {
        const { publicKey, signBytes } = signers[index]!;
        return noteSignature(name, publicKey, signBytes(Buffer.from(text)));
      });
      const note = { text, signatures };
      expect(parseNote(formatNote(note))).toEqual(note);
      for (const [index, name] of signedBy.entries()) {
        const publicKey = Buffer.from(signers[index]!.publicKey);
        expect(standingOf(note, { name, id: keyId(name, publicKey), publicKey })).toBe("signed");
      }
    }),
  );
});
