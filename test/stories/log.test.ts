import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { needs } from "../journal/tools.js";
import { OperatorHome } from "./shoseki.js";

const SIM = "sim:?vms=20&seed=1";

/** A shift, told afterwards: its journal is read by every test, and changed by none. */
describe("what the journal tells afterwards", () => {
  let home: OperatorHome;
  let off: string;
  let on: string;
  beforeAll(async () => {
    home = new OperatorHome();
    const listed = await home.run(["exec", SIM, "vms", "--json", "--journal", join(home.directory, "other")]);
    const rows = listed.out
      .split("\n")
      .filter((line) => line.startsWith('{"kind":"vm"'))
      .map((line) => JSON.parse(line) as { name: string; power: string; template: boolean });
    off = rows.find(({ power, template }) => power === "off" && !template)!.name;
    on = rows.find(({ power }) => power === "on")!.name;
    const lines = [
      `memory ${off} 3GiB`,
      `start ${off}`,
      `start ${on}`,
      "note 'the; odd] one\\",
      `rename ${off} 'a;b]c'`,
    ];
    const ran = await home.run([
      "exec",
      SIM,
      ...lines,
      "--keep-going",
      "--ticket",
      "CHG-1",
      "--user",
      "alice",
    ]);
    expect(ran.code, ran.err).toBe(1);
    const second = await home.run(["exec", SIM, `stop ${on}`, "--yes", "--user", "bob", "--reason", "drill"]);
    expect(second.code, second.err).toBe(0);
  });
  afterAll(() => home[Symbol.dispose]());

  const log = async (...args: string[]): Promise<string[]> => {
    const ran = await home.run(["log", ...args], { env: { SHOSEKI_PASSPHRASE: "" } });
    expect(ran.code, ran.err).toBe(0);
    return ran.out.split("\n").filter((line) => line !== "");
  };
  const entries = async (...args: string[]): Promise<Entry[]> =>
    (await log("--format", "jsonl", ...args)).map((line) => (JSON.parse(line) as { e: Entry }).e);

  test("--format jsonl prints whole lines as they are on disk", async () => {
    expect(await log("--format", "jsonl")).toEqual(home.lines());
  });

  test("for people: a line an entry, with what changed, why and under which ticket", async () => {
    const lines = await log();
    expect(lines).toHaveLength(home.allEntries().length);
    expect(lines.find((line) => /outcome +OK +ModifyMemory/.test(line))).toMatch(
      /memoryMiB \d+ -> 3072 .* by alice at .*\[CHG-1\]/,
    );
    expect(lines.find((line) => /outcome +REFUSED +StartVM/.test(line))).toContain(on);
    expect(lines.find((line) => /outcome +OK +StopVM/.test(line))).toContain('"drill"');
  });

  test.each<[string[], (entry: Entry) => boolean]>([
    [["--op", "startvm"], ({ OPR }) => OPR === "StartVM"],
    [["--user", "bob"], ({ USR }) => USR.name === "bob"],
    [["--failed"], ({ RST }) => RST !== undefined && RST.status !== "OK"],
    [["--failed", "--user", "bob"], () => false],
    [["--target", "a;b*"], ({ TGT }) => TGT.name.startsWith("a;b")],
    [["--since", "2000-01-01"], () => true],
    [["--since", "2000-01-01 03:00"], () => true],
    [["--since", "2000-01-01T03:00:00.5+09:00"], () => true],
    [["--since", "2999-01-01T00:00:00Z"], () => false],
    [["--until", "2999-01-01"], () => true],
    [["--until", "2000-01-01T00:00:00+09:00"], () => false],
  ])("%j", async (filter, wanted) => {
    expect(await entries(...filter)).toEqual(home.allEntries().filter(wanted));
  });

  test("--target takes a name, an id, and an id as commands write it", async () => {
    const started = home.entries().find(({ OPR, TGT }) => OPR === "StopVM" && TGT.name === on)!;
    const expected = home.entries().filter(({ TGT }) => TGT.id === started.TGT.id);
    for (const written of [on, started.TGT.id!, `@${started.TGT.id}`]) {
      expect(await entries("--target", written)).toEqual(expected);
    }
  });

  test("--since and --until cut at a time: from it on, and before it", async () => {
    const at = home.entries().find(({ USR }) => USR.name === "bob")!.STR;
    const [from, before] = [await entries("--since", at), await entries("--until", at)];
    expect([...before, ...from]).toEqual(home.allEntries());
    expect(from[0]?.STR).toBe(at);
  });

  test("--format 4w1h1r is the paper's line for each outcome, escaped", async () => {
    const lines = await log("--format", "4w1h1r");
    const time = String.raw`\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \d{3}`;
    for (const line of lines) {
      expect(line).toMatch(
        new RegExp(
          String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO - \[STR=${time};END=${time};OPR=\w+;USR=\w+;HST=[^;]+;BEF=.*AFT=.*RST=(OK|NG|REFUSED)\]$`,
        ),
      );
    }
    const of = (OPR: string) =>
      lines.filter((line) => line.includes(`OPR=${OPR};`)).map((line) => line.replace(/^.*BEF=/, "BEF="));
    expect(of("Login")).toEqual(["BEF=;AFT=RST=OK]", "BEF=;AFT=RST=OK]"]);
    expect(of("RenameVM")).toEqual([String.raw`BEF=${off};AFT=a\;b\]c;RST=OK]`]);
    expect(of("StartVM")[0]).toBe(`BEF=;AFT=${off};RST=OK]`);
    expect(of("ModifyMemory")[0]).toMatch(new RegExp(`^BEF=${off};\\d+;AFT=${off};3072;RST=OK\\]$`));
  });

  test("--follow goes on as entries arrive, until it is interrupted", async () => {
    using other = new OperatorHome();
    expect((await other.run(["exec", SIM, "note first"])).code).toBe(0);
    const following = other.start(["log", "--follow", "--format", "jsonl", "--op", "Note"]);
    let seen = "";
    const second = new Promise<void>((resolve) => {
      following.child.stdout?.on("data", (text: string) => {
        seen += text;
        if (seen.includes("second")) resolve();
      });
    });
    expect((await other.run(["exec", SIM, "note second"])).code).toBe(0);
    await second;
    following.child.kill("SIGINT");
    const ran = await following.ended;
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out.split("\n").slice(0, -1)).toEqual(
      other.lines().filter((line) => line.includes('"OPR":"Note"')),
    );
  });

  describe("an auditor without Shoseki", () => {
    const keygen = (message: Buffer, seq: string): string => {
      const entry = JSON.parse(message.toString()) as Entry;
      const signers = join(home.journal, "allowed_signers");
      const [identity = ""] = readFileSync(signers, "utf8").split(" ");
      const at = `${entry.STR.slice(0, 19).replace(/[-:T]/g, "")}Z`;
      return execFileSync(
        "ssh-keygen",
        [
          "-Y",
          "verify",
          "-O",
          `verify-time=${at}`,
          "-f",
          signers,
          "-I",
          identity,
          "-n",
          "entry@shoseki",
          "-s",
          seq,
        ],
        { input: message, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] },
      );
    };

    test("--sig gives a signature that ssh-keygen takes, and refuses for a changed byte", async (context) => {
      needs(context, "ssh-keygen");
      for (const [seq, line] of home.lines().entries()) {
        const path = join(home.directory, `${seq}.sig`);
        writeFileSync(path, `${(await log("--sig", String(seq))).join("\n")}\n`);
        const { e } = JSON.parse(line) as { e: Entry };
        const message = Buffer.from(JSON.stringify(e));
        expect(keygen(message, path)).toMatch(/^Good "entry@shoseki" signature/);
        if (seq > 3) continue;
        const changed = Buffer.from(message.toString().replace('"v":1', '"v":2'));
        expect(() => keygen(changed, path)).toThrow();
      }
    });

    test("prev is the SHA-256 of the line before", () => {
      const lines = home.lines();
      for (const [seq, { prev }] of home.allEntries().entries()) {
        const before = lines[seq - 1];
        expect(prev).toBe(
          before === undefined ? "0".repeat(64) : createHash("sha256").update(before).digest("hex"),
        );
      }
    });
  });

  test("verify finds it sound, and says how far that goes", async () => {
    const ran = await home.run(["verify", home.journal]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toContain(`Sound: ${home.lines().length} entries, signed by SHA256:`);
    expect(ran.out).toContain("Self-consistent only");
    const json = await home.run(["verify", home.journal, "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      sound: true,
      trust: "self-consistent only",
      entries: home.lines().length,
      open: [],
    });
  });

  test.each([
    [["--format", "xml"], 2, /^USAGE: .*human, jsonl, 4w1h1r/m],
    [["--since", "yesterday"], 2, /^USAGE: .*--since takes a day/m],
    [["--since", "2026-02-31"], 2, /^USAGE: .*not "2026-02-31"/m],
    [["--until", "2026-01-05T24:00:00Z"], 2, /^USAGE: .*--until takes a day/m],
    [["--until", "2026-01-05T03:00:00+25:00"], 2, /^USAGE: .*--until takes a day/m],
    [["--sig", "first"], 2, /^USAGE: .*--sig takes the seq/m],
    [["--sig", "2", "--format", "jsonl"], 2, /^USAGE: .*takes no --format/m],
    [["--limit", "0"], 2, /^USAGE: .*--limit takes how many/m],
    [["--limit", "3", "--follow"], 2, /^USAGE: .*takes no --follow/m],
    [["--sig", "99999"], 1, /^ENTRY_UNKNOWN: /m],
    [["--yes"], 2, /^USAGE: .*--yes is no option of log/m],
    [["--journal", "no-such-directory"], 2, /^JOURNAL_MISSING: /m],
    [["extra"], 2, /^USAGE: /m],
  ])("log %j", async (args, code, told) => {
    const ran = await home.run(["log", ...args]);
    expect(ran.err).toMatch(told);
    expect(ran.out).toBe("");
    expect(ran.code).toBe(code);
  });

  test("verify of what is no journal could not be checked: 2", async () => {
    const ran = await home.run(["verify", "no-such-directory"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toMatch(/^FILE_UNREADABLE: /m);
  });
});
