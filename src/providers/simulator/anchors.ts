import type { AnchorEvent } from "#domain/anchor-event.js";
import { failure } from "#domain/errors.js";
import type { EventRecord } from "#domain/past.js";
import type { AnchorLog } from "#providers/anchor-log.js";
import type { Connection } from "#providers/simulator/connection.js";
import { NO_PERMISSION } from "#providers/simulator/refusals.js";
import type { SimulatedServer } from "#providers/simulator/server.js";

/** vSphere's name for what a user has had logged, and the words it puts before the text for people to read. */
const KIND = "GeneralUserEvent";
const WORDS = "User logged event: ";

/** Texts among the server's events, which are forgotten with them. Refused at the call where logins may not. */
export function anchorLog(server: SimulatedServer, connection: Connection, user: string): AnchorLog {
  const { events, anchors } = server;
  return {
    write: (text, mutation = {}) =>
      connection.mutate("anchor", mutation, () => {
        if (anchors === "denied") throw failure("SERVER_FAULT", { ...NO_PERMISSION });
        events.add({ what: KIND, about: [], user, target: null, message: WORDS + text });
        return { answer: undefined, reached: Promise.resolve() };
      }),
    read: (signal, wanted = () => true) =>
      connection.read(
        null,
        () =>
          events
            .ofKind(KIND)
            .map(anchorEvent)
            .filter(({ text }) => wanted(text)),
        signal,
      ),
  };
}

function anchorEvent({ id, time, user, message }: EventRecord): AnchorEvent {
  return { key: id, at: Date.parse(time), user: user ?? "", text: message.slice(WORDS.length) };
}
