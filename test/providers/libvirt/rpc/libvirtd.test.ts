import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { connectRpc } from "#providers/libvirt/rpc/connect-rpc.js";
import { EVENTS } from "#providers/libvirt/rpc/events.js";
import { FEATURES } from "#providers/libvirt/rpc/features.js";
import { messageBytes, PROGRAMS } from "#providers/libvirt/rpc/message.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { valuesOf } from "#providers/libvirt/rpc/typed-params.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { written } from "../../../rigs/scripted-libvirtd.js";
import { connectedTo, options, target } from "./connecting.js";

const at = (libvirtd: { readonly socket: string }) => ({ path: libvirtd.socket });

const machineXml = (name: string, memoryMiB = 64) =>
  `<domain type='test'><name>${name}</name><memory unit='MiB'>${memoryMiB}</memory><vcpu>2</vcpu>` +
  "<os><type>hvm</type></os></domain>";

async function define(client: RpcClient, names: readonly string[]) {
  const made = names.map((name) =>
    client.call(PROCEDURES.domainDefineXmlFlags, { xml: machineXml(name), flags: 0 }),
  );
  return (await Promise.all(made)).map(({ dom }) => dom);
}

const uuidText = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** The lines of a table, by its columns. */
const rows = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s{2,}/));

test("what is listed is what virsh lists: names, ids, UUIDs and states", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo(at(libvirtd));
  const [web] = await define(client, ["web-01", "改-01", "db 01"]);
  await client.call(PROCEDURES.domainCreateWithFlags, { dom: web!, flags: 0 });
  const { domains, ret } = await client.call(PROCEDURES.connectListAllDomains, { needResults: 1, flags: 0 });
  expect(ret).toBe(4);
  const listed = rows(await libvirtd.virsh("list", "--all"));
  expect(domains.map(({ name }) => name).sort()).toEqual(listed.map(([, name]) => name).sort());
  for (const dom of domains) {
    const { name, uuid, id } = dom;
    const said = new Map(
      rows(await libvirtd.virsh("dominfo", uuidText(uuid))).map((row) => [row[0], row.at(-1)]),
    );
    const info = await client.call(PROCEDURES.domainGetInfo, { dom });
    expect([name, id === -1 ? "-" : String(id)]).toEqual([said.get("Name:"), said.get("Id:")]);
    expect([`${info.memory} KiB`, `${info.maxMem} KiB`]).toEqual([
      said.get("Used memory:"),
      said.get("Max memory:"),
    ]);
    expect([String(info.nrVirtCpu), info.state === 1 ? "running" : "shut off"]).toEqual([
      said.get("CPU(s):"),
      said.get("State:"),
    ]);
    const { xml } = await client.call(PROCEDURES.domainGetXmlDesc, { dom, flags: 0 });
    expect(xml.trim()).toBe((await libvirtd.virsh("dumpxml", uuidText(uuid))).trim());
  }
  await client.close();
});

test("a thousand machines, their names and states, are one call and one reply", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo(at(libvirtd));
  const names = Array.from({ length: 1_000 }, (_, index) => `vm-${String(index).padStart(4, "0")}`);
  await define(client, names);
  const { retStats } = await client.call(PROCEDURES.connectGetAllDomainStats, {
    doms: [],
    stats: 0,
    flags: 0,
  });
  expect(retStats.map(({ dom }) => dom.name).sort()).toEqual(["test", ...names]);
  const states = retStats.map(({ params }) => valuesOf(params).get("state.state"));
  expect(states.filter((state) => state === 5)).toHaveLength(1_000);
  expect(states.filter((state) => state === 1)).toHaveLength(1);
  await client.close();
});

test("pools, volumes and networks are those of virsh", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo(at(libvirtd));
  const { pools } = await client.call(PROCEDURES.connectListAllStoragePools, { needResults: 1, flags: 0 });
  expect(pools.map(({ name }) => name)).toEqual(
    rows(await libvirtd.virsh("pool-list", "--all")).map(([name]) => name),
  );
  const pool = pools[0]!;
  const xml = "<volume><name>web-01.raw</name><capacity>1048576</capacity></volume>";
  const { vol } = await client.call(PROCEDURES.storageVolCreateXml, { pool, xml, flags: 0 });
  await client
    .call(PROCEDURES.storageVolGetInfo, { vol })
    .then(({ capacity }) => expect(capacity).toBe(1_048_576));
  const { vols } = await client.call(PROCEDURES.storagePoolListAllVolumes, {
    pool,
    needResults: 1,
    flags: 0,
  });
  const { name: path } = await client.call(PROCEDURES.storageVolGetPath, { vol: vols[0]! });
  expect(rows(await libvirtd.virsh("vol-list", pool.name))).toEqual([["web-01.raw", path]]);
  const info = await client.call(PROCEDURES.storagePoolGetInfo, { pool });
  const said = rows(await libvirtd.virsh("pool-info", pool.name, "--bytes"));
  expect(said).toContainEqual(["Available:", String(info.available)]);
  const { nets } = await client.call(PROCEDURES.connectListAllNetworks, { needResults: 1, flags: 0 });
  expect(nets.map(({ name }) => name)).toEqual(
    rows(await libvirtd.virsh("net-list", "--all")).map(([name]) => name),
  );
  await client.close();
});

test("what somebody else does by virsh is told", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo(at(libvirtd));
  const heard: string[] = [];
  client.on(EVENTS.domainLifecycle, ({ msg }) => heard.push(`${msg.dom.name} ${msg.event}`));
  client.on(EVENTS.storagePoolLifecycle, ({ pool, event }) => heard.push(`${pool.name} ${event}`));
  const { id } = EVENTS.domainLifecycle;
  await client.call(PROCEDURES.connectDomainEventCallbackRegisterAny, { eventId: id, dom: null });
  const pools = { eventId: EVENTS.storagePoolLifecycle.id, pool: null };
  await client.call(PROCEDURES.connectStoragePoolEventRegisterAny, pools);
  await libvirtd.virsh("destroy", "test");
  await libvirtd.virsh("start", "test");
  await libvirtd.virsh("pool-destroy", "default-pool");
  // Stopped, started; a pool stopped.
  await expect.poll(() => heard).toEqual(["test 5", "test 2", "default-pool 3"]);
  await client.close();
});

test("a driver's refusal has its name, and changes nothing", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo(at(libvirtd));
  const { domains } = await client.call(PROCEDURES.connectListAllDomains, { needResults: 1, flags: 0 });
  const dom = domains[0]!;
  const starting = client.call(PROCEDURES.domainCreateWithFlags, { dom, flags: 0 });
  // What other drivers call VIR_ERR_OPERATION_INVALID.
  await expect(starting).rejects.toMatchObject({
    problem: {
      code: "SERVER_FAULT",
      facts: {
        fault: "VIR_ERR_INTERNAL_ERROR",
        message: expect.stringContaining("'test' is already running") as string,
      },
    },
  });
  await expect(
    client.call(PROCEDURES.domainLookupByUuid, { uuid: new Uint8Array(16) }),
  ).rejects.toMatchObject({
    problem: { code: "SERVER_FAULT", facts: { fault: "VIR_ERR_NO_DOMAIN" } },
  });
  await client.close();
});

test("libvirtd dies and is started again: the old connection says so, and a new one is as good", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectedTo(at(libvirtd));
  await libvirtd.stop("SIGKILL");
  expect(await client.closed).toMatchObject({ code: "CONNECTION_LOST" });
  await expect(client.call(PROCEDURES.connectGetHostname, {})).rejects.toMatchObject({ code: "NOT_SENT" });
  await expect(connectedTo(at(libvirtd))).rejects.toMatchObject({ code: "NOT_SENT" });
  await libvirtd.restart();
  const again = await connectedTo(at(libvirtd));
  const { uri } = await again.call(PROCEDURES.connectGetUri, {});
  expect(uri).toBe("test:///default");
  await again.close();
});

test("its keepalive is answered: a libvirtd that asks every second lets go of a client that is silent, and keeps us", async (context) => {
  const settings = ["keepalive_interval = 1", "keepalive_count = 1"];
  await using libvirtd = await needsLibvirtd(context, { settings });
  const client = await connectedTo(at(libvirtd));
  const silent = connect({ path: libvirtd.socket });
  const payload = written(PROCEDURES.connectSupportsFeature.args, { feature: FEATURES.programKeepalive });
  const { number: program, version } = PROGRAMS.remote;
  const procedure = PROCEDURES.connectSupportsFeature.number;
  silent.write(messageBytes({ program, version, procedure, type: 0, serial: 1, status: 0, payload }));
  await once(silent.resume(), "close");
  expect(await client.call(PROCEDURES.connectGetUri, {})).toEqual({ uri: "test:///default" });
  await client.close();
});

test("a driver that the server has not is its word, and no connection stays", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const opening = connectRpc(
    target({ driver: "xen", path: "/system", query: { socket: libvirtd.socket } }),
    options,
  );
  await expect(opening).rejects.toMatchObject({ code: "SERVER_FAULT" });
});
