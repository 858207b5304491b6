import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import type { RightsSubject } from "#providers/rights.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import { ownSessionKey } from "#providers/vsphere/rights/own-session-key.js";
import { rights } from "#providers/vsphere/rights/rights.js";
import { RecordedClient, retrieved } from "../recorded-client.js";

const manager = (type: string) => ({ type, id: type });
const VM_1: RightsSubject = { kind: "machine", id: "vm-1" };
const VM_2: RightsSubject = { kind: "machine", id: "vm-2" };
const HOST: RightsSubject = { kind: "host", id: "host-1" };
const GONE = failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message: "gone" });

const SESSION = retrieved("SessionManager", "SessionManager", {
  currentSession: '<val xsi:type="UserSession"><key>52-session</key><userName>A\\b</userName></val>',
});

/** An EntityPrivilege on which these are not granted, and whatever else is asked is. */
function entity(
  type: string,
  id: string,
  denied: readonly string[],
  granted: readonly string[] = [],
): string {
  const available = (privileges: readonly string[], is: boolean) =>
    privileges
      .map((id) => `<privAvailability><privId>${id}</privId><isGranted>${is}</isGranted></privAvailability>`)
      .join("");
  const said = available(denied, false) + available(granted, true);
  return `<returnval><entity type="${type}">${id}</entity>${said}</returnval>`;
}

function scene(answer: string | Error | (string | Error)[], session = SESSION) {
  const recorded = new RecordedClient({
    RetrievePropertiesEx: `<returnval>${session}</returnval>`,
    HasPrivilegeOnEntities: answer,
  });
  const retriever = new Retriever(recorded.client, manager("PropertyCollector"));
  const key = ownSessionKey(retriever, manager("SessionManager"));
  const asked = () => recorded.calls.filter(({ method }) => method === "HasPrivilegeOnEntities");
  return { ...rights(recorded.client, manager("AuthorizationManager"), key), asked, recorded };
}

test("the session's own key is read once, and machines and hosts are asked about apart, in the schema's order", async () => {
  const { missing, asked, recorded } = scene("");
  await missing([VM_1, HOST, VM_2]);
  await missing([HOST]);
  expect(recorded.calls.map(({ method }) => method)).toEqual([
    "RetrievePropertiesEx",
    ...Array.from({ length: 3 }, () => "HasPrivilegeOnEntities"),
  ]);
  const [machines, hosts] = asked();
  expect(machines).toMatchObject({ self: "AuthorizationManager:AuthorizationManager", sentOnce: false });
  expect(machines?.args).toMatch(
    /^<entity type="VirtualMachine">vm-1<\/entity><entity type="VirtualMachine">vm-2<\/entity><sessionId>52-session<\/sessionId><privId>System\.Read<\/privId><privId>/,
  );
  expect(machines?.args).toContain("<privId>VirtualMachine.Interact.PowerOff</privId>");
  expect(machines?.args.match(/VirtualMachine\.Interact\.PowerOff/g)).toHaveLength(1);
  expect(machines?.args).not.toContain("Host.");
  expect(hosts?.args).toBe(
    '<entity type="HostSystem">host-1</entity><sessionId>52-session</sessionId>' +
      "<privId>System.Read</privId><privId>Host.Config.Maintenance</privId>",
  );
});

test("what is not granted is missing for every operation that needs it, on that object only", async () => {
  const { missing } = scene(
    entity("VirtualMachine", "vm-1", ["VirtualMachine.Interact.PowerOff"], ["System.Read"]) +
      entity("VirtualMachine", "vm-2", [], ["System.Read", "VirtualMachine.Interact.PowerOff"]),
  );
  const power = "VirtualMachine.Interact.PowerOff";
  expect(await missing([VM_1, VM_2])).toEqual(
    new Map([
      ["vm-1", { StopVM: power, ShutdownGuest: power }],
      ["vm-2", {}],
    ]),
  );
});

test("of what may be done by several privileges none must be there", async () => {
  const { missing } = scene([
    entity("VirtualMachine", "vm-1", ["Resource.ColdMigrate", "VirtualMachine.Config.DiskExtend"]),
    entity("VirtualMachine", "vm-1", [
      ...["Resource.ColdMigrate", "Resource.HotMigrate", "VirtualMachine.Inventory.Move"],
      ...["VirtualMachine.Config.DiskExtend", "VirtualMachine.Config.AddNewDisk"],
    ]),
  ]);
  expect((await missing([VM_1])).get("vm-1")).toEqual({});
  expect((await missing([VM_1])).get("vm-1")).toEqual({
    MoveVM: "Resource.ColdMigrate",
    ModifyDisk: "VirtualMachine.Config.DiskExtend",
  });
});

test("a host that may not be maintained may not be shut down either", async () => {
  const privilege = "Host.Config.Maintenance";
  const { missing } = scene(entity("HostSystem", "host-1", [privilege], ["System.Read"]));
  expect((await missing([HOST])).get("host-1")).toEqual({
    ...{ ShutdownHost: privilege, RebootHost: privilege },
    ...{ EnterMaintenance: privilege, ExitMaintenance: privilege },
  });
});

test("an answer that denies what whoever asks has is about a session that the server does not know: nothing is told", async () => {
  const denied = ["System.Read", "VirtualMachine.Interact.PowerOff"];
  const { missing } = scene(entity("VirtualMachine", "vm-1", denied));
  expect(await missing([VM_1])).toEqual(new Map());
});

test.each(["MethodNotFound", "NotSupported", "NoPermission"])(
  "nor by a server that says %s",
  async (fault) => {
    const { missing } = scene(failure("SERVER_FAULT", { fault, message: "no" }));
    expect(await missing([VM_1, HOST])).toEqual(new Map());
  },
);

test("nor where the session's key is not told: the server is not even asked", async () => {
  const { missing, asked } = scene("", retrieved("SessionManager", "SessionManager", {}));
  expect(await missing([VM_1])).toEqual(new Map());
  expect(asked()).toEqual([]);
});

test("an object that is gone does not keep the others from being told", async () => {
  const told = entity("VirtualMachine", "vm-2", ["VirtualMachine.State.CreateSnapshot"]);
  const { missing, asked } = scene([GONE, GONE, told]);
  expect(await missing([VM_1, VM_2])).toEqual(
    new Map([["vm-2", { CreateSnapshot: "VirtualMachine.State.CreateSnapshot" }]]),
  );
  expect(asked()).toHaveLength(3);
});

test("a connection that is lost is told", async () => {
  const { missing } = scene(failure("CONNECTION_LOST", { cause: "reset" }));
  await expect(missing([VM_1])).rejects.toMatchObject({ code: "CONNECTION_LOST" });
});
