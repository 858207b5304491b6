import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome, type RunOptions } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

onVcsim("shoseki run", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4, poweredOff: true });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const run = async (home: OperatorHome, args: readonly string[], options: RunOptions = {}) => {
    const trusted = ["--thumbprint", site.vcsim.thumbprint];
    const env = { SHOSEKI_PASSWORD: site.vcsim.password, ...options.env };
    const ran = await home.run(["run", site.endpoint, ...args, ...trusted], { ...options, env });
    return expectHonest(home, ran, site.vcsim.password);
  };
  const operations = (home: OperatorHome) =>
    home
      .entries()
      .filter(({ phase }) => phase === "outcome" || phase === "note")
      .map(({ OPR, RST }) => `${OPR} ${RST?.status}`);
  const pristine = async () =>
    (await site.machines()).find(({ power, cpus }) => power === "off" && cpus === 1)!;

  test("a file of command lines, with comments and blank lines, on one session", async () => {
    using home = new OperatorHome();
    const { id, name } = await pristine();
    const script = `\ufeff# Tonight's change\r\n\r\nnote begins\r\ncpu ${name} 2\r\n  memory @${id} 2GiB  \r\n  # at once\r\nstart ${name}\r\n`;
    writeFileSync(join(home.directory, "change.txt"), script);
    const ran = await run(home, ["change.txt"]);
    expect(ran.code, ran.err).toBe(0);
    expect(operations(home)).toEqual([
      "Login OK",
      "Note OK",
      "ModifyCPU OK",
      "ModifyMemory OK",
      "StartVM OK",
      "Logout OK",
    ]);
    expect(await site.machine(id)).toMatchObject({ cpus: 2, memoryMiB: 2048, power: "on" });
    expect(site.proxy.calls({ method: "Login" })).toHaveLength(1);
  });

  test("from standard input", async () => {
    using home = new OperatorHome();
    const { id } = await pristine();
    const ran = await run(home, ["-"], { input: `cpu @${id} 4` });
    expect(ran.code, ran.err).toBe(0);
    expect((await site.machine(id)).cpus).toBe(4);
  });

  test("it stops at the first failure, says how much was not run, and logs out", async () => {
    using home = new OperatorHome();
    const { id } = await pristine();
    const input = `stop @${id}\ncpu @${id} 2\nnote never\n`;
    const ran = await run(home, ["-", "--yes"], { input });
    expect(ran.code, ran.err).toBe(1);
    expect(operations(home)).toEqual(["Login OK", "StopVM REFUSED", "Logout OK"]);
    expect(ran.err).toContain("2 lines were not run");
    expect((await site.machine(id)).cpus).toBe(1);
  });

  test("with --keep-going it goes on, and the exit code remembers", async () => {
    using home = new OperatorHome();
    const { id } = await pristine();
    const input = `stop @${id}\ninfo no-such\ncpu @${id} 2\nnote done\n`;
    const ran = await run(home, ["-", "--yes", "--keep-going", "--json"], { input });
    expect(ran.code, ran.err).toBe(1);
    expect(operations(home)).toEqual(["Login OK", "StopVM REFUSED", "ModifyCPU OK", "Note OK", "Logout OK"]);
    expect(ran.err).toContain('{"error":{"code":"TARGET_UNKNOWN",');
    expect((await site.machine(id)).cpus).toBe(2);
  });

  test("an empty script is a session with nothing in it", async () => {
    using home = new OperatorHome();
    const ran = await run(home, ["-"], { input: "# nothing\n\n" });
    expect(ran.code, ran.err).toBe(0);
    expect(operations(home)).toEqual(["Login OK", "Logout OK"]);
  });
});
