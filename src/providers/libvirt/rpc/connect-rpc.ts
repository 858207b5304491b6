import { failure, ShosekiError } from "#domain/errors.js";
import { authenticate } from "#providers/libvirt/rpc/authenticate.js";
import { FEATURES } from "#providers/libvirt/rpc/features.js";
import type { KeepaliveOptions } from "#providers/libvirt/rpc/keepalive.js";
import { knock } from "#providers/libvirt/rpc/knock.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { type CallOptions, RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { type RpcTarget, uriAtServer } from "#providers/libvirt/rpc/target.js";
import { openWire } from "#providers/libvirt/sockets/open-wire.js";
import type { WireOptions } from "#providers/libvirt/sockets/wire.js";

/** libvirt's own (`keepalive_interval`, `keepalive_count`): 30 s without a word. */
const KEEPALIVE: KeepaliveOptions = { intervalMs: 5_000, count: 5 };

export interface RpcOptions extends WireOptions {
  readonly keepalive?: KeepaliveOptions;
}

/**
 * A connection to a libvirt server that has let us in and opened its hypervisor. Nothing is changed by that, so what goes wrong on
 * the way is `NOT_SENT`, whatever had been sent. Else: `BAD_ENDPOINT`, `FILE_UNREADABLE`, `CERTIFICATE_FILE_UNFIT`,
 * `CERTIFICATE_UNTRUSTED`, `CLIENT_CERTIFICATE_REFUSED`, `AUTH_UNSUPPORTED`, `LOGIN_REFUSED`; `SERVER_FAULT` where the server cannot open it;
 * `REPLY_TIMEOUT`; `REPLY_INVALID` from what is no libvirt.
 */
export async function connectRpc(target: RpcTarget, options: RpcOptions): Promise<RpcClient> {
  const { timeoutMs, signal, keepalive = KEEPALIVE } = options;
  const client = new RpcClient(await openWire(target, options), {
    timeoutMs,
    keepalive,
    answersElsewhere: (until) => knock(target, { ...options, signal: until }),
  });
  try {
    await authenticate(client, target, { signal });
    await open(client, target, { signal });
    return client;
  } catch (error) {
    await client.close();
    throw beforeASession(error);
  }
}

/** Two calls side by side. The server takes the first for the client's word that it has keepalive, too. */
async function open(client: RpcClient, target: RpcTarget, options: CallOptions): Promise<void> {
  const [{ supported }] = await Promise.all([
    client.call(PROCEDURES.connectSupportsFeature, { feature: FEATURES.programKeepalive }, options),
    client.call(PROCEDURES.connectOpen, { name: uriAtServer(target), flags: 0 }, options),
  ]);
  if (supported !== 0) client.keepAlive();
}

function beforeASession(error: unknown): unknown {
  if (!(error instanceof ShosekiError)) return error;
  const { problem } = error;
  if (problem.code === "CONNECTION_LOST") return failure("NOT_SENT", { cause: problem.facts.cause }, error);
  if (problem.code === "GAVE_UP_WAITING") return failure("NOT_SENT", { cause: "it was stopped" }, error);
  return error;
}
