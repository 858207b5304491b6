import { describe, expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import { readPlacement } from "#providers/vsphere/subjects/read-placement.js";
import { readSubject } from "#providers/vsphere/subjects/read-subject.js";
import { RecordedClient, retrieved } from "../recorded-client.js";

const COLLECTOR = { type: "PropertyCollector", id: "propertyCollector" };
const GONE = failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message: "gone" });

const HOST = retrieved("HostSystem", "host-1", {
  name: "esx%2f1",
  parent: "domain-c8",
  "runtime.connectionState": "connected",
  "runtime.powerState": "standBy",
  "runtime.inMaintenanceMode": "true",
});
const DATASTORE = retrieved("Datastore", "datastore-1", {
  name: "fast",
  "summary.freeSpace": "10485761",
  "summary.accessible": "true",
});
const MACHINE = retrieved("VirtualMachine", "vm-1", { name: "web", "config.hardware.numCPU": "2" });
const DISTRIBUTED = { id: "dvportgroup-5", name: "VLAN 10", type: "distributed" } as const;
const PORTGROUP = retrieved("DistributedVirtualPortgroup", "dvportgroup-5", { key: "dvportgroup-5" });
const SWITCH = retrieved("VmwareDistributedVirtualSwitch", "dvs-4", { uuid: "50 0b" });
const OPAQUE = retrieved("OpaqueNetwork", "network-o9", {
  summary:
    '<val xsi:type="OpaqueNetworkSummary"><name>seg</name><opaqueNetworkId>id-1</opaqueNetworkId><opaqueNetworkType>nsx.LogicalSwitch</opaqueNetworkType></val>',
});

function server(answer: string | Error | (string | Error)[]) {
  const recorded = new RecordedClient({
    RetrievePropertiesEx: answer,
    ContinueRetrievePropertiesEx: `<returnval>${MACHINE}</returnval>`,
  });
  return { recorded, retriever: new Retriever(recorded.client, COLLECTOR) };
}

const page = (objects: string) => `<returnval>${objects}</returnval>`;

describe("reading a subject", () => {
  test("a host, in one call", async () => {
    const { recorded, retriever } = server(page(HOST));
    expect(await readSubject(retriever, { kind: "host", id: "host-1" })).toEqual({
      id: "host-1",
      name: "esx/1",
      parent: "domain-c8",
      connection: "connected",
      power: "standby",
      maintenance: true,
    });
    expect(recorded.calls).toHaveLength(1);
    expect(recorded.calls[0]?.args).toContain('<objectSet><obj type="HostSystem">host-1</obj>');
  });

  test("only a full machine is read for its devices", async () => {
    const { recorded, retriever } = server(page(MACHINE));
    await readSubject(retriever, { kind: "machine", id: "vm-1" });
    await readSubject(retriever, { kind: "fullMachine", id: "vm-1" });
    expect(recorded.calls.map(({ args }) => args.includes("config.hardware.device"))).toEqual([false, true]);
  });

  test.each([
    ["the server says so", GONE],
    ["it answers with nothing", ""],
  ])("that is gone: %s", async (_how, answer) => {
    const { retriever } = server(answer);
    await expect(readSubject(retriever, { kind: "machine", id: "vm-1" })).rejects.toMatchObject({
      problem: { code: "TARGET_UNKNOWN", facts: { text: "@vm-1" } },
    });
  });

  test("another fault is what it is", async () => {
    const { retriever } = server(failure("SESSION_ENDED", {}));
    await expect(readSubject(retriever, { kind: "machine", id: "vm-1" })).rejects.toMatchObject({
      code: "SESSION_ENDED",
    });
  });
});

describe("reading a placement", () => {
  const all = { machine: "vm-1", host: "host-1", datastore: "datastore-1", network: null };
  const nothing = { machine: null, host: null, datastore: null, network: null };

  test("is one call for all of it", async () => {
    const { recorded, retriever } = server(page(MACHINE + HOST + DATASTORE));
    expect(await readPlacement(retriever, all)).toMatchObject({
      machine: { id: "vm-1", cpus: 2, disks: [] },
      host: { id: "host-1", maintenance: true },
      datastore: { id: "datastore-1", name: "fast", freeMiB: 10, accessible: true },
    });
    expect(recorded.calls).toHaveLength(1);
  });

  test("is of what is asked for, and no call for nothing", async () => {
    const { recorded, retriever } = server(page(HOST));
    expect(await readPlacement(retriever, { ...nothing, host: "host-1" })).toMatchObject({
      machine: null,
      host: { id: "host-1" },
      datastore: null,
    });
    expect(recorded.calls[0]?.args).not.toMatch(/VirtualMachine|Datastore/);
    await readPlacement(retriever, nothing);
    expect(recorded.calls).toHaveLength(1);
  });

  test("a standard network is known by its name: nothing is read of it", async () => {
    const { recorded, retriever } = server("");
    const network = { id: "network-7", name: "VM Network", type: "standard" } as const;
    expect(await readPlacement(retriever, { ...nothing, network })).toMatchObject({
      network: { ...network, port: {} },
    });
    expect(recorded.calls).toEqual([]);
  });

  test("of a distributed network the switch is read along with the portgroup, in the same call", async () => {
    const { recorded, retriever } = server(page(HOST + PORTGROUP + SWITCH));
    const read = await readPlacement(retriever, { ...nothing, host: "host-1", network: DISTRIBUTED });
    expect(read).toMatchObject({
      host: { id: "host-1" },
      network: { ...DISTRIBUTED, port: { portgroupKey: "dvportgroup-5", switchUuid: "50 0b" } },
    });
    expect(recorded.calls).toHaveLength(1);
    expect(recorded.calls[0]?.args).toContain(
      '<objectSet><obj type="DistributedVirtualPortgroup">dvportgroup-5</obj><skip>false</skip>' +
        '<selectSet xsi:type="TraversalSpec"><name>config.distributedVirtualSwitch</name><type>DistributedVirtualPortgroup</type>' +
        "<path>config.distributedVirtualSwitch</path><skip>false</skip></selectSet></objectSet>",
    );
  });

  test("of an opaque network its own id and type are read", async () => {
    const { retriever } = server(page(OPAQUE));
    const network = { id: "network-o9", name: "seg", type: "opaque" } as const;
    expect(await readPlacement(retriever, { ...nothing, network })).toMatchObject({
      network: { port: { opaqueNetworkId: "id-1", opaqueNetworkType: "nsx.LogicalSwitch" } },
    });
  });

  test.each([
    ["the switch may not be read", DISTRIBUTED, PORTGROUP],
    ["the network is no opaque one", { ...DISTRIBUTED, type: "opaque" } as const, ""],
  ])("%s: the reply is not what was asked for", async (_what, network, answer) => {
    const { retriever } = server(page(answer));
    await expect(readPlacement(retriever, { ...nothing, network })).rejects.toMatchObject({
      code: "REPLY_INVALID",
    });
  });

  test("any of which is gone", async () => {
    const facts = { text: "@vm-1, @host-1, @datastore-1" };
    await expect(readPlacement(server(GONE).retriever, all)).rejects.toMatchObject({ problem: { facts } });
    await expect(readPlacement(server(page(MACHINE + HOST)).retriever, all)).rejects.toMatchObject({
      problem: { code: "TARGET_UNKNOWN", facts: { text: "@datastore-1" } },
    });
  });
});

test("a reply in pages is read to its end", async () => {
  const first = `<returnval><token>t&lt;1</token>${HOST}</returnval>`;
  const { recorded, retriever } = server(first);
  const found = await retriever.objects([], []);
  expect(found.map(({ moref }) => moref.id)).toEqual(["host-1", "vm-1"]);
  expect(recorded.calls[1]).toMatchObject({
    method: "ContinueRetrievePropertiesEx",
    args: "<token>t&lt;1</token>",
  });
});
