import { describe, expect, test } from "vitest";
import type { NewMachine } from "#providers/lifecycle.js";
import type { NetworkPort } from "#providers/placement.js";
import { lifecycle } from "#providers/vsphere/calls/lifecycle.js";
import { taskCall } from "#providers/vsphere/calls/task-call.js";
import { RecordedClient } from "../recorded-client.js";

const NEW: NewMachine = {
  name: "web/02",
  cpus: 2,
  memoryMiB: 4096,
  diskMiB: 1024,
  guest: "otherLinux64Guest",
  folder: "group-v3",
  pool: "resgroup-8",
  host: "host-1",
  datastoreName: "fast",
  network: null,
};

async function created(machine: NewMachine) {
  const recorded = new RecordedClient();
  await lifecycle(taskCall(recorded.client)).create(machine, { operationId: "op-1" });
  return { calls: recorded.calls, config: recorded.calls.at(-1)?.args ?? "" };
}

const on = (type: NetworkPort["type"], id: string, port: NetworkPort["port"] = {}) => ({
  ...NEW,
  network: { id, name: "VLAN 10", type, port },
});

describe("a new machine, in the schema's order", () => {
  test("with a disk and no network", async () => {
    const { calls } = await created(NEW);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toEqual({
      method: "CreateVM_Task",
      self: "Folder:group-v3",
      sentOnce: true,
      operationId: "op-1",
      args:
        "<config><name>web%2f02</name><guestId>otherLinux64Guest</guestId>" +
        "<files><vmPathName>[fast]</vmPathName></files><numCPUs>2</numCPUs><memoryMB>4096</memoryMB>" +
        "<deviceChange><operation>add</operation>" +
        '<device xsi:type="ParaVirtualSCSIController"><key>-1</key><busNumber>0</busNumber><sharedBus>noSharing</sharedBus></device>' +
        "</deviceChange>" +
        "<deviceChange><operation>add</operation><fileOperation>create</fileOperation>" +
        '<device xsi:type="VirtualDisk"><key>-2</key><backing xsi:type="VirtualDiskFlatVer2BackingInfo">' +
        "<fileName></fileName><diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned></backing>" +
        "<controllerKey>-1</controllerKey><unitNumber>0</unitNumber><capacityInKB>1048576</capacityInKB></device>" +
        "</deviceChange></config>" +
        '<pool type="ResourcePool">resgroup-8</pool><host type="HostSystem">host-1</host>',
    });
  });

  test("without a disk has a controller that one can be added to", async () => {
    const { config } = await created({ ...NEW, diskMiB: null });
    expect(config).toContain("ParaVirtualSCSIController");
    expect(config).not.toContain("VirtualDisk");
  });

  test("for Windows has a controller that Windows knows", async () => {
    const { config } = await created({ ...NEW, guest: "windows2019srv_64Guest" });
    expect(config).toContain('xsi:type="VirtualLsiLogicSASController"');
  });
});

describe("a new machine's network card", () => {
  const card = (backing: string) =>
    '<deviceChange><operation>add</operation><device xsi:type="VirtualVmxnet3"><key>-3</key>' +
    `${backing}<connectable><startConnected>true</startConnected><allowGuestControl>true</allowGuestControl>` +
    "<connected>true</connected></connectable><addressType>generated</addressType></device></deviceChange></config>";

  test("on a standard network", async () => {
    const { config } = await created(on("standard", "network-7"));
    expect(config).toContain(
      card(
        '<backing xsi:type="VirtualEthernetCardNetworkBackingInfo"><deviceName>VLAN 10</deviceName>' +
          '<network type="Network">network-7</network></backing>',
      ),
    );
  });

  test("on a distributed one", async () => {
    const port = { portgroupKey: "dvportgroup-5", switchUuid: "50 0b" };
    const { config } = await created(on("distributed", "dvportgroup-5", port));
    expect(config).toContain(
      card(
        '<backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port><switchUuid>50 0b</switchUuid>' +
          "<portgroupKey>dvportgroup-5</portgroupKey></port></backing>",
      ),
    );
  });

  test("on an opaque one", async () => {
    const port = { opaqueNetworkType: "nsx.LogicalSwitch", opaqueNetworkId: "id-1" };
    const { config } = await created(on("opaque", "network-o9", port));
    expect(config).toContain(
      card(
        '<backing xsi:type="VirtualEthernetCardOpaqueNetworkBackingInfo"><opaqueNetworkId>id-1</opaqueNetworkId>' +
          "<opaqueNetworkType>nsx.LogicalSwitch</opaqueNetworkType></backing>",
      ),
    );
  });
});
