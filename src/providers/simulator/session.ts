import type { ProviderSession } from "#providers/contract.js";
import { anchorLog } from "#providers/simulator/anchors.js";
import { Connection } from "#providers/simulator/connection.js";
import { inventoryFeed } from "#providers/simulator/feed.js";
import { guests } from "#providers/simulator/guests.js";
import { eventHistory, taskHistory } from "#providers/simulator/history.js";
import { LIMITS } from "#providers/simulator/limits.js";
import { cancelling, looking } from "#providers/simulator/looking.js";
import { mutations } from "#providers/simulator/mutations.js";
import { passNetwork } from "#providers/simulator/network.js";
import { rights } from "#providers/simulator/rights.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import { sessionList } from "#providers/simulator/session-list.js";
import { Way } from "#providers/simulator/way.js";

/** A session of `user` on a server that has let them in. Closing it leaves the server running, and the session its own. */
export function newSession(server: SimulatedServer, user: string, way = new Way()): ProviderSession {
  const { world, tasks, events } = server;
  const connection = new Connection(server, way, user);
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
      session: connection.session,
    },
    limits: LIMITS,
    feed: inventoryFeed(world, connection, way),
    ...looking(server, connection),
    ping(signal) {
      passNetwork(server, way);
      return connection.read("ping", () => ({ clockOffsetMs: 0 }), signal);
    },
    // Nothing stands on a connection that could be dead.
    resume: () => undefined,
    cancel: cancelling(server, connection),
    ...mutations(server, connection, user),
    guest: guests(server, connection, user),
    history: taskHistory(tasks, connection),
    events: eventHistory(events, connection),
    anchors: anchorLog(server, connection, user),
    sessions: sessionList(server, connection, user),
    rights: rights(server, connection),
    logout: async () => {
      await connection.logout();
      note("UserLogoutSessionEvent", "logged out");
    },
    close: async () => connection.close(),
  };
}
