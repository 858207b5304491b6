import { expect, test } from "vitest";
import { allowedSigners, signersState } from "#journal/allowed-signers.js";
import { EpochBook, type EpochEntry } from "#journal/epochs.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { verifierKeys, vkeyState } from "#journal/vkey.js";
import { newSigner } from "./open-journal.js";

const [first, second, third] = [newSigner(), newSigner(), newSigner()];

const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 0, 5, 3, minute, second, 250)).toISOString();

const key = (seq: number, STR: string, signer = first, origin = "ops-1/shoseki/test"): EpochEntry => ({
  seq,
  phase: "key",
  STR,
  key: { origin, identity: "tester1@ops-1", public: publicKeyLine(signer.publicKey) },
});

const note = (seq: number, STR: string): EpochEntry => ({ seq, phase: "note", STR });

function bookOf(...entries: EpochEntry[]): EpochBook {
  const book = new EpochBook();
  for (const entry of entries) book.add(entry);
  return book;
}

test("a key entry is the old key's, and what follows the new one's", () => {
  const book = bookOf(key(0, at(0)), note(1, at(1)), key(2, at(2), second), note(3, at(3)));
  const fingerprintAt = (seq: number) => book.at(seq)?.fingerprint;
  expect([0, 1, 2].map(fingerprintAt)).toEqual([first, first, first].map((signer) => signer.fingerprint));
  expect([3, 4, 99].map(fingerprintAt)).toEqual([second, second, second].map((signer) => signer.fingerprint));
  expect(book.epochs().map(({ fromSeq, earliest, latest }) => [fromSeq, earliest, latest])).toEqual([
    [0, at(0), at(2)],
    [3, at(3), at(3)],
  ]);
});

test("before any key there is no epoch, and a key that has signed nothing has the time of its introduction", () => {
  expect(new EpochBook().at(0)).toBeNull();
  const book = bookOf(key(0, at(0)), key(1, at(9), second));
  expect(book.epochs().map(({ earliest, latest }) => [earliest, latest])).toEqual([
    [at(0), at(9)],
    [at(9), at(9)],
  ]);
});

test.each<[string, EpochEntry, RegExp]>([
  ["a key that the journal has had", key(2, at(2), first), /had already/],
  ["another journal's name", key(2, at(2), second, "elsewhere/shoseki/test"), /another journal/],
  [
    "no key",
    { ...key(2, at(2)), key: { origin: "ops-1/shoseki/test", identity: "t", public: "ssh-rsa AA" } },
    /Ed25519/,
  ],
  [
    "an identity that would be two lines",
    { ...key(2, at(2)), key: { ...key(2, at(2), second).key!, identity: "a\n* ssh-ed25519 A" } },
    /principal/,
  ],
])("a key entry with %s introduces nothing", (_, entry, problem) => {
  const book = bookOf(key(0, at(0)), note(1, at(1)));
  expect(book.problemOf(entry)).toMatch(problem);
  book.add(entry);
  expect(book.at(3)?.fingerprint).toBe(first.fingerprint);
});

test("allowed_signers: the first key always was valid, a successor from its introduction or its earliest entry on", () => {
  const lines = (...entries: EpochEntry[]) =>
    allowedSigners(bookOf(...entries).epochs())
      .split("\n")
      .map((line) => line.split(" ")[1]);
  const founded = [key(0, at(0)), note(1, at(1, 7))];
  expect(lines(...founded)).toEqual(['namespaces="entry@shoseki"', undefined]);
  const rotated = [...founded, key(2, at(2, 8), second)];
  const old = 'namespaces="entry@shoseki",valid-before="20260105030208Z"';
  expect(lines(...rotated)).toEqual([
    old,
    'namespaces="entry@shoseki",valid-after="20260105030208Z"',
    undefined,
  ]);
  expect(lines(...rotated, note(3, at(5)))[1]).toBe(
    'namespaces="entry@shoseki",valid-after="20260105030208Z"',
  );
  expect(lines(...rotated, note(3, at(5)), note(4, at(1)))[1]).toBe(
    'namespaces="entry@shoseki",valid-after="20260105030100Z"',
  );
  // ssh-keygen takes no line that ends when it begins.
  expect(lines(...rotated, key(3, at(2, 8), third))[1]).toBe(
    'namespaces="entry@shoseki",valid-after="20260105030208Z",valid-before="20260105030209Z"',
  );
});

test("files that a stopped writer has left are behind; any others are wrong", () => {
  const before = bookOf(key(0, at(0)), note(1, at(1)));
  const rotated = bookOf(key(0, at(0)), note(1, at(1)), key(2, at(2), second));
  const setBack = bookOf(key(0, at(0)), note(1, at(1)), key(2, at(2), second), note(3, at(1)));
  const texts = [before, rotated, setBack].map((book) => allowedSigners(book.epochs()));
  const states = (book: EpochBook) => texts.map((text) => signersState(text, book.epochs()));
  expect(states(before)).toEqual(["current", "wrong", "wrong"]);
  expect(states(rotated)).toEqual(["behind", "current", "wrong"]);
  expect(states(setBack)).toEqual(["behind", "behind", "current"]);
  const other = allowedSigners(bookOf(key(0, at(0), third)).epochs());
  for (const text of [
    "",
    "\n",
    other,
    texts[2]!.slice(0, -1),
    `${texts[2]}\n`,
    texts[2]!.replace("valid-after", "valid-before"),
  ]) {
    expect(signersState(text, setBack.epochs()), text).toBe("wrong");
  }
  const [one, two] = [before, rotated].map((book) => verifierKeys(book.epochs()));
  expect(two?.split("\n")).toHaveLength(3);
  expect(
    [one, two, two?.replace("A", "B"), two?.slice(0, -1)].map((text) => vkeyState(text!, rotated.epochs())),
  ).toEqual(["behind", "current", "wrong", "wrong"]);
});
