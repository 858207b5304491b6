import { failure } from "#domain/errors.js";
import { isConnectionFault } from "#providers/connection-fault.js";
import type { Pong } from "#providers/login-facts.js";
import { clockOffset } from "#providers/vsphere/service-content.js";
import type { Transport } from "#providers/vsphere/transport.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";

/**
 * Asks for the server's time, once. That takes a session (System.View), so that the server does not find it idle, and an
 * answer says that there still is one. The connection is for this alone: behind calls it would say how long those take.
 *
 * @param client over `transport`
 */
export async function ping(client: VimClient, transport: Transport, signal?: AbortSignal): Promise<Pong> {
  try {
    return { clockOffsetMs: await clockOffset(client, "call", signal) };
  } catch (error) {
    // One that is still being made could stand for as long as its system tries.
    transport.renew();
    throw signal?.aborted && isConnectionFault(error) ? failure("GAVE_UP_WAITING", {}, error) : error;
  }
}
