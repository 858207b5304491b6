import { connect } from "node:net";
import type { Check } from "#cli/doctor/check.js";
import { namedServer } from "#cli/doctor/named-server.js";
import { found } from "#domain/finding.js";
import { reasonOf } from "#providers/vsphere/trust.js";

/** Connects and lets go: nothing is sent. */
export const portCheck: Check = {
  name: "port",
  opens: true,
  look: async (patient, signal) => {
    const server = namedServer(patient);
    if (server === null) return [];
    const { host, port } = server.endpoint;
    const socket = connect({ host, port, signal });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve).once("error", reject);
      });
      return [found("PORT_OPEN", { host, port })];
    } catch (error) {
      if (signal.aborted) throw error;
      return [found("PORT_SHUT", { host, port, cause: reasonOf(error) })];
    } finally {
      socket.destroy();
    }
  },
};
