import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import type { Here } from "#providers/libvirt/sockets/here.js";

/**
 * The socket that libvirt's own client would take: the hypervisor's own daemon (`virtqemud-sock`) where it is there, else the
 * one for all of them (`libvirt-sock`); the user's own daemons of `/session`, and of the test driver without root.
 */
export function unixPath(target: RpcTarget, here: Whose): string {
  const paths = unixPaths(target, here);
  return paths.find((path) => existsSync(path)) ?? paths[0];
}

type Whose = Pick<Here, "environment" | "isRoot" | "userId">;

/** Where it is looked for, in that order. */
export function unixPaths(
  { driver, path, query }: RpcTarget,
  { environment, isRoot, userId }: Whose,
): readonly [string, ...string[]] {
  if (query.socket !== undefined) return [query.socket];
  const own = path === "/session" || driver === "test";
  const runtime = own && !isRoot ? (environment.XDG_RUNTIME_DIR ?? `/run/user/${userId}`) : "/run";
  const legacy = join(runtime, "libvirt", "libvirt-sock");
  const direct = join(runtime, "libvirt", `virt${driver}d-sock`);
  // No daemon has the test driver for itself.
  if (query.mode === "legacy" || (query.mode !== "direct" && driver === "test")) return [legacy];
  return query.mode === "direct" ? [direct] : [direct, legacy];
}
