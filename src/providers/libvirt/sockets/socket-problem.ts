import type { SocketProblem } from "#domain/socket-problem.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { hereIn } from "#providers/libvirt/sockets/here.js";
import { unixPath, unixPaths } from "#providers/libvirt/sockets/unix-path.js";

/** What an error of connecting to the server on this machine says of its socket; null for any other error. */
export function socketProblem(
  error: Error,
  target: RpcTarget,
  environment: NodeJS.ProcessEnv,
): SocketProblem | null {
  if (target.transport !== "unix") return null;
  const here = hereIn(environment);
  const path = unixPath(target, here);
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (!("code" in each) || !("syscall" in each)) continue;
    if (each.code === "ENOENT") return { kind: "MISSING", paths: unixPaths(target, here) };
    if (each.code === "ECONNREFUSED") return { kind: "DEAF", path };
    if (each.code === "EACCES" || each.code === "EPERM") return { kind: "CLOSED", path, user: here.user };
  }
  return null;
}
