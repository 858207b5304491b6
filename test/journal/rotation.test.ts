import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { readCurrentKey } from "#journal/current-key.js";
import type { Journal } from "#journal/journal.js";
import { layoutOf } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { decodeLine } from "#journal/line.js";
import { readEpochs, readKeys } from "#journal/read-epochs.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { verifyJournal } from "#journal/verify.js";
import { entryByJq, sshTime, verifiedByOpenssh } from "./auditor.js";
import { codeOf } from "./code-of.js";
import { foundingDraft, note } from "./entries.js";
import { forged } from "./forge.js";
import { entriesOnDisk, lastSegment, linesOnDisk, tornOnDisk } from "./on-disk.js";
import { newSigner, type OpenJournal, openJournal } from "./open-journal.js";
import { OtherProcess } from "./other-process.js";
import { temporaryDirectory } from "./temporary-directory.js";
import { needs } from "./tools.js";

const MINUTE = 60_000;
/** After all that is written with the clock of this machine. */
const START = Date.UTC(2100, 0, 5, 3);
const LONG_AGO = "2026-01-05T03:00:00.000Z";
const at = (minute: number) => new Date(START + minute * MINUTE).toISOString();

/** Introduces `next`, as `key rotate` does. */
function rotate(
  { journal, key }: Pick<OpenJournal, "journal" | "key">,
  next: Signer,
  STR = new Date().toISOString(),
): Line {
  return journal.rotate({ ...foundingDraft(key, publicKeyLine(next.publicKey)), STR });
}

const signers = (directory: string) => readFileSync(join(directory, "allowed_signers"), "utf8");
const vkey = (directory: string) => readFileSync(join(directory, "vkey"), "utf8");

/** A journal of two keys: entries 0 to 2 are the first one's. */
function rotated(directory: string) {
  const [first, second] = [newSigner(), newSigner()];
  {
    using open = openJournal(directory, { signer: first });
    open.journal.append(note(open.key, "one"));
    rotate(open, second);
  }
  return { first, second };
}

test("after a rotation the new key signs, the journal is sound, and the old one opens it no more", async () => {
  using place = temporaryDirectory();
  const { first, second } = rotated(place.path);
  expect(readCurrentKey(layoutOf(place.path))).toBe(second.fingerprint);
  expect(codeOf(() => openJournal(place.path, { signer: first }))).toBe("KEY_MISSING");
  using open = openJournal(place.path, { signer: second });
  open.journal.append(note(open.key, "two"));
  expect(entriesOnDisk(place.path).map(({ phase, USR }) => [phase, USR.key])).toEqual([
    ["key", first.fingerprint],
    ["note", first.fingerprint],
    ["key", first.fingerprint],
    ["note", second.fingerprint],
  ]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 4 });
  for (const book of [readEpochs(layoutOf(place.path)), readKeys(layoutOf(place.path))]) {
    expect(book.epochs().map(({ fromSeq, fingerprint }) => [fromSeq, fingerprint])).toEqual([
      [0, first.fingerprint],
      [3, second.fingerprint],
    ]);
  }
  expect(vkey(place.path).split("\n")).toHaveLength(3);
});

test("signatures are judged by the key of their epoch", () => {
  using place = temporaryDirectory();
  const { first, second } = rotated(place.path);
  using open = openJournal(place.path, { signer: second });
  open.journal.append(note(open.key, "two"));
  const lines = linesOnDisk(place.path);
  const judged = (text: string) => {
    const line = decodeLine(Buffer.from(text));
    return "entry" in line && open.journal.isSigned(line);
  };
  expect(lines.map(judged)).toEqual([true, true, true, true]);
  const entry = (JSON.parse(lines[3]!) as { e: Entry }).e;
  expect(judged(forged(entry, first))).toBe(false);
  expect(judged(forged({ ...entry, USR: { ...entry.USR, key: first.fingerprint } }, first))).toBe(false);
  expect(judged(forged(entry, second))).toBe(true);
});

test("whoever has it open while another rotates takes the news in, and appends nothing more", () => {
  using place = temporaryDirectory();
  const [first, second] = [newSigner(), newSigner()];
  using reader = openJournal(place.path, { signer: first });
  using writer = openJournal(place.path, { signer: first });
  using rotator = openJournal(place.path, { signer: first });
  const heard: string[] = [];
  reader.journal.subscribe(({ entry }) => heard.push(entry.phase));
  rotate(rotator, second);
  expect(codeOf(() => writer.journal.append(note(writer.key, "late")))).toBe("KEY_ROTATED");
  expect(codeOf(() => writer.journal.append(note(writer.key, "again")))).toBe("KEY_ROTATED");
  expect(codeOf(() => rotator.journal.append(note(rotator.key, "own")))).toBe("KEY_ROTATED");
  expect(codeOf(() => rotate(writer, newSigner()))).toBe("KEY_ROTATED");
  expect(entriesOnDisk(place.path)).toHaveLength(2);
  // It is told once, and goes on being told of what the new key signs.
  expect(codeOf(() => reader.journal.refresh())).toBe("KEY_ROTATED");
  expect(codeOf(() => reader.journal.refresh())).toBeNull();
  using next = openJournal(place.path, { signer: second });
  const line = next.journal.append(note(next.key, "two"));
  reader.journal.refresh();
  expect(heard).toEqual(["key", "note"]);
  expect(reader.journal.isSigned(line)).toBe(true);
});

test("a torn tail of the new key is left to the new key", () => {
  using place = temporaryDirectory();
  const [first, second] = [newSigner(), newSigner()];
  using open = openJournal(place.path, { signer: first });
  {
    using rotator = openJournal(place.path, { signer: first });
    rotate(rotator, second);
  }
  appendFileSync(lastSegment(place.path).path, '{"e":{');
  expect(codeOf(() => open.journal.append(note(open.key, "late")))).toBe("KEY_ROTATED");
  expect(codeOf(() => open.journal.refresh())).toBeNull();
  expect(tornOnDisk(place.path)).toEqual([]);
  openJournal(place.path, { signer: second })[Symbol.dispose]();
  expect(tornOnDisk(place.path)).toHaveLength(1);
  expect(entriesOnDisk(place.path).at(-1)).toMatchObject({
    phase: "recovery",
    USR: { key: second.fingerprint },
  });
});

test("a rotation waits for the sessions of other processes", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const session = uuidv7();
  await using other = new OtherProcess("session-lock.ts", "hold", place.path, session);
  expect(await other.says()).toBe("held");
  const next = newSigner();
  expect(codeOf(() => open.journal.mustBeUnused(uuidv7()))).toBe("JOURNAL_IN_USE");
  expect(codeOf(() => rotate(open, next))).toBe("JOURNAL_IN_USE");
  expect(entriesOnDisk(place.path)).toHaveLength(1);
  // It was refused, so the key is still the journal's.
  open.journal.append(note(open.key, "goes on"));
  await other.end();
  open.journal.mustBeUnused(uuidv7());
  rotate(open, next);
  expect(readCurrentKey(layoutOf(place.path))).toBe(next.fingerprint);
});

test("a key that the journal has had cannot come back", () => {
  using place = temporaryDirectory();
  const { first, second } = rotated(place.path);
  using open = openJournal(place.path, { signer: second });
  expect(() => rotate(open, first)).toThrow(TypeError);
  expect(entriesOnDisk(place.path)).toHaveLength(3);
});

test.each<[string, (directory: string) => void]>([
  [
    "both are missing",
    (directory) => {
      rmSync(join(directory, "allowed_signers"));
      rmSync(join(directory, "vkey"));
    },
  ],
  ["allowed_signers has the old key only", (directory) => keepFirstLine(join(directory, "allowed_signers"))],
  ["vkey has the old key only", (directory) => keepFirstLine(join(directory, "vkey"))],
])("the next opening writes what follows from the keys where %s", async (_, damage) => {
  using place = temporaryDirectory();
  const { second } = rotated(place.path);
  const written = [signers(place.path), vkey(place.path)];
  damage(place.path);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null });
  openJournal(place.path, { signer: second })[Symbol.dispose]();
  expect([signers(place.path), vkey(place.path)]).toEqual(written);
});

function keepFirstLine(path: string): void {
  const [line] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, `${line?.replace(/,valid-before="\d+Z"/, "")}\n`);
}

test("what an auditor has put in place of allowed_signers is left alone", () => {
  using place = temporaryDirectory();
  const { second } = rotated(place.path);
  writeFileSync(join(place.path, "allowed_signers"), "# checked by the auditor\n");
  using open = openJournal(place.path, { signer: second });
  open.journal.append({ ...note(open.key, "early"), STR: LONG_AGO });
  expect(signers(place.path)).toBe("# checked by the auditor\n");
});

/** Appends with a clock of its own, and says what ssh-keygen must accept. */
function appendAt({ journal, key }: { journal: Journal; key: string }, minute: number): void {
  journal.append({ ...note(key, `at ${minute}`), STR: at(minute) });
}

test("ssh-keygen accepts every entry of three keys, whatever the clock did, and refuses the old key afterwards", (context) => {
  needs(context, "jq", "ssh-keygen");
  using place = temporaryDirectory();
  const keys = [newSigner(), newSigner(), newSigner()];
  const [first, second, third] = keys as [Signer, Signer, Signer];
  {
    using open = openJournal(place.path, { signer: first });
    for (const minute of [10, 3, 12]) appendAt(open, minute);
    rotate(open, second, at(20));
  }
  {
    using open = openJournal(place.path, { signer: second });
    appendAt(open, 21);
    // A recovery says when the call was made; then the clock is set back across the rotation.
    appendAt(open, 11);
    appendAt(open, 2);
    rotate(open, third, at(4));
  }
  {
    using open = openJournal(place.path, { signer: third });
    appendAt(open, 1);
    appendAt(open, 30);
  }
  const book = readEpochs(layoutOf(place.path));
  const lines = linesOnDisk(place.path).map((text) => decodeLine(Buffer.from(text)) as Line);
  for (const line of lines) {
    const fingerprint = book.at(line.entry.seq)?.fingerprint;
    const signer = keys.find((each) => each.fingerprint === fingerprint)!;
    const claim = { directory: place.path, signer, line };
    expect(verifiedByOpenssh(claim, entryByJq(line.bytes)), `entry ${line.entry.seq}`).toMatchObject({
      ok: true,
      said: expect.stringContaining(signer.fingerprint),
    });
  }
  // The last entry, signed again by keys whose time is over: nothing of theirs is as late.
  const last = lines.at(-1)!;
  for (const signer of [first, second]) {
    const line = decodeLine(Buffer.from(forged(last.entry, signer))) as Line;
    expect(verifiedByOpenssh({ directory: place.path, signer, line }, entryByJq(line.bytes)).ok).toBe(false);
    const time = sshTime(at(5));
    expect(verifiedByOpenssh({ directory: place.path, signer, line, time }, entryByJq(line.bytes)).ok).toBe(
      true,
    );
  }
});

test("a writer that dies between an early entry and allowed_signers is healed by the next", async () => {
  using place = temporaryDirectory();
  const { second } = rotated(place.path);
  const before = signers(place.path);
  {
    using open = openJournal(place.path, { signer: second });
    open.journal.append({ ...note(open.key, "early"), STR: LONG_AGO });
  }
  const after = signers(place.path);
  expect(after).not.toBe(before);
  writeFileSync(join(place.path, "allowed_signers"), before);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null });
  openJournal(place.path, { signer: second })[Symbol.dispose]();
  expect(signers(place.path)).toBe(after);
});
