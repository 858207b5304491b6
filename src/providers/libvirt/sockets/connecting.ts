import type { Socket } from "node:net";
import { failure } from "#domain/errors.js";
import { reasonOf } from "#providers/libvirt/rpc/reason.js";
import type { WireOptions } from "#providers/libvirt/sockets/wire.js";

/**
 * Resolves with the socket when it tells `event`. `NOT_SENT` when it fails before, is not there in time or is given up: then it is
 * destroyed.
 */
export async function connected<S extends Socket>(
  socket: S,
  event: "connect" | "secureConnect" | "readable",
  { timeoutMs, signal }: WireOptions,
): Promise<S> {
  const { promise, resolve, reject } = Promise.withResolvers<S>();
  const fail = (cause: string, error?: unknown) => {
    reject(failure("NOT_SENT", { cause }, error));
    socket.destroy();
  };
  const done = () => resolve(socket);
  const failed = (error: unknown) => fail(reasonOf(error), error);
  const closed = () => fail("the server has closed the connection");
  const abort = () => fail("it was stopped");
  const late = setTimeout(() => fail(`the connection was not there within ${timeoutMs / 1000} s`), timeoutMs);
  socket.once(event, done).on("error", failed).once("close", closed);
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) abort();
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", abort);
    socket.off(event, done).off("close", closed);
    // One that has failed may have more to say: nobody else listens to that.
    if (!socket.destroyed) socket.off("error", failed);
  }
}
