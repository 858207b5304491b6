import { connect } from "node:net";
import type { Check, Patient } from "#cli/doctor/check.js";
import { namedLibvirt, namedServer } from "#cli/doctor/named-server.js";
import { found } from "#domain/finding.js";
import { LIBVIRT_PORTS } from "#providers/libvirt/sockets/ports.js";
import { reasonOf } from "#providers/vsphere/trust.js";

/** Connects and lets go: nothing is sent. */
export const portCheck: Check = {
  name: "port",
  opens: true,
  look: async (patient, signal) => {
    const place = listeningPlace(patient);
    if (place === null) return [];
    const { host, port } = place;
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

/** Null where nothing of the kind was named: a socket of this machine, or what ssh goes to. */
function listeningPlace(patient: Patient): { readonly host: string; readonly port: number } | null {
  const libvirt = namedLibvirt(patient);
  if (libvirt === null) return namedServer(patient)?.endpoint ?? null;
  const { host, transport, port } = libvirt;
  const usual = LIBVIRT_PORTS[transport];
  return host === null || usual === null ? null : { host, port: port ?? usual };
}
