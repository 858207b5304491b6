import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonical } from "#journal/canonical.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { answered, entryByJq, sshTime, verifiedByOpenssh } from "./auditor.js";
import { answer, intent, note } from "./entries.js";
import { entriesOnDisk, linesOnDisk, segmentsOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";
import { needs } from "./tools.js";

const TELLING =
  'It\'s "日本語" 😀 \\ / \b\t\n\f\r\u0000\u001b[31m \u0080\u009f \u2028\u2029 <>&;] \ufeff\ufffe\uffff';

test("ssh-keygen accepts every entry of a journal, from the line alone and jq", (context) => {
  needs(context, "jq", "ssh-keygen");
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { journal, key, signer } = open;
  const asked = intent(key);
  const machine = {
    ...asked,
    TGT: { ...asked.TGT, name: TELLING },
    BEF: { name: TELLING, memoryMiB: 9_007_199_254_740_991 },
  };
  const lines = [
    journal.append(note(key, TELLING)),
    journal.append(machine),
    journal.append(answer(machine, { status: "NG", code: "TASK_FAILED", message: TELLING })),
  ];
  for (const line of lines) {
    const printed = entryByJq(
      readFileSync(join(place.path, "entries/000000000000.jsonl")).subarray(
        ...span(place.path, line.entry.seq),
      ),
    );
    expect(printed.toString()).toBe(canonical(line.entry));
    expect(verifiedByOpenssh({ directory: place.path, signer, line }, printed)).toMatchObject({
      ok: true,
      said: expect.stringContaining(`with ED25519 key ${signer.fingerprint}`),
    });
  }
});

/** Where a line lies in its file, without its newline. */
function span(directory: string, seq: number): [number, number] {
  const lines = segmentsOnDisk(directory)[0]!.lines.map((line) => Buffer.byteLength(line));
  const start = lines.slice(0, seq).reduce((sum, length) => sum + length + 1, 0);
  return [start, start + lines[seq]!];
}

test("a signature is refused for any other entry, time, signer, namespace or key", (context) => {
  needs(context, "ssh-keygen");
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { journal, key, signer } = open;
  const line = journal.append(note(key, "before the change"));
  const claim = { directory: place.path, signer, line };
  const message = Buffer.from(canonical(line.entry));
  const accepted = (
    change: Partial<typeof claim> & { time?: string; identity?: string; namespace?: string },
    bytes = message,
  ) => verifiedByOpenssh({ ...claim, ...change }, bytes).ok;

  expect(accepted({})).toBe(true);
  for (const at of [0, Math.floor(message.length / 2), message.length - 1]) {
    const changed = Buffer.from(message);
    changed[at] = changed[at]! ^ 1;
    expect(accepted({}, changed)).toBe(false);
  }
  const founded = Date.parse(entriesOnDisk(place.path)[0]!.STR);
  expect(accepted({ time: sshTime(new Date(founded).toISOString()) })).toBe(true);
  // A console whose clock is set back afterwards is honest all the same.
  expect(accepted({ time: sshTime(new Date(founded - 86_400_000).toISOString()) })).toBe(true);
  expect(accepted({ identity: "somebody@else" })).toBe(false);
  expect(accepted({ namespace: "file" })).toBe(false);
  expect(accepted({ signer: newSigner() })).toBe(false);
});

test("sha256sum reproduces the chain over all segments", (context) => {
  needs(context, "sha256sum");
  using place = temporaryDirectory();
  using open = openJournal(place.path, { segmentBytes: 1_500 });
  for (const text of ["one", "two", "三", "four"]) open.journal.append(note(open.key, text));
  expect(segmentsOnDisk(place.path).length).toBeGreaterThan(1);
  const sums = linesOnDisk(place.path).map((line) =>
    answered("sha256sum", [], Buffer.from(line)).out.toString().slice(0, 64),
  );
  expect(entriesOnDisk(place.path).map(({ prev }) => prev)).toEqual(["0".repeat(64), ...sums.slice(0, -1)]);
});

test("ssh-keygen -l prints the fingerprint that the entries name", (context) => {
  needs(context, "ssh-keygen");
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const file = join(place.path, "journal.pub");
  writeFileSync(file, `${entriesOnDisk(place.path)[0]!.key!.public}\n`);
  const [bits, printed] = answered("ssh-keygen", ["-l", "-f", file]).said.split(" ");
  expect([bits, printed]).toEqual(["256", open.key]);
  expect(publicKeyLine(open.signer.publicKey)).toBe(readFileSync(file, "utf8").trim());
});

test("every character that a text may hold comes through jq as it was signed", (context) => {
  needs(context, "jq");
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  for (const text of blocks()) {
    const line = open.journal.append(note(open.key, text));
    // Not toEqual: a difference of 8,000 characters is no use to anyone.
    const same = entryByJq(line.bytes).equals(Buffer.from(canonical(line.entry)));
    expect(same, `characters from U+${text.codePointAt(0)?.toString(16)}`).toBe(true);
  }
});

/** Every character of the Basic Multilingual Plane but surrogates and U+007F, then some of each plane above it. */
function* blocks(): Generator<string> {
  const ATONCE = 4_096;
  for (let from = 0; from < 0x11_0000; from += from < 0x1_0000 ? ATONCE : 0x1_0000) {
    const codes = Array.from({ length: ATONCE }, (_, index) => from + index);
    const text = codes.filter((code) => code !== 0x7f && (code < 0xd800 || code > 0xdfff));
    if (text.length > 0) yield String.fromCodePoint(...text);
  }
}
