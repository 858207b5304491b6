import { lookup } from "node:dns/promises";
import type { Check } from "#cli/doctor/check.js";
import type { LibvirtEndpoint, VsphereEndpoint } from "#domain/endpoint.js";
import { found } from "#domain/finding.js";

export const hostCheck: Check = {
  name: "host",
  opens: true,
  look: async ({ named }) => {
    if (named === null) return [];
    // One that is there and cannot be read has been told among the others.
    if (named instanceof Error)
      return named.code === "PROFILE_UNKNOWN" ? [found("PROBLEM", named.problem)] : [];
    if (named.endpoint.platform === "simulator") return [found("HOST_IS_SIMULATOR", {})];
    const host = lookedUp(named.endpoint);
    if (host === null) return [];
    try {
      const { address } = await lookup(host);
      return [found("HOST_FOUND", { host, address })];
    } catch (error) {
      return [found("HOST_NOT_FOUND", { host, cause: (error as Error).message })];
    }
  },
};

/** Null for this machine, and for what ssh finds by its own configuration. */
function lookedUp(endpoint: VsphereEndpoint | LibvirtEndpoint): string | null {
  return endpoint.platform === "libvirt" && endpoint.transport === "ssh" ? null : endpoint.host;
}
