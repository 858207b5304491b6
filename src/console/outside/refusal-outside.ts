import type { Console } from "#console/console.js";
import type { Problem } from "#domain/errors.js";

/** Why a console does nothing for others now; null when it does. That it is read-only its sessions say themselves. */
export function refusalOutside({ store }: Console): Problem | null {
  if (store.lock.isLocked) return { code: "CONSOLE_LOCKED", facts: {} };
  return store.leaving ? { code: "STOPPED_BY_OPERATOR", facts: {} } : null;
}
