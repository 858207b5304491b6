import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { capabilities, done } from "./act.js";
import type { ContractRig, OtherClient, Seen } from "./rig.js";
import { describeProvider } from "./suite.js";

/** A colleague: another session on the same server. */
function otherClient(session: ProviderSession): OtherClient {
  return {
    async read(id) {
      const { name, power, cpus, memoryMiB } = await session.readMachine(id);
      return { name, power, cpus, memoryMiB } as Seen;
    },
    async setMemory(id, memoryMiB) {
      const before = await session.readMachine(id);
      const { reconfigure } = capabilities(session);
      const act = (m: Parameters<typeof reconfigure.reconfigure>[2]) =>
        reconfigure.reconfigure(before, { memoryMiB }, m);
      await done(session, id, act, (after) => after.memoryMiB === memoryMiB);
    },
  };
}

const open = (latency: number) => async (): Promise<ContractRig> => {
  const server = startServer({ vms: 20, seed: 1, latency, faults: [] });
  const session = await logIn(server, "operator");
  const colleague = await logIn(server, "colleague");
  return {
    session,
    machines: { running: "vm-1001", stopped: "vm-1002", hotAdd: "vm-1003", template: "vm-1005" },
    other: otherClient(colleague),
    async close() {
      await session.close();
      await colleague.close();
      server.stop();
    },
  };
};

describeProvider("the simulator", open(0));
describeProvider("a simulator that takes its time", open(1));
