import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { openConsole } from "../terminal/console.js";
import { onVcsim } from "./on-vcsim.js";
import { jsonLines, OperatorHome, type Ran } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const said = (entries: readonly Entry[]) =>
  entries.map(({ TGT, RST }) => [TGT.kind, TGT.name, RST?.status, RST?.code].filter(Boolean).join(" "));

const checkpoints = (home: OperatorHome) => readFileSync(join(home.journal, "checkpoints.log"), "utf8");

async function expectSound(home: OperatorHome): Promise<void> {
  const verified = await home.run(["verify"]);
  expect(verified.code, verified.out + verified.err).toBe(0);
}

onVcsim("anchors in a vCenter's own event log", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 2 });
  });
  afterAll(() => site.stop());
  afterEach(() => site.reset());

  test("the notes are there as they were signed, for anyone to read, and their events carry the entries' ids", async () => {
    using home = new OperatorHome();
    const ran = await site.exec(home, ["note x"]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).not.toContain("Anchor");
    const [atLogin, atLogout, ...more] = home.anchors();
    expect(more).toEqual([]);
    const endpoint = `Endpoint ${site.endpointName} OK`;
    expect(said([atLogin!, atLogout!])).toEqual([endpoint, endpoint]);
    const calls = await site.vcsim.calls(({ method }) => method === "LogUserEvent");
    expect(calls.map(({ operationId }) => operationId)).toEqual([atLogin?.id, atLogout?.id]);
    // Another client reads them, and they are those of the journal, but for the one of its end.
    const events = await site.vcsim.govc(["events", "-n", "50"]);
    for (const { AFT } of [atLogin!, atLogout!]) {
      const note = `${AFT?.treeSize}\n${AFT?.rootHash}\n`;
      expect(events).toContain(note);
      expect(checkpoints(home)).toContain(note);
    }
    // The last entry before the Logout, and nothing after it was anchored.
    expect(
      home
        .allEntries()
        .map(({ OPR }) => OPR)
        .slice(-3),
    ).toEqual(["Anchor", "Logout", "Logout"]);
    await expectSound(home);
  });

  test("a login that may not is told so once a session, and what it came for is done", async () => {
    using home = new OperatorHome();
    await site.vcsim.setPrivilege("Global.LogEvent", false);
    const ran = await site.exec(home, ["note x"]);
    expect(ran.code, ran.err).toBe(0);
    expect(
      ran.err.match(/^NG +Anchor +vsphere:.*#\d+\n +The journal was not anchored at .*NoPermission.*\.$/gm),
    ).toHaveLength(1);
    const [denied, ...more] = home.anchors();
    expect(more).toEqual([]);
    expect(denied).toMatchObject({ RST: { status: "NG", code: "SERVER_FAULT", fault: "NoPermission" } });
    await expectSound(home);
  });

  test("a reply that is lost leaves it unknown, and the Logout follows all the same", async () => {
    using home = new OperatorHome();
    site.proxy.on("LogUserEvent", { kind: "resetAfterForward" });
    const ran = await site.exec(home, ["note x"]);
    expect(ran.code, ran.err).toBe(0);
    expect(said(home.anchors()).map((each) => each.split(" ").slice(2).join(" "))).toEqual([
      "UNKNOWN CONNECTION_LOST",
      "OK",
    ]);
    expect(home.entries().at(-1)).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
    await expectSound(home);
  });
});

describe("anchors by a command of the operator's", () => {
  const exec = (home: OperatorHome, args: readonly string[], env = {}): Promise<Ran> =>
    home.run(["exec", "sim:", "note x", ...args], { env });

  test("it is given each checkpoint, and none of Shoseki's secrets", async () => {
    using home = new OperatorHome();
    const command = 'cat >> "$HOME/kept"; echo >> "$HOME/kept"; env > "$HOME/env"';
    const ran = await exec(home, ["--anchor-command", command], { SHOSEKI_PASSWORD: "hunter2" });
    expect(ran.code, ran.err).toBe(0);
    expect([...said(home.anchors())].sort()).toEqual([
      "Command cat OK",
      "Command cat OK",
      "Endpoint sim: OK",
      "Endpoint sim: OK",
    ]);
    const kept = readFileSync(join(home.directory, "kept"), "utf8");
    expect(checkpoints(home).startsWith(kept)).toBe(true);
    expect(kept.match(/^— /gm)).toHaveLength(2);
    const env = readFileSync(join(home.directory, "env"), "utf8");
    expect(env).not.toMatch(/hunter2|a passphrase of the tests/);
    await expectSound(home);
  });

  test("one that fails is said in its own words; the exit code is that of what was done", async () => {
    using home = new OperatorHome();
    const env = { SHOSEKI_ANCHOR_COMMAND: "echo 403 Forbidden >&2; exit 22" };
    const ran = await exec(home, [], env);
    expect(ran.code, ran.err).toBe(0);
    const lines =
      /^NG +Anchor +echo .*\n +The journal was not anchored at echo: .* ended with exit code 22: 403 Forbidden\./gm;
    expect(ran.err.match(lines)).toHaveLength(2);
    const failed = home.anchors().filter(({ TGT }) => TGT.kind === "Command");
    expect(failed).toMatchObject(
      Array(2).fill({
        RST: {
          status: "NG",
          code: "ANCHOR_COMMAND_FAILED",
          message: expect.stringContaining("403 Forbidden"),
        },
      }),
    );
    // An option that is empty takes the environment's back.
    const without = await exec(home, ["--anchor-command", ""], env);
    expect(without.err).not.toContain("Anchor");
    const japanese = await exec(home, ["--lang", "ja"], env);
    expect(japanese.err).toContain("ジャーナルを echo にアンカーできませんでした。");
    const json = await exec(home, ["--json"], env);
    expect(jsonLines<Entry>(json.err)).toMatchObject(
      Array(2).fill({ phase: "anchor", RST: { status: "NG" } }),
    );
    expect(jsonLines<Entry>(json.out).map(({ OPR }) => OPR)).toEqual(["Login", "Note", "Logout"]);
    await expectSound(home);
  });
});

test("a checkpoint that cannot be signed is said once, and everything else is done and recorded", async () => {
  using home = new OperatorHome();
  mkdirSync(join(home.journal, "checkpoints.log"), { recursive: true, mode: 0o700 });
  const ran = await home.run(["exec", "sim:", "note x"]);
  expect(ran.code, ran.err).toBe(0);
  expect(
    ran.err.match(/^CHECKPOINT_NOT_SIGNED: No checkpoint of the journal .* it is no regular file/gm),
  ).toHaveLength(1);
  expect(home.entries().map(({ OPR }) => OPR)).toEqual(["Key", "Login", "Login", "Note", "Logout", "Logout"]);
  expect(said(home.anchors())).toEqual(Array(2).fill("Endpoint sim: NG CHECKPOINT_NOT_SIGNED"));
});

describe("in the console", () => {
  test("the header and the audit pane say that a place has failed, and nothing else stops", async () => {
    using home = new OperatorHome();
    await using terminal = openConsole(home, ["sim:?vms=20&anchors=denied"]);
    await terminal.see("! not anchored");
    await terminal.see(/#3 ✗ NG +Anchor +sim: {2}SERVER_FAULT/);
    terminal.type(":note at work");
    terminal.press("enter");
    await terminal.see("Noted as entry 4.");
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    expect(home.anchors()).toHaveLength(1);
  });

  test("a checkpoint that cannot be signed is a message; what is still wrong at the end is said below it", async () => {
    using home = new OperatorHome();
    mkdirSync(join(home.journal, "checkpoints.log"), { recursive: true, mode: 0o700 });
    await using terminal = openConsole(home, ["sim:?vms=20"]);
    await terminal.see(/No checkpoint of the journal/);
    await terminal.see("! not anchored");
    expect(terminal.text()).toContain("read-write");
    terminal.type(":note at work");
    terminal.press("enter");
    await terminal.see("Noted as entry 4.");
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    expect(home.entries().at(-1)).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
  });

  test("hours later it is still said how long ago: another session's anchors count, as they are the journal's", async () => {
    using home = new OperatorHome();
    expect((await home.run(["exec", "sim:", "note x"])).code).toBe(0);
    await using terminal = openConsole(home, ["sim:?vms=20&anchors=denied"]);
    await terminal.see(/! anchored \dm ago/);
  });
});
