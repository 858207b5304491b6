import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { layoutOf } from "#journal/layout.js";
import { readEpochs } from "#journal/read-epochs.js";
import { answered, sshTime } from "../journal/auditor.js";
import { needs } from "../journal/tools.js";
import { jsonLines, meanwhile, OperatorHome, type Ran } from "./shoseki.js";

const WORKER = fileURLToPath(new URL("../journal/workers/rotate-and-die.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const keysIn = (home: OperatorHome) => join(home.directory, ".config/shoseki/keys");
const keyFiles = (home: OperatorHome) => readdirSync(keysIn(home)).sort();

interface Shown {
  readonly fingerprint: string;
  readonly identity: string;
  readonly private: { readonly kind: string; readonly path?: string };
  readonly verifier: string;
  readonly epochs: readonly {
    readonly fromSeq: number;
    readonly toSeq: number;
    readonly fingerprint: string;
  }[];
}

async function shown(home: OperatorHome): Promise<Shown> {
  // No passphrase: nothing is unlocked for it.
  const ran = await home.run(["key", "show", "--json"], { env: { SHOSEKI_PASSPHRASE: "" } });
  return jsonLines<Shown>(ran.out)[0]!;
}

/** A program of this operator that ended well. */
async function well(home: OperatorHome, ...args: readonly string[]): Promise<Ran> {
  const ran = await home.run(args);
  expect(ran.code, ran.err).toBe(0);
  return ran;
}

test("an operator changes the key: what was signed stays good, what comes is signed anew, one key is left", async (context) => {
  needs(context, "ssh-keygen", "jq");
  using home = new OperatorHome();
  await well(home, "exec", "sim:", "note under the first key");
  const first = await shown(home);
  expect(first.epochs).toHaveLength(1);
  const { out } = await well(home, "key", "rotate");
  const second = await shown(home);
  expect(out).toContain(`introduces the key ${second.fingerprint}`);
  expect(out).toContain(`The private key ${first.fingerprint} is destroyed.`);
  expect(keyFiles(home)).toEqual([second.private.path!.split("/").at(-1)]);
  await well(home, "exec", "sim:", "note under the second key");
  const { epochs } = await shown(home);
  expect(epochs.map(({ fromSeq, fingerprint }) => [fromSeq, fingerprint])).toEqual([
    [0, first.fingerprint],
    [epochs[0]!.toSeq + 1, second.fingerprint],
  ]);
  expect(epochs[1]!.toSeq).toBe(home.lines().length - 1);
  expect((await home.run(["verify"])).code).toBe(0);
  const lines = home.lines();
  for (const seq of [0, epochs[0]!.toSeq, lines.length - 1]) {
    const line = lines[seq]!;
    const signature = join(home.directory, `${seq}.sig`);
    writeFileSync(signature, (await well(home, "log", "--sig", String(seq))).out);
    const message = answered("jq", ["-cj", ".e"], Buffer.from(line)).out;
    const time = `verify-time=${sshTime((JSON.parse(line) as { e: Entry }).e.STR)}`;
    const signers = [
      "-f",
      join(home.journal, "allowed_signers"),
      "-I",
      second.identity,
      "-n",
      "entry@shoseki",
    ];
    const verified = answered(
      "ssh-keygen",
      ["-Y", "verify", "-O", time, ...signers, "-s", signature],
      message,
    );
    expect(verified, `entry ${seq}`).toMatchObject({ ok: true });
  }
});

test("the key is shown in a table, in both languages", async () => {
  using home = new OperatorHome();
  await well(home, "exec", "sim:", "note one");
  const { fingerprint, private: kept, verifier } = await shown(home);
  const { out } = await well(home, "key", "show");
  for (const text of [
    fingerprint,
    kept.path,
    verifier,
    readFileSync(join(home.journal, "vkey"), "utf8").trim(),
  ])
    expect(out).toContain(text);
  expect((await well(home, "key", "show", "--lang", "ja")).out).toContain("フィンガープリント");
});

test("the exported key is a file of its own passphrase that openssl reads, and never replaces another", async (context) => {
  needs(context, "openssl");
  using home = new OperatorHome();
  await well(home, "exec", "sim:", "note one");
  const { out } = await well(home, "key", "export", "copy.pem");
  const path = join(home.directory, "copy.pem");
  const { fingerprint } = await shown(home);
  expect(out).toContain(fingerprint);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const opened = (passphrase: string) =>
    answered("openssl", ["pkey", "-in", path, "-passin", `pass:${passphrase}`, "-pubout", "-outform", "DER"]);
  const { publicKey } = readEpochs(layoutOf(home.journal)).at(0)!;
  expect(opened("a passphrase of the tests").out.subarray(-32)).toEqual(publicKey);
  expect(opened("another").ok).toBe(false);
  const before = readFileSync(path);
  for (const file of ["copy.pem", "nowhere/copy.pem"]) {
    const refused = await home.run(["key", "export", file]);
    expect(refused.code).toBe(4);
    expect(refused.err).toMatch(/^KEY_NOT_EXPORTED: /m);
  }
  expect(readFileSync(path)).toEqual(before);
});

test("while a session is open the key is not changed, and no new one is left", async () => {
  using home = new OperatorHome();
  await well(home, "exec", "sim:", "note one");
  const console = home.start(["sim:"], { keepInput: true });
  await meanwhile(console, new Promise((resolve) => console.child.stdout?.once("data", resolve)));
  const before = [keyFiles(home), (await shown(home)).fingerprint];
  const ran = await home.run(["key", "rotate"]);
  expect(ran.code).toBe(4);
  expect(ran.err).toMatch(/^JOURNAL_IN_USE: /m);
  expect([keyFiles(home), (await shown(home)).fingerprint]).toEqual(before);
  console.child.stdin?.end("note still the same key\n");
  expect((await console.ended).code).toBe(0);
  await well(home, "key", "rotate");
});

test.each<[string, { old: boolean }]>([
  ["before putInFile", { old: true }],
  ["after putInFile", { old: true }],
  ["after rotate", { old: false }],
  ["after destroy", { old: false }],
])("killed %s, the next opening leaves one key, and it is the journal's", async (moment, { old }) => {
  using home = new OperatorHome();
  await well(home, "exec", "sim:", "note one");
  const first = (await shown(home)).fingerprint;
  expect(() =>
    execFileSync(process.execPath, ["--import", "tsx", WORKER, home.journal, ...moment.split(" ")], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: home.directory,
        SHOSEKI_PASSPHRASE: "a passphrase of the tests",
        TSX_TSCONFIG_PATH: "test/tsconfig.json",
      },
      stdio: "pipe",
    }),
  ).toThrow(expect.objectContaining({ signal: "SIGKILL" }));
  await well(home, "exec", "sim:", "note two");
  const { fingerprint, private: kept } = await shown(home);
  expect(fingerprint === first).toBe(old);
  expect(keyFiles(home)).toEqual([kept.path!.split("/").at(-1)]);
  expect((await home.run(["verify"])).code).toBe(0);
});
