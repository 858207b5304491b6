import { once } from "node:events";
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { programVersion } from "#config/program-version.js";
import type { Entry } from "#domain/entry.js";
import { stampOf } from "#sharing/announcement.js";
import { askShared } from "#sharing/ask-shared.js";
import { REQUEST, Someone } from "../sharing/serve.js";
import { READY, strange } from "../sharing/strange-server.js";
import { OperatorHome, type RunOptions } from "../stories/shoseki.js";
import { SharedSession } from "./shared-session.js";

let home: OperatorHome;
let shared: SharedSession;

beforeEach(async () => {
  home = new OperatorHome();
  shared = await SharedSession.open(home);
});

afterEach(async () => {
  await shared[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const sockets = () => join(home.directory, ".local/state/shoseki/run");

function started(args: readonly string[], { env = {}, ...options }: RunOptions = {}) {
  return home.start(["exec", "sim:", ...args], {
    env: { SHOSEKI_JOURNAL: shared.desk.directory, ...env },
    ...options,
  });
}

const exec = (...args: readonly string[]) => started(args).ended;

const logins = () => shared.desk.entries().filter(({ OPR, phase }) => OPR === "Login" && phase === "intent");
const outcomes = () => shared.entries().filter(({ phase }) => phase === "outcome");

test("a one-shot goes through the session that is open: no Login, the same journal, and entries that say who asked", async () => {
  const running = started(["start db-01", "--reason", "it is Monday"]);
  const { code, out, err } = await running.ended;
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^OK {6}StartVM {11}db-01 {2}power off -> on {2}\S+ s {2}#\d+\n$/);
  expect(logins()).toHaveLength(1);
  const via = `exec ${running.child.pid}`;
  const [intent, outcome] = shared.entries() as [Entry, Entry];
  expect(shared.entries()).toHaveLength(2);
  for (const { USR, why, ticket, ask } of [intent, outcome]) {
    expect(USR).toMatchObject({ name: "operator", via, session: shared.session.login.USR.session });
    // What the console's own session is for is not what this is for.
    expect({ why, ticket, ask }).toEqual({ why: "it is Monday", ticket: undefined, ask: "start db-01" });
  }
  expect(outcome).toMatchObject({ phase: "outcome", ref: intent.id, RST: { status: "OK" } });
  expect(shared.running).toBe(0);
});

test("it says what a session of its own would have said, line for line, and ends as that", async () => {
  const lines = ["vms web-0*", "stop web-01", "stop web-01", "info nothing", "memory db-01 99TiB", "tasks"];
  const timeless = (text: string) =>
    text
      .replaceAll(/\d+\.\d\d s {2}#\d+/g, "TIME #SEQ")
      .replaceAll(/\d{4}-\d\d-\d\d[T ]\S+/g, "TIME")
      .replaceAll(/^(OK|NG) +(Login|Logout) .*\n/gm, "");
  // A session of its own is in a journal of its own, which has its key by then.
  await home.run(["exec", "sim:", "note first", "--no-share"]);
  for (const options of [["--keep-going"], [], ["--lang", "ja", "--keep-going"]]) {
    await using another = await SharedSession.open(home, `vms=100&seed=${options.length}`);
    const args = ["exec", `sim:?vms=100&seed=${options.length}`, ...lines, ...options];
    const warm = await home.run(args, { env: { SHOSEKI_JOURNAL: another.desk.directory } });
    expect(another.entries().length).toBeGreaterThan(0);
    const cold = await home.run([...args, "--no-share"]);
    expect(warm.code).toBe(cold.code);
    expect(timeless(warm.out)).toBe(timeless(cold.out));
    expect(timeless(warm.err)).toBe(timeless(cold.err));
  }
});

test("with --json it prints the entries as they are on the disk", async () => {
  const { out, err } = await exec("start db-01", "stop db-01", "--json");
  expect(err).toBe("");
  const printed = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);
  expect(printed).toEqual(outcomes());
  expect(printed).toHaveLength(2);
});

test("a line that cannot be understood stops all of them, and is shown as it is at home", async () => {
  const { code, out, err } = await exec("start db-01", "strat web-01");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("UNKNOWN_VERB");
  expect(shared.entries()).toEqual([]);
});

test("--no-share has a session of its own, and so has what asks for another trust or password", async () => {
  const env = { SHOSEKI_JOURNAL: shared.desk.directory };
  for (const options of [["--no-share"], ["--timeout", "5"], ["--user", "somebody"]]) {
    // The journal's key is the console's: a cold one has no way to sign in it, and says so.
    const { code, err } = await home.run(["exec", "sim:", "start db-01", ...options], { env });
    expect({ options, code }).toEqual({ options, code: 4 });
    expect(err).toContain("KEY_MISSING");
  }
  expect(shared.entries()).toEqual([]);
});

test("another simulator, and another journal, are not this session's", async () => {
  for (const endpoint of ["sim:?vms=50", "sim:"]) {
    const journal = endpoint === "sim:" ? home.journal : shared.desk.directory;
    const ran = await home.run(["exec", endpoint, "vms web-01"], { env: { SHOSEKI_JOURNAL: journal } });
    expect(ran.err).toMatch(endpoint === "sim:" ? /Login/ : /KEY_MISSING/);
  }
  const link = join(home.directory, "by-another-name");
  symlinkSync(shared.desk.directory, link);
  expect(await exec("vms web-01", "--journal", link)).toMatchObject({ code: 0, err: "" });
});

test("what the fast way does not read, the whole program still brings to the session", async () => {
  // `--user` is not among the options of the fast way.
  const { code, err } = await exec("start db-01", "--user", "operator");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(outcomes()).toHaveLength(1);
});

test("what cannot be taken back is refused without --yes, and nobody is asked", async () => {
  const { code, out } = await exec("delete stg-db-01");
  expect(code).toBe(1);
  expect(out).toContain("add --yes");
  expect(shared.asked).toEqual([]);
  expect(outcomes()).toMatchObject([{ OPR: "DeleteVM", RST: { status: "REFUSED", code: "NEEDS_YES" } }]);
});

test("while they have not answered, the terminal says what it waits for", async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  shared.answer = () => promise;
  const running = started(["delete stg-db-01", "--yes"]);
  const [said] = (await once(running.child.stderr!, "data")) as [Buffer];
  expect(String(said)).toBe(
    "Waiting for the operator at the open console to agree to: delete stg-db-01. Ctrl-C takes it back.\n",
  );
  resolve(null);
  expect(await running.ended).toMatchObject({ code: 1 });
});

test("with --yes the operator at the console is asked, and what they say is what counts", async () => {
  const { code, out } = await exec("delete stg-db-01", "--yes", "--ticket", "CHG-7");
  expect(code).toBe(1);
  expect(out).toContain("was not agreed to there");
  expect(shared.asked).toMatchObject([
    { proposal: { name: "DeleteVM", ask: "delete stg-db-01" }, purpose: { ticket: "CHG-7" } },
  ]);
  expect(outcomes()).toMatchObject([
    { TGT: { name: "stg-db-01" }, RST: { status: "REFUSED", code: "NOT_CONFIRMED" }, ticket: "CHG-7" },
  ]);
  shared.answer = async () => ({ why: "looked at it", ticket: "CHG-7" });
  expect(await exec("delete stg-db-01", "--yes", "--ticket", "CHG-7")).toMatchObject({ code: 0 });
  expect(outcomes()).toMatchObject([{}, { RST: { status: "OK" }, why: "looked at it", ticket: "CHG-7" }]);
  // What can be taken back needs nobody's yes.
  expect(await exec("start db-01")).toMatchObject({ code: 0 });
  expect(shared.asked).toHaveLength(2);
});

test("who goes while the operator is asked wants it no more: nothing was sent", async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  shared.answer = async (_, signal) => {
    resolve();
    await once(signal, "abort");
    return null;
  };
  const running = started(["delete stg-db-01", "start db-01", "--yes", "--keep-going"]);
  await asked;
  running.child.kill("SIGKILL");
  await running.ended;
  await expect
    .poll(outcomes)
    .toMatchObject([{ OPR: "DeleteVM", RST: { status: "REFUSED", code: "STOPPED_BY_OPERATOR" } }]);
  expect(shared.session.inventory.machines.named("stg-db-01")).toHaveLength(1);
});

test("while the console is locked everything is refused; of an operation that is recorded", async () => {
  shared.refusal = { code: "CONSOLE_LOCKED", facts: {} };
  const { code, out, err } = await exec("start db-01", "vms", "--keep-going");
  expect(code).toBe(1);
  expect(out).toContain("The console is locked");
  expect(err).toContain("CONSOLE_LOCKED");
  expect(out).not.toContain("web-01");
  expect(outcomes()).toMatchObject([
    { OPR: "StartVM", TGT: { name: "db-01", id: null }, RST: { status: "REFUSED", code: "CONSOLE_LOCKED" } },
  ]);
});

test("locked while the operator is asked, or right after: it is refused as that, whatever they said", async () => {
  for (const said of [null, { why: "it is old" }]) {
    shared.refusal = null;
    shared.answer = async () => {
      shared.refusal = { code: "CONSOLE_LOCKED", facts: {} };
      return said;
    };
    expect((await exec("delete db-01", "--yes")).code).toBe(1);
    expect(outcomes().at(-1)).toMatchObject({
      ...{ OPR: "DeleteVM", TGT: { name: "db-01" } },
      RST: { status: "REFUSED", code: "CONSOLE_LOCKED" },
    });
  }
  expect(shared.session.inventory.machines.named("db-01")).toHaveLength(1);
});

test("a script that asks no server leaves the console its turns", async () => {
  const [socket = ""] = readdirSync(sockets()).filter((name) => name.endsWith(".sock"));
  const someone = new Someone();
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  turn();
  const request = { ...REQUEST, lines: Array.from({ length: 500 }, () => "vms web-01") };
  const answer = await askShared(join(sockets(), socket), programVersion(), request, someone);
  isOver = true;
  expect(answer).toEqual({ kind: "exit", code: 0 });
  expect(turns).toBeGreaterThan(500);
});

test("while it is read-only nothing is changed, and what is there can be seen", async () => {
  shared.session.setReadOnly(true);
  const { code, out } = await exec("start db-01", "vms db-01", "--keep-going");
  expect(code).toBe(1);
  expect(out).toContain("read-only");
  expect(out).toContain("2 virtual machines");
  expect(outcomes()).toMatchObject([{ RST: { status: "REFUSED", code: "READ_ONLY" } }]);
  shared.session.setReadOnly(false);
  expect(await exec("start db-01")).toMatchObject({ code: 0 });
});

test("a console without a session is not gone through, and that is said", async () => {
  shared.isOpen = false;
  const { code, err } = await exec("start db-01");
  expect(err).toContain("has no session just now");
  // Cold, as without a console; here there is no key for it.
  expect({ code, cold: err.includes("KEY_MISSING") }).toEqual({ code: 4, cold: true });
});

test("Ctrl-C asks the server to cancel, and begins nothing more; the outcome is told", async () => {
  await using slow = await SharedSession.open(home, "latency=100ms");
  const env = { SHOSEKI_JOURNAL: slow.desk.directory };
  const lines = ["clone db-01 db-copy", "start db-01"];
  const running = home.start(["exec", "sim:?latency=100ms", ...lines], { env });
  await expect.poll(() => slow.running).toBe(1);
  running.child.kill("SIGINT");
  const { code, out, err } = await running.ended;
  expect(err).toContain("Asked the server to cancel 1 running task");
  expect(err).toContain("1 line was not run");
  expect(out).toContain("CloneVM");
  expect(code).toBe(1);
  const written = slow.entries().filter(({ phase }) => phase === "outcome");
  expect(written).toHaveLength(1);
  expect(out).toContain(`#${written[0]!.seq}`);
});

test("a second Ctrl-C waits no longer: UNKNOWN, exit 5", async () => {
  await using slow = await SharedSession.open(home, "latency=300ms");
  const env = { SHOSEKI_JOURNAL: slow.desk.directory };
  const running = home.start(["exec", "sim:?latency=300ms", "clone db-01 db-copy"], { env });
  await expect.poll(() => slow.entries(), { timeout: 5_000 }).toHaveLength(1);
  running.child.kill("SIGINT");
  await expect.poll(() => slow.running).toBe(1);
  running.child.kill("SIGTERM");
  const { code, out } = await running.ended;
  expect(code).toBe(5);
  expect(out).toContain("UNKNOWN");
});

test("the operator at the console may have it cancelled, too", async () => {
  await using slow = await SharedSession.open(home, "latency=100ms");
  const env = { SHOSEKI_JOURNAL: slow.desk.directory };
  const running = home.start(["exec", "sim:?latency=100ms", "clone db-01 db-copy"], { env });
  await expect.poll(() => slow.running).toBe(1);
  slow.cancelled.abort();
  expect((await running.ended).err).toContain("Asked the server to cancel");
});

test("a reader that goes away ends the output, and nothing else", async () => {
  const machines = Array.from({ length: 5 }, (_, index) => `start db-0${index + 1}`);
  const running = started([...machines, "--keep-going"], {
    by: ["sh", "-c", '"$@" | head -1', "sh"],
  });
  const { out } = await running.ended;
  expect(out.split("\n")).toHaveLength(2);
  await expect.poll(outcomes).toHaveLength(machines.length);
});

test("a console that dies in the middle: it may have been done, and is not done again", async () => {
  const [name] = readdirSync(sockets()).filter((each) => each.endsWith(".json"));
  const announced = readFileSync(join(sockets(), name!));
  await shared.close();
  const path = join(sockets(), name!.replace("json", "sock"));
  using dying = await strange((socket) => {
    socket.once("asked", () => socket.destroy());
    socket.write(READY);
  }, path);
  chmodSync(path, 0o600);
  writeFileSync(join(sockets(), name!), announced, { mode: 0o600 });
  // By the fast way, and by the whole program's.
  for (const options of [[], ["--json", "--lang", "ja"], ["--user", "operator"]]) {
    const { code, out, err } = await exec("start db-01", ...options);
    expect({ code, out }).toEqual({ code: 5, out: "" });
    expect(err).toContain("SHARED_SESSION_LOST");
  }
  expect(dying.heard.text.match(/start db-01/g)).toHaveLength(3);
  expect(logins()).toHaveLength(1);
});

test("directory, socket and what stands beside it are their owner's alone, and gone at the end", async () => {
  const modes = readdirSync(sockets()).map((name) => statSync(join(sockets(), name)).mode & 0o777);
  expect(modes.map((mode) => mode.toString(8))).toEqual(["600", "600"]);
  expect((statSync(sockets()).mode & 0o777).toString(8)).toBe("700");
  await shared.close();
  expect(readdirSync(sockets())).toEqual([]);
});

test("a second console of the same session does not share it, and says so; its end takes nothing away", async () => {
  await expect(shared.share(home)).rejects.toMatchObject({
    problem: { code: "SESSION_NOT_SHARED", facts: { why: { kind: "TAKEN" } } },
  });
  expect(await exec("start db-01")).toMatchObject({ code: 0, err: "" });
});

test("a profile's name means the session for as long as its file is what it was", async () => {
  const file = join(home.directory, "vc1.yaml");
  writeFileSync(file, "endpoint: sim:\n");
  await shared.close();
  const profile = { name: "vc1", file, stamp: stampOf(file), namesJournal: true, language: "ja" };
  shared.close = await shared.share(home, { profile });
  const named = (env: Readonly<Record<string, string>> = {}) =>
    home.run(["exec", "vc1", "start db-01"], { env: { SHOSEKI_JOURNAL: "", ...env } });
  expect(await named()).toMatchObject({ code: 0, err: "" });
  // In the profile's language, whatever the locale is.
  expect((await named({ LANG: "en_US.UTF-8" })).out).toContain("電源");
  expect(outcomes()).toHaveLength(2);
  // Another journal is another session, although the profile names this one.
  await named({ SHOSEKI_JOURNAL: home.journal });
  writeFileSync(file, "endpoint: sim:?vms=50\n");
  await named();
  expect(outcomes()).toHaveLength(2);
});
