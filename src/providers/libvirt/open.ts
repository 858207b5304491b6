import { failure, ShosekiError } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { hostIdentity } from "#providers/libvirt/host-identity.js";
import { limitsOf } from "#providers/libvirt/limits.js";
import { Line } from "#providers/libvirt/line.js";
import { loginFacts } from "#providers/libvirt/login-facts.js";
import { connectRpc } from "#providers/libvirt/rpc/connect-rpc.js";
import { saidOfWayBehind } from "#providers/libvirt/rpc/lost-behind.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { libvirtSession } from "#providers/libvirt/session.js";
import { socketProblem } from "#providers/libvirt/sockets/socket-problem.js";
import { sshUser } from "#providers/libvirt/sockets/ssh-user.js";

export interface LibvirtOptions {
  readonly endpoint: RpcTarget;
  /** How long a connection, and then the reply to a read, is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborted: the login is not waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Where sockets, keys and certificates are found. This process's own, where it is not said. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Connects, and asks whom the server sees, what it is and what it allows. The connections for changes and for pings are made when
 * they are first needed. When any of it fails nothing is left open, and nothing at the server. Errors: `UNREACHABLE`,
 * `STOPPED_BY_OPERATOR`, those of `connectRpc` beside `NOT_SENT`, and those of a call.
 */
export async function openLibvirt(options: LibvirtOptions): Promise<ProviderSession> {
  const { endpoint, timeoutMs, signal, environment = process.env } = options;
  const isSsh = endpoint.transport === "ssh";
  // Asked once: it is a program that is run, and every connection of the session would run it again.
  const sshLogin = isSsh ? await sshUser(endpoint, environment, signal) : null;
  const connect = (stop?: AbortSignal) =>
    connectRpc(endpoint, { timeoutMs, signal: stop, environment, sshLogin });
  const first = await connect(signal).catch((error: unknown) => {
    throw beforeLogin(error, options);
  });
  try {
    const [host, limits, facts] = await Promise.all([
      hostIdentity(first, { signal }),
      limitsOf(first, { signal }),
      loginFacts(first, { signal }),
    ]);
    const login = { ...facts, serverUuid: host.uuid };
    const again = (stop: AbortSignal) => sameHost(connect(stop), host.id);
    const lines = { reads: new Line(again, first), changes: new Line(again), pings: new Line(again) };
    return libvirtSession({ lines, endpoint, driver: DRIVERS[endpoint.driver], host, login, limits });
  } catch (error) {
    await first.close();
    throw beforeLogin(error, options);
  }
}

/** An address can come to be another host's: what was planned for the one is not sent to the other. */
async function sameHost(connecting: Promise<RpcClient>, id: string): Promise<RpcClient> {
  const client = await connecting.catch((error: unknown) => {
    throw unsent(error);
  });
  try {
    const { id: found } = await hostIdentity(client);
    if (found !== id)
      throw failure("SESSION_ENDED", {}, new Error(`the server is on ${found} now, not on ${id}`));
    return client;
  } catch (error) {
    await client.close();
    throw unsent(error);
  }
}

/** Whatever goes wrong on the way to a connection, the call that is to go over it has not been sent. */
function unsent(error: unknown): unknown {
  if (!(error instanceof ShosekiError)) return error;
  const { problem } = error;
  switch (problem.code) {
    case "CONNECTION_LOST":
      return failure("NOT_SENT", { cause: problem.facts.cause }, error);
    case "REPLY_INVALID":
      return failure("NOT_SENT", { cause: problem.facts.problem }, error);
    case "SERVER_FAULT":
      return saidOfWayBehind(error) === null
        ? error
        : failure("NOT_SENT", { cause: problem.facts.message }, error);
    case "REPLY_TIMEOUT":
      return failure("NOT_SENT", { cause: `no answer within ${problem.facts.seconds} s` }, error);
    default:
      return error;
  }
}

function beforeLogin(
  error: unknown,
  { endpoint, signal, environment = process.env }: LibvirtOptions,
): unknown {
  if (!(error instanceof ShosekiError)) return error;
  if (signal?.aborted) return failure("STOPPED_BY_OPERATOR", {}, error);
  const seen = unsent(error);
  if (!(seen instanceof ShosekiError) || seen.problem.code !== "NOT_SENT") return error;
  const socket = socketProblem(seen, endpoint, environment);
  const facts = { endpoint: endpoint.name, cause: seen.problem.facts.cause };
  return failure("UNREACHABLE", socket === null ? facts : { ...facts, socket }, error);
}
