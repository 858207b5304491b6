import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readArguments } from "#cli/options.js";
import { verify } from "#cli/verify.js";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { reportJson } from "#handover/files.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { documentsOf, type Packed, Recording, reportOf, shiftAt } from "../handover/capsule/a-shift.js";
import { changed, contentsOf, forged } from "../handover/capsule/changed.js";
import { newSigner } from "../journal/open-journal.js";
import { Desk } from "../session/desk.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

/** Somebody who has been given the capsule of a shift, and nothing else. */
let home: OperatorHome;
let desk: Desk;
let bytes: Buffer;
let packed: Packed;
const file = (name: string) => join(home.directory, name);
beforeEach(async () => {
  [home, desk] = [new OperatorHome(), new Desk()];
  ({ bytes, packed } = await shiftAt(desk));
  writeFileSync(file("shift.tar"), bytes);
});
afterEach(() => {
  home[Symbol.dispose]();
  desk[Symbol.dispose]();
});

async function verified(args: readonly string[], catalogue: Catalogue = en) {
  const { io, out, err } = fakeIo(home, async function* () {});
  const read = readArguments(["verify", ...args]);
  const code = await verify({ io, catalogue, json: read.options.json === true }, read);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("a capsule is verified by itself, and it is said whose key is to be agreed to", async () => {
  const { code, out } = await verified([file("shift.tar")]);
  expect(code).toBe(0);
  const { firstSeq } = packed.handover.shift;
  expect(out).toContain(
    `Sound: the entries ${firstSeq} to ${packed.lastSeq} of ${packed.handover.journal.origin}`,
  );
  expect(out).toContain(`1 recording, signed by ${desk.signer.fingerprint}`);
  expect(out).toContain(packed.handover.id);
  expect(out).toContain("Self-consistent only");
  const japanese = await verified([file("shift.tar")], ja);
  expect(japanese.out).toContain("異常はありません");
});

test("it is told by its bytes, whatever it is called, and held against the auditor's keys", async () => {
  copyFileSync(file("shift.tar"), file("alice.tlog-proof"));
  copyFileSync(join(desk.directory, "allowed_signers"), file("mine.signers"));
  const json = await verified([file("alice.tlog-proof"), "--signers", file("mine.signers"), "--json"]);
  expect(json.code).toBe(0);
  expect(JSON.parse(json.out)).toMatchObject({
    sound: true,
    trust: "held against copies",
    key: desk.signer.fingerprint,
    handover: packed.handover.id,
    draft: false,
    lastSeq: packed.lastSeq,
    recordings: [`${desk.session}-1.cast`],
  });
  writeFileSync(file("other.signers"), `bob ${publicKeyLine(newSigner().publicKey)}\n`);
  const strange = await verified([file("shift.tar"), "--signers", file("other.signers")]);
  expect(strange.code).toBe(1);
  expect(strange.out).toContain("NOT SOUND at SHA256SUMS.sig, seq 0: the journal begins with the key");
});

test("what is changed, missing or cut is named, in both languages", async () => {
  const wrong = await changed(bytes, (contents) => {
    contents.set("report.md", Buffer.from("# Nothing happened\n"));
    contents.delete(`casts/${desk.session}-1.cast`);
  });
  writeFileSync(file("shift.tar"), wrong);
  const { code, out } = await verified([file("shift.tar")]);
  expect(code).toBe(1);
  expect(out).toContain(`NOT SOUND at casts/${desk.session}-1.cast: it is not there.`);
  expect(out).toContain("NOT SOUND at report.md: it is not what SHA256SUMS has the sum of.");
  const japanese = await verified([file("shift.tar")], ja);
  expect(japanese.out).toContain(
    "異常があります（report.md）: SHA256SUMS に記されたハッシュと一致しません。",
  );
  writeFileSync(file("shift.tar"), bytes.subarray(0, 300));
  const cut = await verified([file("shift.tar"), "--json"]);
  expect(cut.code).toBe(1);
  expect(JSON.parse(cut.out)).toMatchObject({ sound: false, faults: [{ code: "CAPSULE_CUT", member: "" }] });
});

test("a page that says something else, though its sums are signed, is told loudly", async () => {
  const altered = await forged(bytes, desk.signer, (contents) =>
    contents.set("report.html", Buffer.from("<p>Nothing was done in this shift.</p>")),
  );
  writeFileSync(file("shift.tar"), altered);
  const { code, out } = await verified([file("shift.tar")]);
  expect(code).toBe(0);
  expect(out.split("\n")[1]).toMatch(/^LOOK OUT: report\.html is not what this version of Shoseki makes/);
  expect((await verified([file("shift.tar")], ja)).out).toContain("注意: report.html は");
  const json = await verified([file("shift.tar"), "--json"]);
  expect(JSON.parse(json.out)).toMatchObject({ sound: true, unlike: ["report.html"] });
});

test("what of the report no entry bears out is said to be the operator's word", async () => {
  const { out } = await verified([file("shift.tar")]);
  const { treeSize } = packed.handover.journal;
  expect(out).toContain(`and that the journal, with ${treeSize} entries under its checkpoint, was sound`);
});

test("of a draft it is said that its recording goes on, and of one that a later session sealed that its end is not vouched for", async () => {
  const draftOf = async (work: (recording: Recording) => void) => {
    using place = new Desk();
    const recording = new Recording(place);
    work(recording);
    const handover = await reportOf(place, 0);
    const report = {
      handover,
      text: reportJson(handover),
      signature: null,
      ...(await documentsOf(place, handover)),
    };
    const checkpoint = await new Checkpointer(place.journal).sign();
    const { lastSeq } = handover.shift;
    writeFileSync(file("draft.tar"), await capsuleOf(place.journal, checkpoint, { ...report, lastSeq }));
    return { file: `casts/${recording.file}`, ...(await verified([file("draft.tar")])) };
  };
  const going = await draftOf((recording) => recording.chunk());
  expect(going.out).toContain("1 recording (0 of them brought to the end: see below)");
  expect(going.out).toContain(`No entry says yet that the recording ${going.file} is over.`);
  const died = await draftOf((recording) => {
    recording.paint("seen by nobody");
    recording.stop("crash");
  });
  expect(died.code).toBe(0);
  expect(died.out).toMatch(/The last piece of the recording casts\/.+ was sealed by a later session/);
  const json = JSON.parse((await verified([file("draft.tar"), "--json"])).out);
  expect(json).toMatchObject({ sound: true, findings: { count: 1, whole: 0, died: [{ file: died.file }] } });
});

test("another file that is evidence is told by what it is, and where it is checked", async () => {
  const contents = await contentsOf(bytes);
  const others: readonly (readonly [name: string, content: Uint8Array | string, says: string])[] = [
    ["empty.tar", "", "is empty"],
    ["shift.tar.gz", gzipSync(bytes), "is compressed (gzip)"],
    [
      "shift.answer",
      '{"at":"","decision":"accepted","format":"shoseki-handover-answer/1"}\n',
      "the answer to a handover",
    ],
    ["report.json", contents.get("report.json")!, "the report of a shift alone"],
    ["x.cast", contents.get(`casts/${desk.session}-1.cast`)!, "a recording alone"],
    ["run.capsule", '{"capsule":{"blobs":{}}}', "the capsule of a procedure's run"],
  ];
  for (const [name, content, says] of others) {
    writeFileSync(file(name), content);
    const { code, err } = await verified([file(name)]);
    expect([name, code]).toEqual([name, 2]);
    expect(err).toContain(says);
    expect(err).toContain("Nothing was verified.");
  }
  writeFileSync(file("notes.txt"), "hello");
  expect((await verified([file("notes.txt")])).err).toContain("holds no proof");
});

test("what of a journal only can be verified is not taken, and what cannot be read is not judged", async () => {
  const { code, err } = await verified([file("shift.tar"), "--against", file("copy")]);
  expect(code).toBe(2);
  expect(err).toContain("--against");
  // All of a capsule is checked anyway.
  expect((await verified([file("shift.tar"), "--deep"])).code).toBe(0);
  expect((await verified([file("nothing.tar")])).code).toBe(2);
  // Any tar is meant to be one.
  writeFileSync(file("other.tar"), Buffer.concat([bytes.subarray(512, 1024), bytes.subarray(512)]));
  expect((await verified([file("other.tar")])).code).not.toBe(0);
  expect([...(await contentsOf(bytes)).keys()]).toContain("README.txt");
});
