import type { ProviderSession } from "#providers/contract.js";
import { anchorLog } from "#providers/simulator/anchors.js";
import { Connection } from "#providers/simulator/connection.js";
import { inventoryFeed } from "#providers/simulator/feed.js";
import { guests } from "#providers/simulator/guests.js";
import { eventHistory, taskHistory } from "#providers/simulator/history.js";
import { LIMITS } from "#providers/simulator/limits.js";
import { cancelling, looking } from "#providers/simulator/looking.js";
import { mutations } from "#providers/simulator/mutations.js";
import type { SimulatedServer } from "#providers/simulator/server.js";

/** A session of `user` on a server that has let them in. Closing it leaves the server running. */
export function newSession(server: SimulatedServer, user: string): ProviderSession {
  const { world, tasks, events } = server;
  const connection = new Connection(server);
  const note = (what: string, says: string): void =>
    events.add({ what, about: [], user, target: null, message: `User ${user} ${says}` });

  note("UserLoginSessionEvent", "logged in");
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
    ...looking(server, connection),
    ping: () => connection.read(null, () => undefined),
    cancel: cancelling(server, connection),
    ...mutations(server, connection, user),
    guest: guests(server, connection, user),
    history: taskHistory(tasks, connection),
    events: eventHistory(events, connection),
    anchors: anchorLog(server, connection, user),
    logout: async () => {
      await connection.logout();
      note("UserLogoutSessionEvent", "logged out");
    },
    close: async () => connection.close(),
  };
}
