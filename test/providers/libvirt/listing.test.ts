import { expect, test } from "vitest";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { defineMachines } from "../../bench/libvirt-many.js";
import { onSocket, openAt } from "../../bench/libvirt-session.js";
import { CountingProxy } from "../../rigs/counting-proxy.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { runVirsh } from "../../rigs/virsh.js";
import { Pushes } from "../contract/pushes.js";
import { connectedTo } from "./rpc/connecting.js";

const MACHINES = new Set<number>([
  PROCEDURES.connectListAllDomains.number,
  PROCEDURES.connectGetAllDomainStats.number,
  PROCEDURES.domainGetInfo.number,
]);

test("a thousand machines are there, by name and state, at the end of the third round trip after the login; virsh takes a thousand", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const keeper = await connectedTo({ path: libvirtd.socket });
  await defineMachines(keeper, 999);
  await libvirtd.virsh("start", "vm-0007");
  await using way = await CountingProxy.start({ path: libvirtd.socket }, { holdMs: 20 });
  const session = await openAt(onSocket("test", way.path));
  expect(way.take().at(-1)?.trip).toBeLessThanOrEqual(4);
  const pushes = await Pushes.from(session);
  const asked = way.take();

  const machines = [...pushes.objects.values()].filter(({ kind }) => kind === "vm");
  expect(machines).toHaveLength(1_000);
  expect(machines.filter((each) => "power" in each && each.power === "on").map(({ name }) => name)).toEqual(
    expect.arrayContaining(["test", "vm-0007"]),
  );
  const listing = asked.filter(({ procedure }) => MACHINES.has(procedure));
  expect(new Set(listing.map(({ trip }) => trip)).size).toBeLessThanOrEqual(2);
  // The first of the three has the server tell of changes from then on.
  expect(listing.at(-1)?.trip).toBeLessThanOrEqual(3);

  await using virshWay = await CountingProxy.start({ path: libvirtd.socket });
  const listed = await runVirsh(onSocket("test", virshWay.path).name, ["list", "--all"]);
  expect(listed.split("\n")).toHaveLength(1_000);
  const byVirsh = virshWay.take();
  expect(byVirsh.at(-1)?.trip).toBeGreaterThan(1_000);
  // Ours is asked for the processors and memory of each as well, and for the host, its pools and networks.
  expect(listing.length).toBeLessThanOrEqual(byVirsh.length);
  await session.close();
  await keeper.close();
});
