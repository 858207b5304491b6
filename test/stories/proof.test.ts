import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OperatorHome } from "./shoseki.js";

/** One evening on the simulator, whose journal everything here is about. */
let home: OperatorHome;
const file = (name: string) => join(home.directory, name);
const proofOf = async (...args: string[]) => await home.run(["proof", ...args]);
const checked = (proof: string, ...args: string[]) => {
  writeFileSync(file("entry.tlog-proof"), proof);
  return home.run(["verify", file("entry.tlog-proof"), ...args]);
};

beforeAll(async () => {
  home = new OperatorHome();
  const ran = await home.run(["exec", "sim:", "stop web-01", "note 'handed over'"]);
  expect(ran.code, ran.err).toBe(0);
});
afterAll(() => home[Symbol.dispose]());

test("a proof of an entry verifies alone, with the auditor's own copy of the keys and nothing else", async () => {
  const stopped = home.entries().find(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome");
  const { code, out } = await proofOf(String(stopped?.seq));
  expect(code).toBe(0);
  for (const keys of ["allowed_signers", "vkey"]) {
    const verdict = await checked(out, "--signers", join(home.journal, keys));
    expect(verdict.code, verdict.err).toBe(0);
    expect(verdict.out).toContain(`entry ${stopped?.seq} (StopVM of web-01)`);
  }
});

test("a proof of which anything was changed is refused, and what is wrong with it said", async () => {
  const { out } = await proofOf("1");
  const other = (await proofOf("2")).out;
  const line = (text: string, start: string) => text.split("\n").find((each) => each.startsWith(start)) ?? "";
  const signers = ["--signers", join(home.journal, "vkey"), "--json"];
  const tampered: [string, string][] = [
    [out.replace(line(out, "extra "), line(other, "extra ")), "WRONG_SEQ"],
    [out.replace("index 1", "index 2"), "WRONG_SEQ"],
    [out.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32).toString("base64")}\n`), "CHECKPOINT_TREE"],
    [
      out.replace(
        /^(— \S+ .{10})(.)/m,
        (_, before: string, one: string) => before + (one === "A" ? "B" : "A"),
      ),
      "CHECKPOINT_SIGNATURE",
    ],
  ];
  for (const [proof, code] of tampered) {
    expect(proof).not.toBe(out);
    const verdict = await checked(proof, ...signers);
    expect(verdict.code, code).toBe(1);
    expect(JSON.parse(verdict.out)).toMatchObject({ sound: false, fault: { code } });
  }
});

test("what is no proof, or comes without keys, could not be checked", async () => {
  const { out } = await proofOf("1");
  expect(await checked("nonsense")).toMatchObject({ code: 2, out: "" });
  const without = await checked(out);
  expect(without).toMatchObject({ code: 2, out: "" });
  expect(without.err).toContain("--signers FILE");
  const [theirs] = out.split("\n\n").slice(-1);
  expect((await checked(`${theirs}`, "--signers", join(home.journal, "vkey"))).code).toBe(2);
});

test("no key is needed for what a checkpoint covers, and one is signed for what none does", async () => {
  const copy = file("copy");
  cpSync(home.journal, copy, { recursive: true });
  const noKeys = { env: { HOME: file("another-machine"), SHOSEKI_PASSPHRASE: "" } };
  const last = home.lines().length - 1;
  const covered = await home.run(["proof", String(last), "--journal", copy], noKeys);
  expect(covered.code, covered.err).toBe(0);
  // The newest entries of a console that still runs are under no checkpoint yet.
  for (const name of ["checkpoint", "checkpoints.log"]) writeFileSync(join(copy, name), "");
  const uncovered = await home.run(["proof", String(last), "--journal", copy], noKeys);
  expect(uncovered.code).toBe(4);
  expect(uncovered.out).toBe("");
  expect(uncovered.err).toContain("KEY_MISSING");
  const signed = await home.run(["proof", String(last), "--journal", copy]);
  expect(signed.code, signed.err).toBe(0);
  expect(signed.out).toContain(`index ${last}\n`);
});

test("a checkpoint that somebody else signed proves nothing", async () => {
  const copy = file("forged");
  cpSync(home.journal, copy, { recursive: true });
  const path = join(copy, "checkpoint");
  const forged = readFileSync(path, "utf8").replace(/(.{20})=\n$/, `${"A".repeat(20)}=\n`);
  writeFileSync(path, forged);
  writeFileSync(join(copy, "checkpoints.log"), `${forged}\n`);
  const ran = await home.run(["proof", "1", "--journal", copy]);
  expect(ran).toMatchObject({ code: 4, out: "" });
  expect(ran.err).toContain("not signed by the key of its epoch");
});

test("that the journal continues what it was, as a witness asks for it", async () => {
  const { code, out } = await proofOf("--from", "3");
  expect(code).toBe(0);
  expect(out).toMatch(/^old 3\n([A-Za-z0-9+/]{43}=\n)+\n\S+\n\d+\n/);
});

test.each<[readonly string[], string]>([
  [["proof"], "USAGE"],
  [["proof", "1", "--from", "1"], "USAGE"],
  [["proof", "one"], "USAGE"],
  [["proof", "-1"], "USAGE"],
  [["proof", "4711"], "ENTRY_UNKNOWN"],
  [["proof", "--from", "4711"], "ENTRY_UNKNOWN"],
  [["proof", "1", "--journal", "/nowhere/at/all"], "JOURNAL_MISSING"],
  [["verify", "--signers", "/nowhere/at/all"], "FILE_UNREADABLE"],
  [["verify", "--deep", "--user", "me"], "USAGE"],
])("%j is %s, in a sentence", async (args, code) => {
  const ran = await home.run(args);
  expect(ran.out).toBe("");
  expect(ran.code).not.toBe(0);
  expect(ran.err).toContain(`${code}: `);
  expect(ran.err).not.toMatch(/^\s+at /m);
});
