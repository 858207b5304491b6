import type { Target } from "#domain/entry.js";
import type { Session } from "#session/session.js";

/** The console itself, as what an entry is about. */
export function operatorsConsole({ login }: Session): Target {
  return { kind: "Console", id: null, uuid: null, name: login.USR.console };
}
