import { failure } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { ProviderSession, Settled } from "#providers/contract.js";
import { Connection } from "#providers/simulator/connection.js";
import { inventoryFeed } from "#providers/simulator/feed.js";
import { taskHistory } from "#providers/simulator/history.js";
import { LIMITS } from "#providers/simulator/limits.js";
import { factsOf } from "#providers/simulator/machine.js";
import { mutations } from "#providers/simulator/mutations.js";
import { MACHINE_GONE } from "#providers/simulator/refusals.js";
import type { SimulatedServer } from "#providers/simulator/server.js";

/** A session of `user` on a server that has let them in. Closing it leaves the server running. */
export function newSession(server: SimulatedServer, user: string): ProviderSession {
  const { world, tasks } = server;
  const connection = new Connection(server);

  const factsOfMachine = (id: string): MachineFacts | null => {
    const machine = world.machine(id);
    return machine === undefined ? null : factsOf(machine);
  };

  const settled = async (taskId: string, target: string): Promise<Settled> => {
    const task = tasks.find(taskId);
    if (task === undefined) throw failure("SERVER_FAULT", { ...MACHINE_GONE });
    await task.ended;
    // The change and the end of its task are one step here: there is no later push to wait for.
    return { failed: task.failed === null ? null : { ...task.failed }, after: factsOfMachine(target) };
  };

  return {
    platform: "simulator",
    login: {
      user,
      serverUuid: server.uuid,
      product: "Shoseki simulator",
      apiVersion: "1",
      clockOffsetMs: 0,
      trust: "none",
      certificate: null,
    },
    limits: LIMITS,
    feed: inventoryFeed(world, connection),
    readMachine: (id, signal) =>
      connection.read(
        "read",
        () => {
          const facts = factsOfMachine(id);
          if (facts === null) throw failure("TARGET_UNKNOWN", { text: `@${id}`, nearest: [] });
          return facts;
        },
        signal,
      ),
    settle: (task, target, _shows, signal) => connection.read("read", () => settled(task.id, target), signal),
    ...mutations(server, connection, user),
    history: taskHistory(tasks, connection),
    logout: () => connection.logout(),
    close: async () => connection.close(),
  };
}
