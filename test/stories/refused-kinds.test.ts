import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

/** A machine that runs, one with two snapshots, one with two disks, and the host that they are on. */
interface Scene {
  readonly on: string;
  readonly kept: string;
  readonly wide: string;
  readonly host: string;
}

type Case = readonly [line: (scene: Scene) => string, code: string, says?: RegExp];

const CASES: readonly Case[] = [
  [({ kept }) => `reset ${kept}`, "POWER_STATE"],
  [({ kept }) => `suspend ${kept}`, "POWER_STATE"],
  [({ kept }) => `guest shutdown ${kept}`, "POWER_STATE"],
  [({ on }) => `guest reboot ${on}`, "NO_TOOLS", /tools/i],
  [({ wide }) => `disk ${wide} 20GiB`, "DISK_NOT_ONE"],
  [({ wide }) => `disk ${wide} 20GiB --disk 'Hard disk 9'`, "DISK_NOT_ONE", /Hard disk 9/],
  [({ on }) => `disk ${on} 1MiB`, "DISK_ONLY_GROWS"],
  [({ on }) => `disk ${on} 0GiB --add`, "SIZE_IMPOSSIBLE"],
  [({ kept }) => `disk ${kept} 20GiB`, "HAS_SNAPSHOTS", /one.*two/],
  [({ on }) => `snapshot revert ${on}`, "NO_SNAPSHOT"],
  [({ kept }) => `snapshot revert ${kept} three`, "SNAPSHOT_NOT_ONE", /one \(@snapshot-\d+\)/],
  [({ kept }) => `snapshot remove ${kept}`, "SNAPSHOT_NOT_ONE"],
  [({ on }) => `snapshot create ${on} ' x'`, "NAME_INVALID"],
  [({ on }) => `delete ${on}`, "POWER_STATE"],
  [({ on }) => `create ${on}`, "NAME_TAKEN"],
  [() => "create x --cpu 0", "SIZE_IMPOSSIBLE"],
  [() => "create x --host nowhere", "TARGET_UNKNOWN", /nowhere/],
  [() => "create x --disk 60TiB", "NO_PLACE"],
  [() => "create ''", "NAME_INVALID"],
  [({ host }) => `host maintenance enter ${host}`, "MACHINES_RUNNING"],
  [({ host }) => `host maintenance exit ${host}`, "NOT_IN_MAINTENANCE"],
  [({ host }) => `host reboot ${host}`, "NOT_IN_MAINTENANCE"],
  [({ host }) => `host shutdown ${host}`, "NOT_IN_MAINTENANCE"],
  [() => "host reboot nowhere", "TARGET_UNKNOWN"],
];

const ON_VCENTER: readonly Case[] = [
  [({ on, host }) => `move ${on} --host ${host}`, "NO_CHANGE"],
  [({ on }) => `move ${on} --folder nowhere`, "TARGET_UNKNOWN"],
  [({ on }) => `move ${on} --host DC0_*`, "TARGET_AMBIGUOUS"],
  [({ on, kept }) => `clone ${on} ${kept}`, "NAME_TAKEN"],
  [({ on }) => `clone ${on} x --datastore nowhere`, "TARGET_UNKNOWN"],
  [() => "host shutdown DC0_*", "ONE_TARGET_ONLY"],
];

onVcsim("each refused case of the later operations", () => {
  describe.each(["vc", "esx"] as const)("in %s mode", (mode) => {
    let site: VsphereSite;
    let scene: Scene;
    beforeAll(async () => {
      const options = mode === "vc" ? { hosts: 1, clusters: 1, clusterHosts: 2, vms: 6 } : { vms: 3 };
      site = await VsphereSite.start({ mode, ...options, poweredOff: true });
      const machines = (await site.machines()).filter(
        ({ name }) => mode === "esx" || name.startsWith("DC0_H0"),
      );
      const [on, kept, wide] = machines;
      const host = (
        await site.vcsim.govc(["find", "/", "-type", "h", "-name", mode === "vc" ? "DC0_H0" : "*"])
      )
        .trim()
        .split("/")
        .at(-1);
      scene = { on: on!.name, kept: kept!.name, wide: wide!.name, host: host ?? "" };
      using home = new OperatorHome();
      const lines = [
        ...[`start ${scene.on}`, `disk ${scene.wide} 1GiB --add`],
        ...[`snapshot create ${scene.kept} one`, `snapshot create ${scene.kept} two`],
      ];
      const ran = await site.exec(home, lines);
      expect(ran.code, ran.out + ran.err).toBe(0);
      await site.vcsim.setTools(on!.id, false);
    });
    afterAll(() => site.stop());

    test("says why, is recorded, and nothing is sent", async () => {
      using home = new OperatorHome();
      await site.vcsim.resetCalls();
      const before = await site.machines();
      const cases = [...CASES, ...(mode === "vc" ? ON_VCENTER : [])];
      const lines = cases.map(([line]) => line(scene));
      const ran = await site.exec(home, [...lines, "--yes", "--keep-going"]);
      expect(ran.code).toBe(1);

      const outcomes = home.entries().filter(({ phase, ask }) => phase === "outcome" && ask !== undefined);
      const told = (entries: readonly Entry[]) =>
        entries.map(({ ask, RST }) => [ask, RST?.status, RST?.code]);
      expect(told(outcomes)).toEqual(cases.map(([, code], index) => [lines[index], "REFUSED", code]));
      for (const [index, [, , says]] of cases.entries()) {
        if (says !== undefined) expect(outcomes[index]?.RST?.message).toMatch(says);
        expect(outcomes[index]?.AFT).toEqual(outcomes[index]?.BEF);
      }
      const sent = await site.vcsim.calls(({ method }) => /_Task$|Guest$/.test(method));
      expect(sent).toEqual([]);
      expect(await site.machines()).toEqual(before);
    });
  });
});
