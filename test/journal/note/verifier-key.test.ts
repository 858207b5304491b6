import fc from "fast-check";
import { expect, test } from "vitest";
import { isKeyName, keyId, parseVerifierKey, verifierKey } from "#journal/note/verifier-key.js";

/** The example of c2sp.org/signed-note. */
const EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

test("the specification's own key is read, and written the same", () => {
  const key = parseVerifierKey(EXAMPLE)!;
  expect([key.name, key.id.toString("hex")]).toEqual(["example.com/foo", "530d903a"]);
  expect(verifierKey(key.name, key.publicKey)).toBe(EXAMPLE);
  expect(keyId(key.name, key.publicKey)).toEqual(key.id);
});

test.each([
  ["another key's id", EXAMPLE.replace("530d903a", "530d903b")],
  ["an id in upper case", EXAMPLE.replace("530d903a", "530D903A")],
  ["an id cut short", EXAMPLE.replace("530d903a", "530d903")],
  ["another name", EXAMPLE.replace("foo", "fop")],
  ["no name", EXAMPLE.slice("example.com/foo".length)],
  ["a name with a space", EXAMPLE.replace("example.com/foo", "example.com foo")],
  ["a name with a no-break space", EXAMPLE.replace("foo", "fo\u00a0o")],
  ["a name with a plus", EXAMPLE.replace("foo", "f+o")],
  ["another kind of signature", EXAMPLE.replace("Aeky", "BOky")],
  ["a key cut short", EXAMPLE.slice(0, -4)],
  ["a key that goes on", `${EXAMPLE}AAAA`],
  ["padding that is not needed", `${EXAMPLE}=`],
  ["base64 of URLs", `${EXAMPLE.slice(0, -1)}_`],
  ["a newline after it", `${EXAMPLE}\n`],
  ["a carriage return after it", `${EXAMPLE}\r`],
  ["a space before it", ` ${EXAMPLE}`],
  ["a comment after it", `${EXAMPLE} # ours`],
  ["a part too many", `${EXAMPLE}+`],
  ["nothing", ""],
])("no verifier key: %s", (_, line) => {
  expect(parseVerifierKey(line)).toBeNull();
});

test.each(["", "example.com foo", "fo\u00a0o", "fo\u3000o", "foo\t", "f+o", "foo\n"])(
  "no verifier key, though its id is right: the name %j",
  (name) => {
    expect(parseVerifierKey(verifierKey(name, Buffer.alloc(32, 7)))).toBeNull();
    expect(parseVerifierKey(verifierKey("foo", Buffer.alloc(32, 7)))).not.toBeNull();
  },
);

test("any name and key come back as they were", () => {
  const names = fc.string({ unit: "grapheme", minLength: 1 }).filter(isKeyName);
  fc.assert(
    fc.property(names, fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, publicKey) => {
      const key = parseVerifierKey(verifierKey(name, publicKey));
      expect(key?.name).toBe(name);
      expect(key?.publicKey).toEqual(Buffer.from(publicKey));
    }),
  );
});
