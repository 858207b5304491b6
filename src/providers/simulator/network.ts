import type { SimulatedServer } from "#providers/simulator/server.js";
import type { Way } from "#providers/simulator/way.js";

/**
 * Cuts a way, or restores it, as the faults of `network` say. Those are counted by what is asked of the network alone: pings,
 * and logins while it is cut.
 */
export function passNetwork({ faults }: SimulatedServer, way: Way): void {
  if (!faults.has("network")) return;
  if (faults.next("network") === null) way.restore();
  else way.cut();
}
