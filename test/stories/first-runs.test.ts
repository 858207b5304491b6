import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startMuteServer } from "./mute-server.js";
import { OperatorHome } from "./shoseki.js";

const keysOf = (home: OperatorHome) => readdirSync(join(home.directory, ".config/shoseki/keys"));

describe("the first run", () => {
  test("of several at once: one founds the journal, all work in it, one key is left", async () => {
    using home = new OperatorHome();
    const runs = await Promise.all([1, 2, 3, 4].map((n) => home.run(["exec", "sim:", `note run ${n}`])));
    for (const { code, err } of runs) expect(code, err).toBe(0);
    expect(keysOf(home)).toHaveLength(1);
    expect(runs.filter(({ err }) => err.includes("A new signing key was made"))).toHaveLength(1);
    const verified = await home.run(["verify"]);
    expect(verified).toMatchObject({ code: 0 });
    expect(home.entries().filter(({ phase }) => phase === "note")).toHaveLength(4);
  });

  test("in a place where no journal can be leaves no key and announces none", async () => {
    using home = new OperatorHome();
    const ran = await home.run(["exec", "sim:", "note lost", "--journal", "/proc/shoseki"]);
    expect(ran.code).toBe(4);
    expect(ran.err).toMatch(/^JOURNAL_UNWRITABLE: /m);
    expect(ran.err).not.toContain("signing key was made");
    expect(keysOf(home)).toEqual([]);
  });
});

test("one Ctrl-C ends a login to a server that does not answer, and that is recorded", async () => {
  using home = new OperatorHome();
  await using server = await startMuteServer();
  const { child, ended } = home.start(["exec", server.endpoint, "vms"], { env: { SHOSEKI_PASSWORD: "x" } });
  await server.met;
  child.kill("SIGINT");
  const ran = await ended;
  expect(ran).toMatchObject({ code: 3, signal: null });
  expect(ran.err).toMatch(/^STOPPED_BY_OPERATOR: /m);
  expect(home.entries().map(({ OPR, phase, RST }) => [OPR, phase, RST?.status])).toEqual([
    ["Key", "key", "OK"],
    ["Login", "intent", undefined],
    ["Login", "outcome", "NG"],
  ]);
});

test("where there is no session, Ctrl-C is what it always is", async () => {
  using home = new OperatorHome();
  const { child, ended } = home.start(["run", "sim:", "-"], { keepInput: true });
  await new Promise((resolve) => child.stdin?.write("note one\n", resolve));
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: null, signal: "SIGINT" });
});

test("a listing after the session has ended is an error, not what was there before", async () => {
  using home = new OperatorHome();
  const lines = ["stop web-01", "vms web-01", "info web-01", "start web-02"];
  const ran = await home.run(["exec", "sim:?faults=read:expire@1", "--keep-going", ...lines]);
  expect(ran.code).toBe(1);
  expect(ran.out).not.toContain("esx-01");
  expect(ran.err.match(/^SESSION_ENDED: /gm)).toHaveLength(2);
});
