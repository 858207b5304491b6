import { describe, expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { capabilities } from "#providers/vsphere/capabilities.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { doomed } from "../../contract/doomed.js";
import { RecordedClient } from "../recorded-client.js";

const MUTATION = { operationId: "op-1" };

function server(isVcenter = true) {
  const recorded = new RecordedClient();
  const manager = (type: string) => ({ type, id: type });
  const content = {
    isVcenter,
    taskManager: manager("TaskManager"),
    eventManager: manager("EventManager"),
    propertyCollector: manager("PropertyCollector"),
  } as ServiceContent;
  const retriever = new Retriever(recorded.client, content.propertyCollector);
  return { recorded, can: capabilities(recorded.client, content, retriever) };
}

type Can = ReturnType<typeof server>["can"];

/** The call that this makes: the only one, sent once, under the operation's id. */
async function sent(act: (can: Can) => Promise<unknown> | undefined) {
  const { recorded, can } = server();
  await act(can);
  expect(recorded.calls).toHaveLength(1);
  const [call] = recorded.calls;
  expect(call).toMatchObject({ sentOnce: true, operationId: "op-1" });
  return [call?.method, call?.self, call?.args];
}

describe("a call that changes something is sent once, with its operation's id", () => {
  const vm = "VirtualMachine:vm-1";
  const host = "HostSystem:host-1";
  test.each<[string, string, string, (can: Can) => Promise<unknown> | undefined]>([
    ["PowerOnVM_Task", vm, "", (can) => can.power?.powerOn("vm-1", MUTATION)],
    ["PowerOffVM_Task", vm, "", (can) => can.power?.powerOff("vm-1", MUTATION)],
    ["ResetVM_Task", vm, "", (can) => can.power?.reset("vm-1", MUTATION)],
    ["SuspendVM_Task", vm, "", (can) => can.power?.suspend("vm-1", MUTATION)],
    ["ShutdownGuest", vm, "", (can) => can.guest?.shutdownGuest("vm-1", MUTATION)],
    ["RebootGuest", vm, "", (can) => can.guest?.rebootGuest("vm-1", MUTATION)],
    [
      "Rename_Task",
      vm,
      "<newName>a%2fb &lt;100%25&gt;</newName>",
      (can) => can.rename?.rename("vm-1", "a/b <100%>", MUTATION),
    ],
    ["Destroy_Task", vm, "", (can) => can.lifecycle?.destroy(doomed("vm-1"), "go", MUTATION)],
    [
      "CreateSnapshot_Task",
      vm,
      "<name>a/b 100%</name><description></description><memory>false</memory><quiesce>false</quiesce>",
      (can) => can.snapshots?.createSnapshot("vm-1", "a/b 100%", MUTATION),
    ],
    [
      "RevertToSnapshot_Task",
      "VirtualMachineSnapshot:snapshot-1",
      "",
      (can) => can.snapshots?.revertSnapshot("snapshot-1", MUTATION),
    ],
    [
      "RemoveSnapshot_Task",
      "VirtualMachineSnapshot:snapshot-1",
      "<removeChildren>false</removeChildren><consolidate>true</consolidate>",
      (can) => can.snapshots?.removeSnapshot("snapshot-1", MUTATION),
    ],
    [
      "ShutdownHost_Task",
      host,
      "<force>false</force>",
      (can) => can.hostPower?.shutdownHost("host-1", MUTATION),
    ],
    ["RebootHost_Task", host, "<force>false</force>", (can) => can.hostPower?.rebootHost("host-1", MUTATION)],
    [
      "EnterMaintenanceMode_Task",
      host,
      "<timeout>0</timeout>",
      (can) => can.hostPower?.enterMaintenance("host-1", MUTATION),
    ],
    [
      "ExitMaintenanceMode_Task",
      host,
      "<timeout>0</timeout>",
      (can) => can.hostPower?.exitMaintenance("host-1", MUTATION),
    ],
  ])("%s", async (method, self, args, act) => {
    expect(await sent(act)).toEqual([method, self, args]);
  });

  test("its task is what is answered", async () => {
    expect(await server().can.power?.powerOn("vm-1", MUTATION)).toEqual({ id: "task-1" });
    expect(await server().can.guest?.rebootGuest("vm-1", MUTATION)).toBeUndefined();
  });
});

describe("a reconfiguration, in the schema's order", () => {
  const BEFORE = { id: "vm-1", changeVersion: "2026" } as Parameters<
    NonNullable<ProviderSession["reconfigure"]>["reconfigure"]
  >[0];
  const DISK = {
    id: "2000",
    label: "Hard disk 1",
    sizeMiB: 40_960,
    file: "[fast] web <1>/web.vmdk",
    mode: "independent_persistent",
    slot: { controller: "1000", unit: 3 },
    growable: true,
  };

  test("of CPUs and memory", async () => {
    expect(
      await sent((can) => can.reconfigure?.reconfigure(BEFORE, { cpus: 4, memoryMiB: 8192 }, MUTATION)),
    ).toEqual([
      "ReconfigVM_Task",
      "VirtualMachine:vm-1",
      "<spec><changeVersion>2026</changeVersion><numCPUs>4</numCPUs><memoryMB>8192</memoryMB></spec>",
    ]);
  });

  test("a disk that grows is told by all that was read of it", async () => {
    const [, , args] = await sent((can) =>
      can.reconfigure?.reconfigure(BEFORE, { disk: { grow: DISK, sizeMiB: 65_011_712 } }, MUTATION),
    );
    expect(args).toBe(
      "<spec><changeVersion>2026</changeVersion><deviceChange><operation>edit</operation>" +
        '<device xsi:type="VirtualDisk"><key>2000</key><backing xsi:type="VirtualDiskFlatVer2BackingInfo">' +
        "<fileName>[fast] web &lt;1&gt;/web.vmdk</fileName><diskMode>independent_persistent</diskMode></backing>" +
        "<controllerKey>1000</controllerKey><unitNumber>3</unitNumber><capacityInKB>66571993088</capacityInKB>" +
        "</device></deviceChange></spec>",
    );
  });

  test("a disk that is added is thin, in the place that was free", async () => {
    const before = { ...BEFORE, changeVersion: "" };
    const add = { controller: "1000", unit: 1 };
    const [, , args] = await sent((can) =>
      can.reconfigure?.reconfigure(before, { disk: { add, sizeMiB: 512 } }, MUTATION),
    );
    expect(args).toBe(
      "<spec><deviceChange><operation>add</operation><fileOperation>create</fileOperation>" +
        '<device xsi:type="VirtualDisk"><key>-1</key><backing xsi:type="VirtualDiskFlatVer2BackingInfo">' +
        "<fileName></fileName><diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned></backing>" +
        "<controllerKey>1000</controllerKey><unitNumber>1</unitNumber><capacityInKB>524288</capacityInKB>" +
        "</device></deviceChange></spec>",
    );
  });
});

describe("a clone and a move, in the schema's order", () => {
  const CLONE = { name: "a/b", folder: "group-v3", host: null, pool: null, datastore: null, on: true };

  test("a clone where its source is", async () => {
    expect(await sent((can) => can.cloning?.clone("vm-1", CLONE, MUTATION))).toEqual([
      "CloneVM_Task",
      "VirtualMachine:vm-1",
      '<folder type="Folder">group-v3</folder><name>a%2fb</name>' +
        "<spec><location></location><template>false</template><powerOn>true</powerOn></spec>",
    ]);
  });

  test("a clone elsewhere", async () => {
    const elsewhere = { ...CLONE, host: "host-1", pool: "resgroup-1", datastore: "datastore-1", on: false };
    const [, , args] = await sent((can) => can.cloning?.clone("vm-1", elsewhere, MUTATION));
    expect(args).toContain(
      '<spec><location><datastore type="Datastore">datastore-1</datastore><pool type="ResourcePool">resgroup-1</pool>' +
        '<host type="HostSystem">host-1</host></location><template>false</template><powerOn>false</powerOn></spec>',
    );
  });

  test("a machine that moves everywhere at once", async () => {
    const to = { host: "host-1", pool: "resgroup-1", datastore: "datastore-1", folder: "group-v3" };
    expect(await sent((can) => can.relocation?.relocate("vm-1", to, MUTATION))).toEqual([
      "RelocateVM_Task",
      "VirtualMachine:vm-1",
      '<spec><folder type="Folder">group-v3</folder><datastore type="Datastore">datastore-1</datastore>' +
        '<pool type="ResourcePool">resgroup-1</pool><host type="HostSystem">host-1</host></spec>',
    ]);
  });

  test("a machine that only moves to another folder", async () => {
    const to = { host: null, pool: null, datastore: null, folder: "group-v3" };
    expect(await sent((can) => can.relocation?.relocate("vm-1", to, MUTATION))).toEqual([
      "MoveIntoFolder_Task",
      "Folder:group-v3",
      '<list type="VirtualMachine">vm-1</list>',
    ]);
  });

  test("a single host has neither", () => {
    const { can } = server(false);
    expect(can).not.toHaveProperty("cloning");
    expect(can).not.toHaveProperty("relocation");
    expect(can.lifecycle).toBeDefined();
  });
});
