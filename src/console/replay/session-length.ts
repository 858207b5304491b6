import type { SessionFound } from "#journal/sessions.js";
import type { Catalogue } from "#messages/catalogue.js";
import { textOfTime } from "#recording/replay/time-text.js";

/** How long a session was, as `7:59:58`; where it lasts or broke off, that. */
export function lengthOf({ from, to }: Pick<SessionFound, "from" | "to">, { replay }: Catalogue): string {
  return to === null ? replay.lasts : textOfTime(Math.max(0, Date.parse(to) - Date.parse(from)));
}
