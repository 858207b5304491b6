import { spawn } from "node:child_process";
import { failure } from "#domain/errors.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { ProcessStream } from "#providers/libvirt/sockets/process-stream.js";
import { sshArguments } from "#providers/libvirt/sockets/ssh-command.js";
import type { Wire, WireOptions } from "#providers/libvirt/sockets/wire.js";

/**
 * A server on another machine, by one `ssh` that lives as long as the connection. Whether it comes through is seen at the first
 * reply; when it does not, the stream's error is what it has said. Errors: `NOT_SENT` where it was stopped before.
 */
export async function openSsh(target: RpcTarget, options: WireOptions): Promise<Wire> {
  const { environment, signal, sshLogin = null } = options;
  if (signal?.aborted) throw failure("NOT_SENT", { cause: "it was stopped" });
  const child = spawn("ssh", sshArguments(target), {
    stdio: ["pipe", "pipe", "pipe"],
    env: environment,
    // Out of the terminal's reach: a Ctrl+C there is this program's to see, and ssh could only ask for a password there.
    detached: true,
  });
  const stream = new ProcessStream(child, "ssh");
  return { stream, facts: { trust: "none", certificate: null, login: target.user ?? sshLogin } };
}
