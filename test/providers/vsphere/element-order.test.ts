import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewMachine } from "#providers/lifecycle.js";
import type { NetworkPort } from "#providers/placement.js";
import { capabilities } from "#providers/vsphere/capabilities.js";
import { viewSpec } from "#providers/vsphere/property-collector.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import { INVENTORY_ROWS } from "#providers/vsphere/rows/inventory-rows.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { envelope } from "#providers/vsphere/soap-envelope.js";
import { readPlacement } from "#providers/vsphere/subjects/read-placement.js";
import { textElement } from "#providers/vsphere/xml-writer.js";
import { startVcsim, type Vcsim } from "../../rigs/vcsim.js";
import { facts } from "../../session/fake-provider.js";
import { onVcsim } from "../../stories/on-vcsim.js";
import { doomed } from "../contract/doomed.js";
import { type RecordedCall, RecordedClient } from "./recorded-client.js";
import { swaps } from "./swaps.js";

const M = { operationId: "order" };
const PORT: NetworkPort = { id: "network-7", name: "VM Network", type: "standard", port: {} };
const NEW: NewMachine = {
  ...{ name: "ordered", cpus: 2, memoryMiB: 4096, diskMiB: 1024, guest: "otherGuest64" },
  ...{ folder: "group-3", pool: "resgroup-8", host: "host-9", datastoreName: "LocalDS_0", network: PORT },
};

/** Every request of the provider, as it would be sent; none of the ids need be there. */
async function requests(): Promise<readonly RecordedCall[]> {
  const recorded = new RecordedClient({ ReadNextEvents: "" });
  const manager = (type: string) => ({ type, id: type });
  const content = {
    isVcenter: true,
    taskManager: manager("TaskManager"),
    eventManager: manager("EventManager"),
    rootFolder: { type: "Folder", id: "group-d1" },
    propertyCollector: { type: "PropertyCollector", id: "propertyCollector" },
  } as ServiceContent;
  const retriever = new Retriever(recorded.client, content.propertyCollector);
  const can = capabilities(recorded.client, content, retriever);
  const disk = facts().disks[0]!;
  const ask = async (call: Promise<unknown> | undefined) => await call?.catch(() => undefined);
  for (const id of ["vm-1"]) {
    await ask(can.power?.powerOn(id, M));
    await ask(can.power?.powerOff(id, M));
    await ask(can.power?.reset(id, M));
    await ask(can.power?.suspend(id, M));
    await ask(can.guest?.shutdownGuest(id, M));
    await ask(can.guest?.rebootGuest(id, M));
    await ask(can.rename?.rename(id, "new", M));
    await ask(can.reconfigure?.reconfigure(facts(), { cpus: 2, memoryMiB: 512 }, M));
    await ask(can.reconfigure?.reconfigure(facts(), { disk: { grow: disk, sizeMiB: 2048 } }, M));
    await ask(
      can.reconfigure?.reconfigure(
        facts(),
        { disk: { add: { controller: "1000", unit: 1 }, sizeMiB: 9 } },
        M,
      ),
    );
    await ask(can.lifecycle?.destroy(doomed(id), "go", M));
    await ask(can.snapshots?.createSnapshot(id, "s", M));
    const clone = {
      name: "c",
      folder: "group-3",
      host: "host-9",
      pool: "resgroup-8",
      datastore: "ds-1",
      on: true,
    };
    await ask(can.cloning?.clone(id, clone, M));
    const to = { host: "host-9", pool: "resgroup-8", datastore: "ds-1", folder: "group-3" };
    await ask(can.relocation?.relocate(id, to, M));
    await ask(
      can.relocation?.relocate(id, { host: null, pool: null, datastore: null, folder: "group-3" }, M),
    );
  }
  for (const network of [
    PORT,
    { ...PORT, type: "distributed" as const, port: { switchUuid: "50 0b", portgroupKey: "dvportgroup-5" } },
    { ...PORT, type: "opaque" as const, port: { opaqueNetworkId: "id", opaqueNetworkType: "nsx" } },
  ]) {
    await ask(can.lifecycle?.create({ ...NEW, network }, M));
  }
  await ask(can.snapshots?.revertSnapshot("snapshot-1", M));
  await ask(can.snapshots?.removeSnapshot("snapshot-1", M));
  await ask(can.hostPower?.shutdownHost("host-9", M));
  await ask(can.hostPower?.rebootHost("host-9", M));
  await ask(can.hostPower?.enterMaintenance("host-9", M));
  await ask(can.hostPower?.exitMaintenance("host-9", M));
  const query = { target: "vm-1", kind: "powerOn", user: "u", since: 1_000_000, until: 2_000_000 } as const;
  await ask(can.history?.tasksOf(query));
  await ask(can.history?.latest(10));
  await ask(can.events?.latest({ kind: "machine", id: "vm-1" }, 10));
  await ask(can.anchors?.write("text", M));
  await ask(can.anchors?.read());
  const network = { id: "dvportgroup-5", name: "p", type: "distributed" } as const;
  await ask(readPlacement(retriever, { machine: "vm-1", host: "host-9", datastore: "ds-1", network }));
  const view = { type: "ContainerView", id: "view-1" };
  await recorded.call(
    "CreateFilter",
    content.propertyCollector,
    `<spec>${viewSpec(INVENTORY_ROWS, view)}</spec>${textElement("partialUpdates", true)}`,
  );
  return recorded.calls;
}

onVcsim("the order of elements, as govmomi's types have it", () => {
  let vcsim: Vcsim;
  let agent: Agent;
  let cookie = "";
  let calls: readonly RecordedCall[] = [];

  /** What the server says of a request: the name of its fault, or that it took it. */
  const said = async ({ method, self }: RecordedCall, args: string): Promise<string> => {
    const [type = "", id = ""] = self.split(":");
    const { body, headers } = await request(`https://${vcsim.host}:${vcsim.port}/sdk`, {
      method: "POST",
      dispatcher: agent,
      headers: { "content-type": "text/xml; charset=utf-8", soapaction: '"urn:vim25/8.0.3.0"', cookie },
      body: envelope(method, { type, id }, args),
    });
    cookie = String(headers["set-cookie"] ?? cookie).split(";")[0] ?? "";
    const text = await body.text();
    return /InvalidRequest|Unexpected element/.test(text) ? "InvalidRequest" : "taken";
  };

  beforeAll(async () => {
    vcsim = await startVcsim({ vms: 2 });
    agent = new Agent({ connect: { ca: vcsim.caPem } });
    const login = textElement("userName", vcsim.user) + textElement("password", vcsim.password);
    const sessions = { method: "Login", self: "SessionManager:SessionManager" } as RecordedCall;
    await said(sessions, login);
    calls = await requests();
  });
  afterAll(async () => {
    await agent.close();
    await vcsim.stop();
  });

  test("every mutating request is among them", () => {
    const methods = new Set(calls.map(({ method }) => method));
    expect([...methods].filter((method) => /_Task$|Guest$|^Log/.test(method)).sort()).toEqual([
      ...[
        "CloneVM_Task",
        "CreateSnapshot_Task",
        "CreateVM_Task",
        "Destroy_Task",
        "EnterMaintenanceMode_Task",
      ],
      ...[
        "ExitMaintenanceMode_Task",
        "LogUserEvent",
        "MoveIntoFolder_Task",
        "PowerOffVM_Task",
        "PowerOnVM_Task",
      ],
      ...["RebootGuest", "RebootHost_Task", "ReconfigVM_Task", "RelocateVM_Task", "RemoveSnapshot_Task"],
      ...["Rename_Task", "ResetVM_Task", "RevertToSnapshot_Task", "ShutdownGuest", "ShutdownHost_Task"],
      "SuspendVM_Task",
    ]);
  });

  describe("each request", () => {
    test("is taken as it is, and refused with any two of its elements in the other order", async () => {
      let swapped = 0;
      for (const call of calls) {
        expect(await said(call, call.args), `${call.method} ${call.args}`).toBe("taken");
        for (const args of swaps(call.args)) {
          swapped += 1;
          expect(await said(call, args), `${call.method} ${args}`).toBe("InvalidRequest");
        }
      }
      expect(swapped).toBeGreaterThan(60);
    });
  });
});
