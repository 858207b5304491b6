import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { jsonLines, OperatorHome } from "./shoseki.js";
import { expectHonest } from "./vsphere-site.js";

/** Nothing but where home is: no passphrase, no password, no journal, no program to be found. */
const BARE = { PATH: "", SHOSEKI_JOURNAL: "", SHOSEKI_PASSPHRASE: "", LANG: "" };

describe("the embedded simulator needs nothing", () => {
  test("no passphrase, no PATH, an empty home: it runs, and says where its journal is", async () => {
    using home = new OperatorHome();
    const ran = await home.run(["exec", "sim:", "vms", "note tried it"], { env: BARE });
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toContain("Noted as entry");
    const place = /journal is in (.*), signed with a throw-away key/.exec(ran.err)?.[1] ?? "";
    expect(home.entries(place).map(({ OPR }) => OPR)).toEqual([
      "Key",
      "Login",
      "Login",
      "Note",
      "Logout",
      "Logout",
    ]);
    expect(existsSync(home.journal)).toBe(false);
    expect(existsSync(join(home.directory, ".config"))).toBe(false);
    const verified = await home.run(["verify", place], { env: BARE });
    expect(verified.code, verified.err).toBe(0);
    const log = await home.run(["log", "--journal", "sim:"], { env: BARE });
    expect(log.out).toContain("tried it");
  });

  test("the same seed is the same inventory, and another is another", async () => {
    using home = new OperatorHome();
    const listing = async (seed: number) =>
      (await home.run(["exec", `sim:?vms=30&seed=${seed}`, "vms"], { env: BARE })).out;
    const first = await listing(7);
    expect(await listing(7)).toBe(first);
    expect(await listing(8)).not.toBe(first);
    expect(first).toContain("30 virtual machines");
  });

  test("it keeps the journals of the last runs, and no more", async () => {
    using home = new OperatorHome();
    const run = async () =>
      expect((await home.run(["exec", "sim:?vms=1", "note x"], { env: BARE })).code).toBe(0);
    await run();
    const kept = join(home.directory, ".local/state/shoseki/simulator");
    const [first = ""] = readdirSync(kept);
    // Twenty runs of another day, as they would lie there.
    const earlier = Array.from({ length: 20 }, (_, nth) => `20100101T0000${10 + nth}000Z-0123abcd`);
    for (const name of earlier) cpSync(join(kept, first), join(kept, name), { recursive: true });
    await run();
    const [last = "", ...others] = readdirSync(kept).sort().reverse();
    expect(others).toEqual([first, ...earlier.slice(2).reverse()]);
    expect(last > first).toBe(true);
  });

  test("with a journal that is named, the operator's own key signs", async () => {
    using home = new OperatorHome();
    const first = await home.run(["exec", "sim:", "note one"]);
    const second = await home.run(["exec", "sim:", "note two"]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.err).toContain("A new signing key was made");
    expect(second.err).not.toContain("A new signing key was made");
    expect(
      home
        .entries()
        .filter(({ OPR }) => OPR === "Note")
        .map(({ why }) => why),
    ).toEqual(["one", "two"]);
    expect((await home.run(["verify"])).code).toBe(0);
  });
});

describe("every exit code, for the one who writes a script around it", () => {
  const DOING = "start web-01";
  const sim = (faults: string): string => `sim:?vms=40&seed=1&faults=${faults}`;
  let off: string;
  beforeAll(async () => {
    using home = new OperatorHome();
    const listed = await home.run(["exec", sim(""), "vms", "--json"]);
    const rows = jsonLines<{ name?: string; power?: string; template?: boolean }>(listed.out);
    off = rows.find(({ power, template }) => power === "off" && template === false)!.name!;
  });

  test.each<[number, string, string, string[]]>([
    [0, "all is done", "sim:", ["note x"]],
    [1, "a target is unknown", "sim:", ["info no-such"]],
    [1, "an operation is refused", "sim:", ["start no-such"]],
    [2, "a verb is unknown", "sim:", ["frobnicate"]],
    [3, "the login is refused", sim("login:refuse"), ["note x"]],
    [3, "the server is not there", sim("login:unsent"), ["note x"]],
    [4, "the journal cannot be written", "sim:", ["note x", "--journal", "/dev/null/journal"]],
  ])("%i: %s", async (code, _what, endpoint, args) => {
    using home = new OperatorHome();
    const ran = expectHonest(home, await home.run(["exec", endpoint, ...args]), "no password here");
    expect(ran.code, ran.err).toBe(code);
  });

  test.each<[number, string, string]>([
    [1, "start:refuse", "NG"],
    [1, "start:fail", "NG"],
    [1, "start:unsent", "NG"],
    [1, "start:expire", "NG"],
    [5, "start:lost", "UNKNOWN"],
  ])("%i: %s is %s", async (code, faults, status) => {
    using home = new OperatorHome();
    const ran = await home.run(["exec", sim(faults), DOING.replace("web-01", off), "--json"]);
    expect(ran.code, ran.err).toBe(code);
    const outcome = jsonLines<Entry>(ran.out).find(({ OPR }) => OPR === "StartVM");
    expect(outcome?.RST?.status).toBe(status);
  });
});
