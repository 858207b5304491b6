import type { Host } from "#domain/host.js";
import {
  HOST_IN_MAINTENANCE,
  HOST_NOT_CONNECTED,
  HOST_NOT_IN_MAINTENANCE,
} from "#providers/simulator/refusals.js";
import { type HostWork, onHost, type Work } from "#providers/simulator/work.js";
import type { HostChange } from "#providers/simulator/world.js";

/** Turns a host off, which nothing turns on again. Faults: `HostNotConnected`, `InvalidState` (not in maintenance). */
export function shutdownHost(id: string): Work {
  return onHost(id, inMaintenance({ connection: "notResponding", power: "off" }));
}

/**
 * Turns a host off and on again. Its task is done when the host has been told, before it goes away. Faults as those of
 * `shutdownHost`.
 */
export function rebootHost(id: string): Work {
  return onHost(id, inMaintenance({}));
}

/**
 * Closes a host to machines: what runs on it is for its caller to wait for. Faults: `HostNotConnected`, `InvalidState`
 * (it is in maintenance).
 */
export function enterMaintenance(id: string): Work {
  return onHost(id, (host) => {
    if (!isConnected(host)) return { refusal: HOST_NOT_CONNECTED };
    return host.maintenance ? { refusal: HOST_IN_MAINTENANCE } : { change: { maintenance: true } };
  });
}

/** Opens a host to machines again. Faults as those of `shutdownHost`. */
export function exitMaintenance(id: string): Work {
  return onHost(id, inMaintenance({ maintenance: false }));
}

function inMaintenance(change: HostChange): HostWork {
  return (host) => {
    if (!isConnected(host)) return { refusal: HOST_NOT_CONNECTED };
    return host.maintenance ? { change } : { refusal: HOST_NOT_IN_MAINTENANCE };
  };
}

function isConnected({ connection }: Host): boolean {
  return connection === "connected";
}
