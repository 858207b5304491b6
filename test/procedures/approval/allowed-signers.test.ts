import { expect, test } from "vitest";
import { parseKeyBlob } from "#journal/ssh/public-key.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";
import { approverOf, readSigners } from "#procedures/approval/allowed-signers.js";
import { fitsList } from "#procedures/approval/pattern-list.js";
import { isGood, opensshKey } from "../../journal/ssh/ssh-keygen.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { needs } from "../../journal/tools.js";

const NAMESPACE = "approval@shoseki";
const LINE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const TIME = "20260304050607Z";
const MS = Date.parse("2026-03-04T05:06:07.000Z");

/** What can stand before a key, for whom it is asked there, and whether it is that person's at that time. */
const BEFORE_KEY: readonly (readonly [before: string, identity: string, isTheirs: boolean])[] = [
  ["bob@ws2", "bob@ws2", true],
  ["bob@ws2", "Bob@ws2", false],
  ["  bob@ws2", "bob@ws2", true],
  ["bob,carol@*.example", "carol@a.example", true],
  ['"bob,carol"', "carol", true],
  ["!eve,*@example.org", "bob@example.org", true],
  ["!eve@*,*@example.org", "eve@example.org", false],
  ['bob namespaces="approval@shoseki"', "bob", true],
  ['bob NameSpaces="file,approval@*"', "bob", true],
  ['bob namespaces="file,*,!approval@shoseki"', "bob", false],
  ['bob namespaces="entry@shoseki"', "bob", false],
  ['bob valid-after="20260304050607Z"', "bob", true],
  ['bob valid-after="20260304050608Z"', "bob", false],
  ['bob valid-before="20260304050607Z"', "bob", true],
  ['bob valid-before="20260304050606Z"', "bob", false],
  ['bob valid-after="20260101",valid-before="20270101"', "bob", true],
  ['bob valid-after="202601010000Z",namespaces="approval@shoseki"', "bob", true],
  ['bob valid-before="20251231"', "bob", false],
  ["# bob", "bob", false],
  ["bob cert-authority", "bob", false],
  ["bob no-such-option", "bob", false],
  ['bob namespaces="file",namespaces="approval@shoseki"', "bob", false],
  ["bob namespaces=approval@shoseki", "bob", false],
  ['bob valid-after="2026-01-01"', "bob", false],
  ['bob valid-after="20260304",valid-before="20260303"', "bob", false],
];

test("the file means what ssh-keygen takes it to mean", (context) => {
  needs(context, "ssh-keygen");
  using place = temporaryDirectory();
  const key = opensshKey(place.path, "key", ["ed25519"]);
  const message = "bytes";
  const signature = key.sign(NAMESPACE, message);
  const known = keyThatSigned(signature, NAMESPACE, Buffer.from(message))!;
  for (const [before, identity, isTheirs] of BEFORE_KEY) {
    const signers = `${before} ${key.line} a comment\n`;
    const asked = { signers, signature, identity, namespace: NAMESPACE, message, time: TIME };
    const lines = approverOf(signers, known, NAMESPACE, MS);
    const said = lines.some((principals) => fitsList(identity, principals));
    expect([before, identity, said, isGood(place.path, asked)]).toEqual([
      before,
      identity,
      isTheirs,
      isTheirs,
    ]);
  }
});

test("times without a Z are local ones", () => {
  const text = (options: string) => `bob ${options} ${LINE}\n`;
  const known = parseKeyBlob(Buffer.from(LINE.split(" ")[1]!, "base64"))!;
  const isValid = (options: string, time: number) =>
    approverOf(text(options), known, NAMESPACE, time).length === 1;
  const local = new Date(2026, 2, 4, 5, 6, 0).getTime();
  expect(isValid('valid-after="202603040506"', local)).toBe(true);
  expect(isValid('valid-after="202603040506"', local - 1)).toBe(false);
  expect(isValid('valid-before="20260304"', new Date(2026, 2, 4).getTime())).toBe(true);
  expect(isValid('valid-before="20260304"', new Date(2026, 2, 4, 0, 0, 1).getTime())).toBe(false);
});

test("lines that cannot be used are passed over, and it is said which and why", () => {
  const key = LINE;
  const lines = [
    ["# a comment", null],
    ["", null],
    ["   \t", null],
    [`bob ${key}`, null],
    [`bob ${key}\r`, null],
    [`*@example.org cert-authority ${key}`, "CERT_AUTHORITY"],
    [`bob no-touch-required ${key}`, "OPTION"],
    [`bob namespaces ${key}`, "OPTION"],
    [`bob cert-authority="yes" ${key}`, "OPTION"],
    [`bob namespaces="x", ${key}`, "OPTION"],
    [`bob valid-after="20260230" ${key}`, "TIME"],
    [`bob valid-after="20260101000060Z" ${key}`, "TIME"],
    [`bob valid-before="99999999" ${key}`, "TIME"],
    [`bob valid-after="20260304",valid-before="20260304" ${key}`, "TIME"],
    [`bob namespaces="x" ${key.replace("ssh-ed25519", "ssh-rsa")}`, "KEY"],
    [`bob namespaces="x" ${key.slice(0, -4)}`, "KEY"],
    [`bob namespaces="x"`, "OPTION"],
    [key, "OPTION"],
    [`bob,,carol ${key}`, "PRINCIPALS"],
    [`"bob ${key}`, "PRINCIPALS"],
    ["bob", "PRINCIPALS"],
  ] as const;
  const { lines: usable, passedOver } = readSigners(lines.map(([line]) => line).join("\n"));
  expect(usable.map(({ principals }) => principals)).toEqual([["bob"], ["bob"]]);
  expect(passedOver).toEqual(
    lines.flatMap(([, problem], index) => (problem === null ? [] : [{ line: index + 1, problem }])),
  );
});

test("a hostile file is read in no time", () => {
  const quotes = `bob namespaces="${'\\"'.repeat(200_000)} ssh-ed25519 AAAA`;
  const blanks = `bob${" ".repeat(200_000)}`;
  expect(readSigners(`${quotes}\n${blanks}\n`).lines).toEqual([]);
  expect(fitsList("a".repeat(5_000), [`${"*a".repeat(500)}*b`])).toBe(false);
});

test.each([
  ["web-01", ["web-*"], true],
  ["web-01", ["web-?"], false],
  ["web-01", ["*", "!web-*"], false],
  ["web-01", ["!db-*"], false],
  ["", ["*"], true],
  ["ab", ["a*b*"], true],
  ["aXbXb", ["a*b"], true],
  ["Bob", ["bob"], false],
])("%s among %j: %s", (text, list, fits) => {
  expect(fitsList(text, list)).toBe(fits);
});
