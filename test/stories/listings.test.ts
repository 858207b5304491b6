import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { jsonLines, OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly power: string;
  readonly cpus: number;
  readonly memoryMiB: number;
}

onVcsim("listings", () => {
  describe.each(["vc", "esx"] as const)("in %s mode", (mode) => {
    let site: VsphereSite;
    beforeAll(async () => {
      site = await VsphereSite.start({ mode, vms: 250 });
    });
    afterAll(() => site.stop());
    beforeEach(() => site.reset());

    const rows = async (...args: string[]): Promise<Row[]> => {
      using home = new OperatorHome();
      const ran = await site.exec(home, [...args, "--json"]);
      expect(ran.code, ran.err).toBe(0);
      const printed = jsonLines<Row | Entry>(ran.out);
      return printed.filter((each): each is Row => !("phase" in each));
    };

    test("vms lists every machine as govc sees it, over several pages of updates", async () => {
      const seen = await site.machines();
      const listed = await rows("vms");
      expect(listed).toHaveLength(seen.length);
      const facts = ({ id, uuid, name, power, cpus, memoryMiB }: (typeof seen)[number]) => ({
        kind: "vm",
        id,
        uuid,
        name,
        power,
        cpus,
        memoryMiB,
      });
      const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
      expect([...listed].sort(byId)).toMatchObject(seen.map(facts).sort(byId));
      expect(site.proxy.calls({ method: "WaitForUpdatesEx" }).length).toBeGreaterThanOrEqual(3);
    });

    test("paths are those that govc finds", async () => {
      const listed = await rows("vms", "hosts");
      const paths = (wanted: string) =>
        listed.flatMap(({ kind, path }) => (kind === wanted ? [path] : [])).sort();
      const found = (await site.vcsim.govc(["find", "/", "-type", "m"])).trim().split("\n").sort();
      expect(paths("vm")).toEqual(found);
      const hosts = (await site.vcsim.govc(["find", "/", "-type", "h"])).trim().split("\n").sort();
      expect(paths("host")).toEqual(hosts);
    });

    test("a pattern, an id and a path narrow them down", async () => {
      const [first] = await site.machines();
      const one = expect.objectContaining({ id: first!.id, name: first!.name });
      const [listed] = await rows(`vms @${first!.id}`);
      const { path } = listed!;
      // What stands last finds none: after the two of the path there are those of the pattern, and no other.
      const found = await rows(`vms ${path}`, `info ${path}`, "vms *VM1?", "vms no-such-machine");
      expect(found.slice(0, 2)).toEqual([one, one]);
      const seen = (await site.machines()).map(({ name }) => name).filter((name) => /VM1.$/.test(name));
      expect(
        found
          .slice(2)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(seen.sort());
    });

    test("for people: a heading, a row each, and how many", async () => {
      using home = new OperatorHome();
      const [machine] = await site.machines();
      const ran = await site.exec(home, [`vms @${machine!.id}`, "hosts", `info @${machine!.id}`, "help cpu"]);
      expect(ran.code, ran.err).toBe(0);
      expect(ran.out).toMatch(/^NAME +POWER +CPUS +MEMORY +HOST +IP$/m);
      expect(ran.out).toMatch(new RegExp(`^${machine!.name} +on +1 +32 MiB +\\S+`, "m"));
      expect(ran.out).toContain("1 virtual machine\n");
      expect(ran.out).toMatch(/^NAME +CONNECTION +POWER +MAINTENANCE +CPUS +MEMORY$/m);
      expect(ran.out).toMatch(mode === "vc" ? /^4 hosts$/m : /^1 host$/m);
      expect(ran.out).toMatch(new RegExp(`^UUID +${machine!.uuid}$`, "m"));
      expect(ran.out).toContain("cpu TARGET COUNT");
    });

    test("in Japanese, the headings are, and what the server says stays as it is", async () => {
      using home = new OperatorHome();
      const [machine] = await site.machines();
      const ran = await site.exec(home, [`info @${machine!.id}`, "start no-such", "--lang", "ja"]);
      expect(ran.code).toBe(1);
      expect(ran.out).toContain(machine!.name);
      expect(ran.out).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      // What is recorded is in English, whoever reads it.
      expect(home.entries().find(({ OPR, phase }) => OPR === "StartVM" && phase === "outcome")?.RST).toEqual({
        status: "REFUSED",
        code: "TARGET_UNKNOWN",
        message: "Nothing here is called no-such.",
      });
    });
  });
});
