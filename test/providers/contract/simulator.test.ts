import type { Facts } from "#domain/entry.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { Way } from "#providers/simulator/way.js";
import { openSimulator } from "../simulator/open.js";
import { capabilities, done, machineOf } from "./act.js";
import type { ContractRig, OtherClient, Seen } from "./rig.js";
import { describeProvider } from "./suite.js";

/** A colleague: another session on the same server. */
function otherClient(session: ProviderSession): OtherClient {
  return {
    async read(id) {
      const { name, power, cpus, memoryMiB } = await machineOf(session, id);
      return { name, power, cpus, memoryMiB } as Seen;
    },
    async machine(id, inventory) {
      return factsSeen(await session.read({ kind: "fullMachine", id }), inventory);
    },
    async host(id) {
      const { name, connection, power, maintenance } = await session.read({ kind: "host", id });
      return { name, connection, power, maintenance };
    },
    async isThere(id) {
      return await session.read({ kind: "machine", id }).then(
        () => true,
        () => false,
      );
    },
    async setMemory(id, memoryMiB) {
      const before = await machineOf(session, id);
      const { reconfigure } = capabilities(session);
      const act = (m: Parameters<typeof reconfigure.reconfigure>[2]) =>
        reconfigure.reconfigure(before, { memoryMiB }, m);
      await done(session, id, act, (after) => after.memoryMiB === memoryMiB);
    },
  };
}

function factsSeen(machine: FullMachine, inventory: Inventory): Facts {
  const { name, power, cpus, memoryMiB, host, parent, datastore, disks, snapshots } = machine;
  return {
    ...{ name, power, cpus, memoryMiB, disks: disks.length },
    diskMiB: disks.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0),
    host: inventory.nameOf(host),
    datastore: inventory.nameOf(datastore),
    folder: inventory.path(parent ?? ""),
    snapshots: snapshots.length,
  };
}

const open = (latency: number) => async (): Promise<ContractRig> => {
  const options = {
    vms: 20,
    seed: 1,
    latency,
    faults: [],
    churn: 0,
    anchors: "allowed",
    sessions: "allowed",
    rights: [],
  } as const;
  const server = startServer(options);
  const way = new Way();
  const session = await logIn(server, "operator", way);
  const colleague = await logIn(server, "colleague");
  return {
    session,
    machines: { running: "vm-1001", stopped: "vm-1002", hotAdd: "vm-1003", template: "vm-1005" },
    other: otherClient(colleague),
    lacks: [],
    mayNotLog: () => openSimulator({ ...options, anchors: "denied" }, "operator"),
    mayNotSeeSessions: () => openSimulator({ ...options, sessions: "denied" }, "operator"),
    logInAgain: () => logIn(server, "operator"),
    cut: async () => way.cut(),
    restore: async () => way.restore(),
    mayNot: (operation) => openSimulator({ ...options, rights: [operation] }, "operator"),
    async close() {
      await session.close();
      await colleague.close();
      server.stop();
    },
  };
};

describeProvider("the simulator", open(0));
describeProvider("a simulator that takes its time", open(1));
