import { expect, test } from "vitest";
import { Inventory } from "#inventory/inventory.js";
import type { ProviderSession } from "#providers/contract.js";
import { simulatorFrom } from "#providers/simulator/copy.js";
import { openVsphere } from "#providers/vsphere/open.js";
import { startVcsim, type Vcsim } from "../../rigs/vcsim.js";
import { onVcsim } from "../../stories/on-vcsim.js";
import { Live } from "./live.js";

const logIn = ({ host, port, user, password, thumbprint }: Vcsim): Promise<ProviderSession> =>
  openVsphere({
    endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
    credentials: { user, password },
    trust: { by: "thumbprint", sha256: thumbprint.replaceAll(":", "").toLowerCase() },
    timeoutMs: 20_000,
  });

/** Starts a session's feed, and answers what it shows at first. */
async function inventoryOf(session: ProviderSession): Promise<Inventory> {
  const inventory = new Inventory();
  await session.feed.start({
    onUpdates: (updates) => inventory.apply(updates),
    onInterrupted: () => undefined,
    onLost: () => undefined,
  });
  return inventory;
}

onVcsim("a rehearsal on vSphere", () => {
  test.each(["vc", "esx"] as const)("a copy of a %s has the same rows and machines", async (mode) => {
    const vcsim = await startVcsim({ mode, vms: 4, datastores: 2 });
    const session = await logIn(vcsim);
    try {
      const inventory = await inventoryOf(session);
      const whole = (id: string) => session.read({ kind: "fullMachine", id });
      const simulator = simulatorFrom({
        objects: inventory.objects(),
        fullMachine: whole,
        learnRights: async () => undefined,
        mayNot: () => false,
        onUnread: (_, error) => {
          throw error;
        },
      });
      const copy = await simulator.logIn("operator");
      const copied = await inventoryOf(copy);
      const byId = ({ objects }: { objects: typeof inventory.objects }) =>
        objects().toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId({ objects: () => copied.objects() })).toEqual(byId({ objects: () => inventory.objects() }));
      expect(inventory.machineCount).toBeGreaterThan(0);
      for (const { id } of inventory.objects().filter(({ kind }) => kind === "vm")) {
        const { cards: _, diskSlot: __, ...rest } = await whole(id);
        expect(await copy.read({ kind: "fullMachine", id })).toMatchObject(rest);
      }
      simulator.stop();
    } finally {
      await session.logout();
      await session.close();
      await vcsim.stop();
    }
  });

  test("a procedure is rehearsed without a change on the server", async () => {
    const vcsim = await startVcsim({ vms: 4, datastores: 2 });
    try {
      await using live = await Live.at(await logIn(vcsim));
      const before = await vcsim.govc(["find", "-json", "/"]);
      const [machine] = live.session.inventory.objects().filter(({ kind }) => kind === "vm");
      const rehearsal = await live.rehearse(
        `
procedure: 1
title: Grow
parameters: { vm: { type: machine } }
steps:
  - { id: keep, run: "snapshot create \${vm} before" }
  - { id: stop, run: "stop \${vm}", after: [vm.power == off] }
  - { id: grow, run: "memory \${vm} 64MiB" }
  - { id: copy, run: "clone \${vm} copy-of-it" }
  - { id: start, run: "start \${vm}", after: [{ check: vm.power == on, within: 5m }] }
  - { id: drop, run: "delete \${vm}" }
`,
        { given: { vm: machine?.name ?? "" } },
      );
      const said = rehearsal.steps.map(({ step, state, refused }) => [step, state, refused?.code]);
      expect(said).toEqual([
        ["keep", "done", undefined],
        ["stop", "done", undefined],
        ["grow", "done", undefined],
        ["copy", "done", undefined],
        ["start", "done", undefined],
        ["drop", "failed", "POWER_STATE"],
      ]);
      expect(rehearsal.warnings).toEqual([]);
      expect(await vcsim.govc(["find", "-json", "/"])).toEqual(before);
    } finally {
      await vcsim.stop();
    }
  });
});
