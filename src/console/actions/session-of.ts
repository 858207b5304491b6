import type { Console } from "#console/console.js";
import { failure } from "#domain/errors.js";
import type { Session } from "#session/session.js";

/** The session that is meant where nothing else is said. Throws when there is none. */
export function sessionOf({ store }: Console): Session {
  const session = store.endpoints.primary?.session ?? null;
  if (session === null) throw failure("NOT_SENT", { cause: "there is no session" });
  return session;
}
