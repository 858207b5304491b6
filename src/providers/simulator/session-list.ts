import { failure } from "#domain/errors.js";
import type { SessionList } from "#providers/session-list.js";
import type { Connection } from "#providers/simulator/connection.js";
import { NO_PERMISSION, NO_SUCH_SESSION, OWN_SESSION, type Refusal } from "#providers/simulator/refusals.js";
import type { SimulatedServer } from "#providers/simulator/server.js";

/** The server's sessions. Refused at the call where logins may not. */
export function sessionList(server: SimulatedServer, connection: Connection, user: string): SessionList {
  const { sessions, events, mayEndSessions } = server;
  const refuse = (refusal: Refusal) => failure("SERVER_FAULT", { ...refusal });
  const permit = (): void => {
    if (!mayEndSessions) throw refuse(NO_PERMISSION);
  };
  return {
    all: () =>
      connection.read(null, () => {
        permit();
        return sessions.all();
      }),
    end: (id, mutation) =>
      connection.mutate("terminate", mutation, () => {
        permit();
        if (id === connection.session) throw refuse(OWN_SESSION);
        const whose = sessions.end(id);
        if (whose === null) throw refuse(NO_SUCH_SESSION);
        const message = `A session of user ${whose} has been terminated`;
        events.add({ what: "SessionTerminatedEvent", about: [], user, target: null, message });
        return { answer: undefined, reached: Promise.resolve() };
      }),
  };
}
