import { failure } from "#domain/errors.js";
import { isConnectionFault } from "#providers/connection-fault.js";
import type { Line } from "#providers/libvirt/line.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { Pong } from "#providers/login-facts.js";

/** Asks for something that the server knows by heart, once. libvirt does not tell the time. */
export async function ping(line: Line, signal?: AbortSignal): Promise<Pong> {
  try {
    if (signal?.aborted) throw failure("GAVE_UP_WAITING", {});
    // Whoever asks again and again has pauses of its own.
    line.hurry();
    await line.call(PROCEDURES.connectGetLibVersion, {}, { signal });
    return { clockOffsetMs: null };
  } catch (error) {
    // One that is still being made could stand for as long as its system tries.
    line.renew();
    throw signal?.aborted && isConnectionFault(error) ? failure("GAVE_UP_WAITING", {}, error) : error;
  }
}
