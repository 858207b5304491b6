import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import type { Check } from "#cli/doctor/check.js";
import { namedLibvirt } from "#cli/doctor/named-server.js";
import { found } from "#domain/finding.js";
import { hereIn } from "#providers/libvirt/sockets/here.js";
import { unixPath, unixPaths } from "#providers/libvirt/sockets/unix-path.js";

/** Whether libvirt's socket on this machine is there, and open to this user. Nothing is sent. */
export const socketCheck: Check = {
  name: "socket",
  opens: true,
  look: async (patient) => {
    const endpoint = namedLibvirt(patient);
    if (endpoint?.transport !== "unix") return [];
    const here = hereIn(patient.setting.io.env);
    const path = unixPath(endpoint, here);
    const [there, open] = await Promise.all([
      stat(path).catch((error: NodeJS.ErrnoException) => error),
      access(path, constants.R_OK | constants.W_OK).catch((error: NodeJS.ErrnoException) => error),
    ]);
    if (isDenied(there) || isDenied(open)) return [found("SOCKET_CLOSED", { path, user: here.user })];
    if (there instanceof Error || !there.isSocket())
      return [found("SOCKET_MISSING", { paths: unixPaths(endpoint, here) })];
    return [found("SOCKET_FINE", { path })];
  },
};

function isDenied(outcome: unknown): boolean {
  return outcome instanceof Error && "code" in outcome && outcome.code === "EACCES";
}
