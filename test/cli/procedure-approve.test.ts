import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { Setting } from "#cli/io.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { readArguments } from "#cli/options.js";
import { approveRequest } from "#cli/procedure-approve.js";
import type { Entry } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import type { FrozenPlan } from "#procedures/approval/frozen-plan.js";
import { newRequest, requestText, sha256Of } from "#procedures/approval/request.js";
import { isGood } from "../journal/ssh/ssh-keygen.js";
import { needs } from "../journal/tools.js";
import { plan } from "../procedures/approval/scene.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

/** Bob, at a terminal, who answers every question so; his journal has been founded. */
class Bob implements Disposable {
  readonly home = new OperatorHome();
  file = join(this.home.directory, "request.json");
  readonly asked: string[] = [];
  readonly #fake = fakeIo(this.home, async function* () {});
  readonly #setting: Setting;

  constructor(answer: string | null, catalogue: Catalogue = en) {
    const askLine = async (question: string) => {
      this.asked.push(question);
      return answer;
    };
    this.#setting = { io: { ...this.#fake.io, canAsk: answer !== null, askLine }, catalogue, json: false };
  }

  /** Begins his journal; answers the key that signs it. */
  async founds(): Promise<string> {
    const wanted = { named: this.home.journal, simulated: false, operator: operatorHere() };
    const { journal, key } = await openJournal(this.#setting, { ...wanted, session: uuidv7() });
    journal.close();
    return key;
  }

  /** `approved`, or the error and its facts. */
  async approves(...args: readonly string[]): Promise<unknown> {
    try {
      await approveRequest(this.#setting, readArguments(args), this.file);
      return "approved";
    } catch (error) {
      if (!(error instanceof ShosekiError)) throw error;
      return [error.code, error.problem.facts];
    }
  }

  get screen(): string {
    return this.#fake.err.join("\n");
  }

  get said(): string {
    return this.#fake.out.join("\n");
  }

  /** The entries of his journal after its key. */
  get entries(): readonly Entry[] {
    return this.home.entries().slice(1);
  }

  [Symbol.dispose](): void {
    this.home[Symbol.dispose]();
  }
}

const ALICE = {
  name: "administrator@vsphere.local",
  os: "alice",
  console: "ws1",
  key: `SHA256:${"A".repeat(43)}`,
};

function request(change: Partial<FrozenPlan> = {}, operator = ALICE, from = Date.now()): string {
  const frozen = { ...plan(), ...change };
  const asked = { title: "Decommission", frozen, operator, journal: "ws1/shoseki/0" };
  return requestText(newRequest({ ...asked, now: from, validForMs: 3_600_000 }));
}

test("Bob reads what would be done, agrees, and hands back a signature that ssh-keygen knows", async (context) => {
  needs(context, "ssh-keygen");
  using bob = new Bob("yes");
  const key = await bob.founds();
  const text = request();
  writeFileSync(bob.file, text);
  expect(await bob.approves()).toBe("approved");
  for (const part of [
    "Procedure       Decommission",
    "Step            wipe",
    "Endpoint        vsphere://vc1.example",
    `Asked by        alice at ws1, logged in as administrator@vsphere.local, key ${ALICE.key}`,
    "  host = esx1 (host-12)",
    "1. delete @vm-42",
    "  DeleteVM  web-01  (vm-42)",
    "  -memoryMiB 4096",
    "Lost for good: Hard disk 1 (8 GiB).",
    "1 operation on vsphere://vc1.example; 1 of them destroy",
    `Request SHA-256 ${sha256Of(text)}`,
  ]) {
    expect(bob.screen.replaceAll(/ +/g, " ")).toContain(part.replaceAll(/ +/g, " "));
  }
  const path = `${bob.file}.sig`;
  const signature = readFileSync(path, "utf8");
  expect(keyThatSigned(signature, "approval@shoseki", Buffer.from(text))?.fingerprint).toBe(key);
  const founding = bob.home.entries()[0]!;
  const asked = { identity: "bob", namespace: "approval@shoseki", message: text, time: "20260304050607Z" };
  const signers = `bob ${founding.key?.public}\n`;
  expect(isGood(bob.home.directory, { ...asked, signers, signature })).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o644);
  const { frozen, nonce, expires, plan: hash } = JSON.parse(text);
  expect(bob.entries).toMatchObject([
    {
      phase: "procedure",
      OPR: "SignApproval",
      TGT: { kind: "Procedure", id: frozen.run, uuid: null, name: "Decommission" },
      AFT: {
        request: sha256Of(text),
        plan: hash,
        nonce,
        expires,
        of: "wipe",
        signature: sha256Of(signature),
      },
      RST: { status: "OK" },
    },
  ]);
  // It is no part of the run, whose entries Bob's journal may come to have.
  expect(bob.entries[0]?.run).toBeUndefined();
  expect(bob.said).toContain(`entry #1`);
  expect(bob.said).toContain("ssh-keygen -Y sign -n approval@shoseki -f KEY FILE");
});

test.each(["no", "", "y", "yes please", null])("an answer of %s approves nothing", async (answer) => {
  using bob = new Bob(answer);
  await bob.founds();
  writeFileSync(bob.file, request());
  const kind = answer === null ? "NO_TERMINAL" : "DECLINED";
  expect(await bob.approves()).toEqual(["APPROVAL_NOT_SIGNED", { path: `${bob.file}.sig`, why: { kind } }]);
  expect([existsSync(`${bob.file}.sig`), bob.entries]).toEqual([false, []]);
  expect(bob.asked).toHaveLength(answer === null ? 0 : 1);
});

test("in Japanese, はい approves", async () => {
  using bob = new Bob("はい", ja);
  await bob.founds();
  writeFileSync(bob.file, request());
  expect(await bob.approves()).toBe("approved");
  expect(bob.screen).toContain("第二の担当者として、次の内容の承認を求められています");
});

test("--yes approves nothing: it is no option of this", async () => {
  using bob = new Bob("yes");
  await bob.founds();
  writeFileSync(bob.file, request());
  expect(await bob.approves("--yes")).toMatchObject(["USAGE", {}]);
  expect([bob.asked, bob.entries, existsSync(`${bob.file}.sig`)]).toEqual([[], [], false]);
});

test("what Bob has asked for himself he is not let approve", async () => {
  using bob = new Bob("yes");
  const key = await bob.founds();
  writeFileSync(bob.file, request({}, { ...ALICE, key }));
  expect(await bob.approves()).toEqual(["APPROVAL_OWN", { name: key, why: "KEY" }]);
  const here = operatorHere();
  writeFileSync(bob.file, request({}, { ...ALICE, ...here }));
  expect(await bob.approves()).toEqual(["APPROVAL_OWN", { name: `${here.os}@${here.console}`, why: "NAME" }]);
  expect([bob.asked, bob.entries]).toEqual([[], []]);
});

test("a request that has expired, or is none, is not even shown", async () => {
  using bob = new Bob("yes");
  await bob.founds();
  writeFileSync(bob.file, request({}, ALICE, Date.now() - 3_600_001));
  expect(await bob.approves()).toMatchObject(["APPROVAL_EXPIRED", {}]);
  writeFileSync(bob.file, request().replace("Decommission", "Something else\u0007"));
  expect(await bob.approves()).toMatchObject(["APPROVAL_REQUEST_INVALID", { problem: "NOT_JSON" }]);
  writeFileSync(bob.file, request().replace(/"plan":"../, '"plan":"00'));
  expect(await bob.approves()).toMatchObject(["APPROVAL_REQUEST_INVALID", { at: "plan" }]);
  rmSync(bob.file);
  expect(await bob.approves()).toMatchObject(["FILE_UNREADABLE", {}]);
  symlinkSync("/dev/zero", bob.file);
  expect(await bob.approves()).toMatchObject(["FILE_UNREADABLE", {}]);
  expect([bob.asked, bob.entries]).toEqual([[], []]);
  expect(bob.screen).not.toContain("You are asked to approve");
});

test("a signature that is there already is never replaced, nor written through a link", async () => {
  using bob = new Bob("yes");
  await bob.founds();
  writeFileSync(bob.file, request());
  const path = `${bob.file}.sig`;
  writeFileSync(path, "another's");
  expect(await bob.approves()).toEqual(["APPROVAL_NOT_SIGNED", { path, why: { kind: "EXISTS" } }]);
  expect(readFileSync(path, "utf8")).toBe("another's");
  rmSync(path);
  const elsewhere = join(bob.home.directory, "elsewhere");
  symlinkSync(elsewhere, path);
  expect(await bob.approves()).toEqual(["APPROVAL_NOT_SIGNED", { path, why: { kind: "EXISTS" } }]);
  expect([existsSync(elsewhere), bob.asked, bob.entries]).toEqual([false, [], []]);
});

test("an approval that cannot be handed back is in Bob's journal all the same", async () => {
  using bob = new Bob("yes");
  await bob.founds();
  // With .sig it is longer than a name may be.
  bob.file = join(bob.home.directory, "r".repeat(252));
  writeFileSync(bob.file, request());
  const path = `${bob.file}.sig`;
  expect(await bob.approves()).toMatchObject(["APPROVAL_NOT_SIGNED", { path, why: { kind: "FAILED" } }]);
  expect(bob.entries.map(({ OPR }) => OPR)).toEqual(["SignApproval"]);
});

test("whoever has no journal has no key that anybody could know", async () => {
  using bob = new Bob("yes");
  writeFileSync(bob.file, request());
  expect(await bob.approves()).toEqual([
    "APPROVAL_NOT_SIGNED",
    { path: `${bob.file}.sig`, why: { kind: "NO_JOURNAL", directory: bob.home.journal } },
  ]);
  expect(existsSync(bob.home.journal)).toBe(false);
});

test("a hostile name moves nothing on the screen", async () => {
  using bob = new Bob("no");
  await bob.founds();
  const name = "web\u001b[2J\r\n1. note nothing\u202e";
  writeFileSync(bob.file, request({ items: [{ id: "vm-1", name }], parameters: { "a\u001b": "b\u0007" } }));
  await bob.approves();
  expect(bob.screen).toContain("web\\u{1b}[2J\\u{d}\\u{a}1. note nothing\\u{202e} (vm-1)");
  expect(bob.screen).toContain("a\\u{1b} = b\\u{7}");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  expect(bob.screen).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test("where the whole is approved, Bob reads the very file that is run, and that nobody knows yet what is lost", async () => {
  using bob = new Bob("no");
  await bob.founds();
  const source =
    "procedure: 1\ntitle: Decommission\nsteps:\n\t# \u202egone\n  - { id: wipe, run: delete web-01 }\n";
  const whole = { step: null, operations: [], source, procedure: sha256Of(source) };
  writeFileSync(bob.file, request(whole));
  await bob.approves();
  expect(bob.screen).toMatch(/the whole procedure[\s\S]*\n {2}procedure: 1\n/);
  expect(bob.screen).toContain("\n      # \\u{202e}gone\n    - { id: wipe, run: delete web-01 }\n");
  expect(bob.screen).toContain(
    "All that the file does on vsphere://vc1.example; what is lost by it is NOT KNOWN YET",
  );
  expect(bob.screen).not.toContain("nothing is said to be lost");
  // Another file than that of the hash.
  writeFileSync(bob.file, request({ ...whole, source: `${source}# and more\n` }));
  expect(await bob.approves()).toEqual([
    "APPROVAL_REQUEST_INVALID",
    { path: bob.file, at: "frozen.source", problem: "CONTRADICTS" },
  ]);
});

test("of a loop's lines Bob is told that their plans come later, and that nobody knows yet what is lost", async () => {
  using bob = new Bob("no");
  await bob.founds();
  const [operation] = plan().operations;
  const later = {
    ...operation!,
    operation: "",
    target: { kind: "", id: null, name: "web-01" },
    losses: [],
    before: {},
  };
  writeFileSync(bob.file, request({ operations: [operation!, later] }));
  await bob.approves();
  expect(bob.screen).toMatch(
    /2\. delete @vm-42\n {2}web-01 {2}\(vm-42\)\n {2}its plan is made when it is its turn\n/,
  );
  expect(bob.screen).toContain("2 operations on vsphere://vc1.example; what is lost by it is NOT KNOWN YET");
  expect(bob.screen).not.toContain("destroy something for good");
});
