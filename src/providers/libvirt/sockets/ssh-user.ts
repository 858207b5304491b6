import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";

/** Its configuration can have a program asked (`Match exec`). */
const ANSWER_MS = 10_000;

/**
 * Whom `ssh` logs in as: the user that the endpoint says, or else what its configuration comes to for the host, which it is asked for
 * without connecting (`ssh -G`). Null where it does not tell, in time or before `signal` is aborted.
 */
export async function sshUser(
  { user, host }: RpcTarget,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<string | null> {
  if (user !== null) return user;
  try {
    const options = { env: environment, timeout: ANSWER_MS, killSignal: "SIGKILL", signal } as const;
    const { stdout } = await promisify(execFile)("ssh", ["-G", "--", host ?? ""], options);
    return stdout.match(/^user (.+)$/m)?.[1] ?? null;
  } catch {
    // Why it cannot be run is told when it is to connect.
    return null;
  }
}
