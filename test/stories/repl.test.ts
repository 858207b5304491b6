import { describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { jsonLines, meanwhile, OperatorHome, type Running } from "./shoseki.js";

const SIM = "sim:?vms=40&seed=1";
/** Long enough for a signal to arrive in the middle of an operation, which is three calls. */
const SLOW = `${SIM}&latency=300ms`;

const done = (home: OperatorHome, journal = home.journal) =>
  home
    .entries(journal)
    .filter(({ phase }) => phase === "outcome" || phase === "note")
    .map(({ OPR, RST }) => `${OPR} ${RST?.status}`);

/** A conversation with the program: what is written, and what is waited for. */
function talkTo(running: Running) {
  const { stdin, stdout } = running.child;
  let heard = "";
  let check = (): void => undefined;
  stdout?.on("data", (text: string) => {
    heard += text;
    check();
  });
  return {
    say: (line: string) => stdin?.write(`${line}\n`),
    /** Resolves with what came since the last answer, once it holds `pattern`. */
    hear: async (pattern: RegExp): Promise<string> => {
      const { promise, resolve } = Promise.withResolvers<string>();
      check = () => {
        const found = pattern.exec(heard);
        if (found === null) return;
        const end = found.index + found[0].length;
        resolve(heard.slice(0, end));
        heard = heard.slice(end);
        check = () => undefined;
      };
      check();
      return await meanwhile(running, promise);
    },
  };
}

/** Powered-off machines that are no templates. */
async function machinesOff(home: OperatorHome): Promise<readonly string[]> {
  const listed = await home.run(["exec", SIM, "vms", "--json"], { env: { SHOSEKI_JOURNAL: "" } });
  const rows = jsonLines<{ name?: string; power?: string; template?: boolean }>(listed.out);
  return rows.flatMap(({ name, power, template }) =>
    name !== undefined && power === "off" && template === false ? [name] : [],
  );
}

describe("shoseki ENDPOINT where there is no terminal", () => {
  test("command lines from a pipe, one session, one line an entry", async () => {
    using home = new OperatorHome();
    const [off = ""] = await machinesOff(home);
    const input = `# Tonight\r\n\r\nnote begins\nstart ${off}\n  vms ${off}\nstop ${off}`;
    const ran = await home.run([SIM, "--ticket", "CHG-1042"], { input });
    expect(ran.code, ran.err).toBe(0);
    expect(done(home)).toEqual(["Login OK", "Note OK", "StartVM OK", "StopVM OK", "Logout OK"]);
    const lines = ran.out.split("\n").map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z +/, ""));
    const [, ...entries] = home.allEntries();
    expect(lines.flatMap((line) => /^\d+(?= [-<>*] )/.exec(line) ?? []).map(Number)).toEqual(
      entries.map(({ seq }) => seq),
    );
    // The first anchor comes when it comes; the last comes before the Logout.
    const [anchors, rest] = [true, false].map((anchor) =>
      lines.filter((line) => line.includes(" Anchor ") === anchor),
    );
    expect(anchors).toEqual(Array(2).fill(expect.stringMatching(/^\d+ - {2}OK {7}Anchor {12}sim:$/)));
    const columns = rest?.map((line) => line.replace(/^\d+ (?=[<>*] )/, ""));
    expect(columns).toEqual([
      ">  ...      Login             sim:",
      "<  OK       Login             sim:",
      "*  OK       Note              sim:  begins",
      `>  ...      StartVM           ${off}`,
      `<  OK       StartVM           ${off}  power off -> on`,
      expect.stringMatching(/^NAME +POWER/),
      expect.stringContaining(`${off}  on `),
      "1 virtual machine",
      `>  ...      StopVM            ${off}`,
      `<  OK       StopVM            ${off}  power on -> off`,
      ">  ...      Logout            sim:",
      "<  OK       Logout            sim:",
      "",
    ]);
    expect(
      home
        .entries()
        .slice(1)
        .every(({ ticket }) => ticket === "CHG-1042"),
    ).toBe(true);
    expect((await home.run(["verify"])).code).toBe(0);
  });

  test("a program waits for each answer before it writes the next line, and quits", async () => {
    using home = new OperatorHome();
    const running = home.start([SIM], { keepInput: true });
    const { say, hear } = talkTo(running);
    await hear(/ < {2}OK +Login .*\n/);
    say("note first");
    await hear(/ \* {2}OK +Note .*first\n/);
    say("stop web-01");
    expect(await hear(/ < {2}OK +StopVM .*\n/)).toMatch(/ > {2}\.\.\. +StopVM +web-01\n/);
    say("vms web-*");
    expect(await hear(/\d+ virtual machines\n/)).toMatch(/^web-01 +off /m);
    // Its input stays open.
    say("quit");
    const { code, err } = await running.ended;
    expect(code, err).toBe(0);
    expect(done(home)).toEqual(["Login OK", "Note OK", "StopVM OK", "Logout OK"]);
  });

  test("--json: the session's entries as they are in the journal", async () => {
    using home = new OperatorHome();
    const ran = await home.run([SIM, "--json"], {
      input: "note x\nstop web-01\nvms stg-web-01\nfrobnicate\n",
    });
    expect(ran.code, ran.err).toBe(2);
    const printed = jsonLines<Entry & { kind?: string }>(ran.out);
    expect(printed.filter(({ kind }) => kind === undefined)).toEqual(home.allEntries().slice(1));
    expect(printed.filter(({ kind }) => kind !== undefined)).toMatchObject([
      { kind: "vm", name: "stg-web-01" },
    ]);
    expect(ran.err).toContain('{"error":{"code":"UNKNOWN_VERB",');
  });

  test("a line that cannot be understood is shown, and the next one is run", async () => {
    using home = new OperatorHome();
    const ran = await home.run([SIM], { input: "cpu web-01 many\nfrobnicate\nnote after\n" });
    expect(ran.code, ran.err).toBe(2);
    expect(ran.err).toContain("cpu web-01 many\n           ^\nSYNTAX: ");
    expect(ran.err).toMatch(/^frobnicate\n\^\nUNKNOWN_VERB: /m);
    expect(ran.out).not.toContain("SYNTAX");
    expect(done(home)).toEqual(["Login OK", "Note OK", "Logout OK"]);
  });

  test("why an operation is not done follows in full on standard error", async () => {
    using home = new OperatorHome();
    const ran = await home.run([SIM], { input: "start no-such\nnote after\n" });
    expect(ran.code, ran.err).toBe(1);
    expect(ran.out).toMatch(/ < {2}REFUSED {2}StartVM {11}no-such {2}TARGET_UNKNOWN\n/);
    expect(ran.err).toMatch(/^TARGET_UNKNOWN: .*no-such.*\nNothing was sent\.\n.+\n/m);
    expect(done(home)).toEqual(["Login OK", "StartVM REFUSED", "Note OK", "Logout OK"]);
  });

  test("what destroys is refused without --yes, and done with it", async () => {
    using home = new OperatorHome();
    const [off = ""] = await machinesOff(home);
    const refused = await home.run([SIM], { input: `delete ${off}\nyes\n` });
    expect(refused.code).toBe(2);
    expect(refused.out).toMatch(/ < {2}REFUSED {2}DeleteVM +.* NEEDS_YES\n/);
    expect(refused.err).toMatch(/^NEEDS_YES: /m);
    const agreed = await home.run([SIM, "--yes"], { input: `delete ${off}\nvms ${off}\n` });
    expect(agreed.out).toMatch(/ < {2}OK {7}DeleteVM /);
    expect(agreed.out).toContain("0 virtual machines");
    expect(agreed.code, agreed.err).toBe(0);
  });

  test("the exit code remembers the worst", async () => {
    using home = new OperatorHome();
    const [off = ""] = await machinesOff(home);
    const input = `start no-such\nstart ${off}\nnote after\n`;
    const ran = await home.run([`${SIM}&faults=start:lost`], { input });
    expect(ran.code, ran.err).toBe(5);
    expect(done(home)).toEqual(["Login OK", "StartVM REFUSED", "StartVM UNKNOWN", "Note OK", "Logout OK"]);
  });

  test("no input at all is a session with nothing in it", async () => {
    using home = new OperatorHome();
    const ran = await home.run([SIM]);
    expect(ran.code, ran.err).toBe(0);
    expect(done(home)).toEqual(["Login OK", "Logout OK"]);
  });

  test("without a session there is an error and an entry, and no line is run", async () => {
    using home = new OperatorHome();
    const ran = await home.run([`${SIM}&faults=login:refuse`], { input: "note never\n" });
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^LOGIN_REFUSED: /m);
    expect(ran.out).toMatch(/ < {2}NG +Login +sim: {2}LOGIN_REFUSED\n$/);
    expect(done(home)).toEqual(["Login NG"]);
  });

  test("a password cannot come from where the lines come from", async () => {
    using home = new OperatorHome();
    const ran = await home.run([SIM, "--password-stdin"], { input: "note never\n" });
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toMatch(/^USAGE: /m);
  });
});

describe.skipIf(process.platform === "win32")("how the plain REPL is ended from outside", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s while it waits for a line", async (signal) => {
    using home = new OperatorHome();
    const running = home.start([SIM], { keepInput: true });
    const { say, hear } = talkTo(running);
    say("note first");
    await hear(/first\n/);
    running.child.kill(signal);
    expect(await running.ended).toMatchObject({ code: 1, signal: null });
    expect(done(home)).toEqual(["Login OK", "Note OK", "Logout OK"]);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s during an operation", async (signal) => {
    using home = new OperatorHome();
    const running = home.start([SLOW], { keepInput: true });
    const { say, hear } = talkTo(running);
    say("stop web-01\nnote never");
    await hear(/ > {2}\.\.\. +StopVM .*\n/);
    running.child.kill(signal);
    const { code, signal: killed, err } = await running.ended;
    expect([code, killed], err).toEqual([1, null]);
    expect(err).toContain("Asked the server to cancel 1 running task");
    const told = done(home);
    expect(told).toHaveLength(3);
    expect(told[1]).toMatch(/^StopVM (OK|NG|REFUSED)$/);
    expect(told[2]).toBe("Logout OK");
    expect((await home.run(["verify", "--json"])).out).toContain('"open":[]');
  });

  test("two signals during an operation: it is waited for no longer, and the Logout is recorded", async () => {
    using home = new OperatorHome();
    const running = home.start([SLOW], { keepInput: true });
    const { say, hear } = talkTo(running);
    say("stop web-01");
    await hear(/ > {2}\.\.\. +StopVM .*\n/);
    running.child.kill("SIGINT");
    running.child.kill("SIGTERM");
    const { code, signal, err } = await running.ended;
    expect([code, signal], err).toEqual([5, null]);
    expect(done(home)).toEqual(["Login OK", "StopVM UNKNOWN", "Logout OK"]);
  });

  test("a reader that goes away (| head -1) ends the output, not the session", async () => {
    using home = new OperatorHome();
    const by = ["sh", "-c", '"$@" | head -1', "sh"];
    const ran = await home.run([SIM], { by, input: "note one\nstop web-01\nvms\nnote two\n" });
    expect(ran.out).toMatch(/^\S+ +1 > {2}\.\.\. +Login +sim:\n$/);
    expect(done(home)).toEqual(["Login OK", "Note OK", "StopVM OK", "Note OK", "Logout OK"]);
    expect((await home.run(["verify"])).code).toBe(0);
  });

  test("the journal is full: nothing more is sent, each line says so, and the next session finds out", async () => {
    using home = new OperatorHome();
    const reason = ["--reason", "r".repeat(2_000)];
    expect((await home.run([SIM, ...reason], { input: "note begins\n" })).code).toBe(0);
    const lines = home.lines();
    const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    const anchor = Buffer.byteLength(lines.find((line) => line.includes('"phase":"anchor"')) ?? "");
    const room = size + 3 * Buffer.byteLength(lines.at(-1) ?? "") + 1.7 * anchor;
    const by = ["sh", "-c", `ulimit -f ${Math.floor(room / 512)}; exec "$@"`, "sh"];

    // There is room for the Login and its anchor, and for the intent of what follows.
    const full = await home.run([SIM, ...reason], {
      by,
      input: `stop web-01\nnote ${"n".repeat(4_000)}\nstop web-03\nvms web-*\n`,
    });

    expect(full.code, full.err).toBe(4);
    const errors = full.err.match(/^(OUTCOME_NOT_RECORDED|JOURNAL_(UNWRITABLE|FAILED)): /gm);
    // The outcome, the note, the second intent; of the last anchor and the Logout nobody has to be told again.
    expect(errors, full.err).toHaveLength(3);
    expect(full.out).toMatch(/web-01 +off [\s\S]*web-03 +on /);
    expect(full.out).not.toMatch(/ < {2}OK +StopVM/);
    const added = home
      .allEntries()
      .slice(lines.length)
      .filter(({ phase }) => phase !== "anchor");
    expect(added.map(({ phase, OPR }) => `${phase} ${OPR}`)).toEqual([
      "intent Login",
      "outcome Login",
      "intent StopVM",
    ]);

    const next = await home.run([SIM], { input: "" });
    expect(next.out).toMatch(/ = {2}\w+ +StopVM +web-01/);
    expect((await home.run(["verify"])).code).toBe(0);
  });
});
