import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readArguments } from "#cli/options.js";
import { verify } from "#cli/verify.js";
import { Checkpointer } from "#journal/checkpointer.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { note } from "../journal/entries.js";
import { openJournal } from "../journal/open-journal.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

let home: OperatorHome;
const at = (name: string) => join(home.directory, name);
beforeEach(() => {
  home = new OperatorHome();
});
afterEach(() => home[Symbol.dispose]());

async function verified(words: readonly string[], catalogue: Catalogue = en) {
  const { io, out, err } = fakeIo(home, async function* () {});
  const read = readArguments(["verify", ...words]);
  const code = await verify({ io, catalogue, json: read.options.json === true }, read);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("what is not there, or is neither file nor directory, is named; and nobody is told of a journal", async () => {
  symlinkSync("ring", at("ring"));
  expect(spawnSync("mkfifo", [at("pipe")]).status).toBe(0);
  const long = "x".repeat(300);
  const cases: readonly (readonly [name: string, says: string, inJapanese: string])[] = [
    ["nosuch.tar", "ENOENT", at("nosuch.tar")],
    ["ring", "ELOOP", at("ring")],
    [long, "ENAMETOOLONG", at(long)],
    ["pipe", "it is neither a file nor a directory", "ファイルでもディレクトリでもありません"],
  ];
  for (const [name, inEnglish, inJapanese] of cases) {
    for (const [catalogue, says] of [
      [en, inEnglish],
      [ja, inJapanese],
    ] as const) {
      const { code, err } = await verified([at(name)], catalogue);
      expect([name, code]).toEqual([name, 2]);
      expect(err).toMatch(/^FILE_UNREADABLE: /);
      expect(err).toContain(at(name));
      expect(err).toContain(says);
    }
  }
});

test("a directory that is there and has no journal in it is still told so", async () => {
  mkdirSync(at("empty.tar"));
  const { code, err } = await verified([at("empty.tar")]);
  expect([code, err]).toEqual([2, expect.stringMatching(/^JOURNAL_MISSING: /)]);
});

test("a checkpoint that was put back is said, in words and in JSON, and what to do about it", async () => {
  using open = openJournal(at("journal"));
  const checkpointer = new Checkpointer(open.journal);
  await checkpointer.sign();
  const old = readFileSync(at("journal/checkpoint"));
  for (const text of ["one", "two"]) {
    open.journal.append(note(open.key, text));
    await checkpointer.sign();
  }
  expect((await verified([at("journal")])).out).not.toContain("old one");
  writeFileSync(at("journal/checkpoint"), old);
  const { code, out } = await verified([at("journal")]);
  expect(code).toBe(0);
  expect(out).toContain("The file checkpoint is an old one, of 1 entry: checkpoints.log goes on to 3.");
  expect(out).toContain("take your copy of the newest from checkpoints.log");
  expect((await verified([at("journal")], ja)).out).toContain("checkpoints.log には 3 件分まであります");
  const json = JSON.parse((await verified([at("journal"), "--json"])).out);
  expect(json).toMatchObject({ sound: true, checkpointBehind: { size: 1, newest: 3 } });
});
