import { expect, test } from "vitest";
import { onVcsim } from "../stories/on-vcsim.js";
import { startVcsim } from "./vcsim.js";

interface Read {
  readonly self: { readonly value: string };
  readonly name: string;
}

onVcsim("the inventory that the rig makes", () => {
  test("a cluster's machines are on its hosts in turn, the first one on the first: no test has to draw lots", async () => {
    await using vcsim = await startVcsim({ vms: 12, hosts: 0, clusters: 4, poweredOff: true });
    const { hostSystems } = (await vcsim.govcJson(["host.info", "/DC0/host/*/*"])) as { hostSystems: Read[] };
    const hostOf = new Map(hostSystems.map(({ self, name }) => [self.value, name]));
    const { virtualMachines } = (await vcsim.govcJson(["vm.info", "/DC0/vm/*"])) as {
      virtualMachines: (Read & { runtime: { host: Read["self"] } })[];
    };
    const places = virtualMachines.map(({ name, runtime }) => `${name} ${hostOf.get(runtime.host.value)}`);
    const expected = [0, 1, 2, 3].flatMap((cluster) =>
      [0, 1, 2].map((turn) => `DC0_C${cluster}_RP0_VM${turn} DC0_C${cluster}_H${turn}`),
    );
    expect(places.sort()).toEqual(expected);
  });
});
