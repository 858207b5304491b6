import { expect, test } from "vitest";
import type { Caller } from "#providers/libvirt/caller.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { vitalsOfAll } from "#providers/libvirt/vitals.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { liveSession, uuidOf } from "./on-libvirtd.js";
import { connectedTo } from "./rpc/connecting.js";

const machineXml = (name: string) =>
  `<domain type='test'><name>${name}</name><memory unit='MiB'>64</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`;

async function define(client: RpcClient, names: readonly string[]): Promise<void> {
  const made = names.map((name) =>
    client.call(PROCEDURES.domainDefineXmlFlags, { xml: machineXml(name), flags: 0 }),
  );
  await Promise.all(made);
}

/** Counts how often something is asked while nothing else is: what is asked side by side is one round trip. */
function counting(client: RpcClient) {
  let under = 0;
  const counter = {
    roundTrips: 0,
    async call(procedure, args, options) {
      if (under === 0) counter.roundTrips += 1;
      under += 1;
      try {
        return await client.call(procedure, args, options);
      } finally {
        // Whoever waits for it goes on first.
        setImmediate(() => {
          under -= 1;
        });
      }
    },
  } satisfies Caller & { roundTrips: number };
  return counter;
}

test("a thousand machines, their names, states, processors and memory, are listed in two round trips", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo({ path: libvirtd.socket });
  const names = Array.from({ length: 1_000 }, (_, index) => `vm-${String(index).padStart(4, "0")}`);
  await define(client, names);
  const counter = counting(client);
  const vitals = await vitalsOfAll(counter, DRIVERS.test);
  expect(vitals.map(({ dom }) => dom.name).sort()).toEqual(["test", ...names]);
  expect(vitals.filter(({ state }) => state === 5)).toHaveLength(1_000);
  expect(new Set(vitals.map(({ cpus, memoryKiB }) => `${cpus} ${memoryKiB}`))).toEqual(
    new Set(["2 2097152", "2 65536"]),
  );
  expect(counter.roundTrips).toBeLessThanOrEqual(2);
  await client.close();
});

test("what somebody does by virsh is seen: what libvirt tells by an event, and what it tells by none", async (context) => {
  await using live = await liveSession(context);
  const { libvirtd, pushes } = live;
  const id = await uuidOf(libvirtd, "test");
  const virsh = (...args: readonly string[]) => libvirtd.virsh(...args);
  expect(pushes.objects.get(id)).toMatchObject({
    kind: "vm",
    name: "test",
    power: "on",
    cpus: 2,
    memoryMiB: 2048,
  });
  await virsh("suspend", "test");
  await pushes.until(id, { power: "suspended" });
  await virsh("resume", "test");
  await pushes.until(id, { power: "on" });
  await virsh("setvcpus", "test", "1", "--live");
  await pushes.until(id, { cpus: 1 });
  await virsh("setmem", "test", "1GiB", "--live");
  await pushes.until(id, { memoryMiB: 1024 });
  await virsh("managedsave", "test");
  await pushes.until(id, { power: "suspended" });
  await virsh("managedsave-remove", "test");
  await pushes.until(id, { power: "off" });
  await virsh("domrename", "test", "web-改");
  await pushes.until(id, { name: "web-改" });
  await virsh("undefine", "web-改");
  await pushes.when(() => !pushes.objects.has(id));
  expect(pushes.lost).toEqual([]);
});

test("so are pools and networks", async (context) => {
  await using live = await liveSession(context);
  const { libvirtd, pushes } = live;
  const one = (kind: string) => [...pushes.objects.values()].find((object) => object.kind === kind);
  const [host, pool, network] = [one("host"), one("datastore"), one("network")];
  expect(host).toMatchObject({ name: (await libvirtd.virsh("hostname")).trim(), cpus: 16, memoryMiB: 3072 });
  expect(host).toMatchObject({ datastores: [pool!.id], networks: [network!.id] });
  expect(pool).toMatchObject({ name: "default-pool", type: "dir", accessible: true, freeMiB: 102_400 });
  expect(network).toMatchObject({ name: "default", parent: "/" });
  await libvirtd.virsh("pool-destroy", "default-pool");
  await pushes.until(pool!.id, { accessible: false, freeMiB: null });
  await libvirtd.virsh("net-destroy", "default");
  await pushes.when(() => JSON.stringify(pushes.objects.get(host!.id)).includes('"networks":[]'));
  await libvirtd.virsh("net-undefine", "default");
  await pushes.when(() => !pushes.objects.has(network!.id));
});

test("libvirtd that dies and is started again is followed on; what is not there any more goes", async (context) => {
  await using live = await liveSession(context);
  const { libvirtd, pushes, session } = live;
  const keeper = await connectedTo({ path: libvirtd.socket });
  await define(keeper, ["web-01"]);
  const id = await uuidOf(libvirtd, "web-01");
  await pushes.until(id, { name: "web-01" });
  await libvirtd.stop("SIGKILL");
  await expect(session.ping()).rejects.toMatchObject({ code: "NOT_SENT" });
  await libvirtd.restart();
  await pushes.when(() => !pushes.objects.has(id));
  // The way to it was never said to be back: it was found.
  const test = await uuidOf(libvirtd, "test");
  await libvirtd.virsh("setvcpus", "test", "1", "--live");
  await pushes.until(test, { cpus: 1 });
  expect(await session.read({ kind: "machine", id: test })).toMatchObject({ cpus: 1 });
  expect(pushes.lost).toEqual([]);
});

test("a network that says nothing holds nobody up once the way is said to be back", async (context) => {
  await using live = await liveSession(context);
  const { libvirtd, network, pushes, session } = live;
  // The world lasts as long as anybody is connected.
  const keeper = await connectedTo({ path: libvirtd.socket });
  const id = await uuidOf(libvirtd, "test");
  const shown = session.watch({ kind: "machine", id }, ({ cpus }) => cpus === 1, 60_000);
  network.stall();
  const ping = session.ping(AbortSignal.timeout(200));
  await expect(ping).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
  await libvirtd.virsh("setvcpus", "test", "1", "--live");
  network.release();
  session.resume();
  await pushes.until(id, { cpus: 1 });
  expect(await shown).toMatchObject({ id, cpus: 1 });
  const told = pushes.batches.flat().filter(({ change }) => change === "modify");
  expect(told).toEqual([{ change: "modify", id, facts: { cpus: 1 } }]);
  await keeper.close();
});
