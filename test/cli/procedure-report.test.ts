import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rotateKey } from "#cli/key-rotate.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { readArguments } from "#cli/options.js";
import { procedure } from "#cli/procedure.js";
import { verifyJournal } from "#journal/verify.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { Trail } from "#session/trail.js";
import { answered } from "../journal/auditor.js";
import { newSigner } from "../journal/open-journal.js";
import { needs } from "../journal/tools.js";
import { reportedRun, started, TITLE } from "../procedures/report/a-reported-run.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

/** An operator whose journal has a run, and beside it other work. */
let home: OperatorHome;
let fake: FakeIo;
let run: string;
beforeEach(async () => {
  home = new OperatorHome();
  fake = fakeIo(home, async function* () {});
  await atDesk((trail) => {
    run = reportedRun({ trail });
  });
});
afterEach(() => home[Symbol.dispose]());

/** What is recorded in a session of the operator. */
async function atDesk(work: (trail: Trail) => void): Promise<void> {
  const [operator, session] = [operatorHere(), uuidv7()];
  const setting = { io: fake.io, catalogue: en, json: false };
  const wanted = { named: home.journal, simulated: false, operator, session };
  const { journal, key } = await openJournal(setting, wanted);
  const circumstances = { ...operator, key, session, endpoint: "vsphere://vc1.example", platform: "vsphere" };
  work(new Trail(journal, circumstances, "alice"));
  journal.close();
  fake.out.length = 0;
  fake.err.length = 0;
}

const report = async (...words: readonly string[]): Promise<number> => {
  const args = readArguments(["procedure", "report", ...words]);
  const catalogue = args.options.lang === "ja" ? ja : en;
  fake.out.length = 0;
  fake.err.length = 0;
  const setting = { io: fake.io, catalogue, json: args.options.json === true };
  return await procedure(setting, args);
};
const verdict = async (path: string, ...words: readonly string[]) => {
  const code = await report("--verify", path, ...words);
  return [code, [...fake.out, ...fake.err].join("\n")] as const;
};
const inHome = (name: string) => join(home.directory, name);

describe("a report that is written and signed", () => {
  let path: string;
  beforeEach(async () => {
    path = inHome("night.md");
    expect(await report(run, "-o", path)).toBe(0);
  });

  test("is its owner's alone, and ssh-keygen finds the signature good with the line that is told", async (context) => {
    needs(context, "ssh-keygen");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const line = fake.out.join("\n").match(/^ {2}(\S+ namespaces="report@shoseki" ssh-ed25519 \S+)$/mu)?.[1];
    const signers = inHome("signers");
    writeFileSync(signers, `${line}\n`);
    const identity = line?.split(" ")[0] ?? "";
    const verify = (namespace: string, bytes: Uint8Array) =>
      answered(
        "ssh-keygen",
        ["-Y", "verify", "-f", signers, "-I", identity, "-n", namespace, "-s", `${path}.sig`],
        bytes,
      ).ok;
    const bytes = readFileSync(path);
    expect(verify("report@shoseki", bytes)).toBe(true);
    expect(verify("entry@shoseki", bytes)).toBe(false);
    expect(verify("report@shoseki", bytes.subarray(1))).toBe(false);
    expect(fake.out.join("\n")).toContain(`-s ${path}.sig < ${path}`);
  });

  test("holds against the journal, now and when the run has gone on", async () => {
    const [code, said] = await verdict(path);
    expect([code, said]).toEqual([0, expect.stringContaining(`the run ${run} (${TITLE}) up to entry`)]);
    await atDesk((trail) => started({ trail }, run, 1));
    expect(await verdict(path)).toEqual([0, said]);
    expect((await verdict(path, "--lang", "ja"))[0]).toBe(0);
    const [, json] = await verdict(path, "--json");
    expect(JSON.parse(json)).not.toHaveProperty("kind");
    expect(JSON.parse(json)).toMatchObject({ verdict: "verified", run, title: TITLE, format: "md" });
    expect(await verifyJournal(home.journal, { deep: true })).toMatchObject({ fault: null });
  });

  test("holds after the key that signed it was rotated away", async () => {
    const before = await verdict(path);
    await rotateKey({ io: fake.io, catalogue: en, json: false }, readArguments(["key", "rotate"]));
    expect(await verdict(path)).toEqual(before);
    const later = inHome("later.md");
    expect(await report(run, "-o", later)).toBe(0);
    expect((await verdict(later))[0]).toBe(0);
  });

  test("does not hold when anything of it was changed, and says where", async () => {
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("web-01", "web-02"));
    const line = text.split("\n").findIndex((each) => each.includes("web-01")) + 1;
    const [code, said] = await verdict(path);
    expect([code, said]).toEqual([1, expect.stringContaining(`differs from line ${line} on`)]);
    writeFileSync(path, `${text}\n`);
    expect((await verdict(path))[0]).toBe(1);
  });

  test("does not hold with no signature, with another's, or with one for something else", async () => {
    const signature = readFileSync(`${path}.sig`, "utf8");
    writeFileSync(`${path}.sig`, newSigner().signFile("report@shoseki", readFileSync(path)));
    expect(await verdict(path)).toEqual([1, expect.stringContaining("is not a signature of it")]);
    writeFileSync(`${path}.sig`, signature.replace("A", "B"));
    expect((await verdict(path))[0]).toBe(1);
    rmSync(`${path}.sig`);
    expect(await verdict(path)).toEqual([1, expect.stringContaining("nobody has signed it")]);
    // Of another report, by the same key.
    expect(await report(run, "--format", "html", "-o", inHome("night.html"))).toBe(0);
    cpSync(inHome("night.html.sig"), `${path}.sig`);
    expect((await verdict(path))[0]).toBe(1);
    expect((await verdict(inHome("night.html")))[0]).toBe(0);
  });

  test("is not verified where it cannot be: no report, another journal, no file", async () => {
    const other = inHome("other.md");
    writeFileSync(other, "# Report of a run\n");
    expect(await verdict(other)).toEqual([2, expect.stringContaining("REPORT_INVALID")]);
    const text = readFileSync(path, "utf8");
    writeFileSync(other, text.replaceAll(run, uuidv7()));
    expect(await verdict(other)).toEqual([2, expect.stringContaining("RUN_UNKNOWN")]);
    expect(await verdict(inHome("none.md"))).toEqual([2, expect.stringContaining("FILE_UNREADABLE")]);
    const [code, said] = await verdict(path, "--journal", inHome("elsewhere"));
    expect([code, said]).toEqual([2, expect.stringContaining("JOURNAL_MISSING")]);
  });

  test("never takes the place of a file that is there", async () => {
    const before = readFileSync(path);
    await expect(report(run, "-o", path)).rejects.toMatchObject({ code: "REPORT_NOT_WRITTEN" });
    rmSync(path);
    await expect(report(run, "-o", path)).rejects.toMatchObject({ code: "REPORT_NOT_WRITTEN" });
    expect(existsSync(path)).toBe(false);
    rmSync(`${path}.sig`);
    expect(await report(run, "-o", path)).toBe(0);
    expect(readFileSync(path)).toEqual(before);
    await expect(report(run, "-o", inHome("no/such.md"))).rejects.toMatchObject({
      code: "REPORT_NOT_WRITTEN",
    });
  });
});

test("without a file it is on standard output, the same bytes, and is said to be unsigned", async () => {
  expect(await report(run.slice(-12), "--lang", "ja")).toBe(0);
  const [text = ""] = fake.out;
  expect(text).toContain("# 実行報告書: ");
  expect(fake.err.join("\n")).toContain("署名がありません");
  const path = inHome("out.md");
  writeFileSync(path, `${text}\n`);
  expect(await verdict(path)).toEqual([1, expect.stringContaining("nobody has signed it")]);
});

test("a run that is not there, and a format that is none, are told of", async () => {
  await expect(report(uuidv7())).rejects.toMatchObject({
    problem: { code: "RUN_UNKNOWN", facts: { nearest: [run] } },
  });
  await expect(report(run, "--format", "pdf")).rejects.toMatchObject({ code: "USAGE" });
  await expect(report(run, "--json")).rejects.toMatchObject({ code: "USAGE" });
  expect(await verdict(inHome("a.md"), "--format", "md")).toEqual([2, expect.stringContaining("USAGE")]);
});
