import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { ERROR_NAMES } from "#providers/libvirt/rpc/error-names.js";
import { LibvirtError } from "#providers/libvirt/rpc/libvirt-error.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";

/** VIR_ERR_NO_SUPPORT of VIR_FROM_NONE. */
const NO_SUPPORT = { code: 3, domain: 0, level: 2 };

/**
 * A caller that answers in the server's place what its driver is known not to have: of each such call a server writes an error into
 * its log, and some would be made twice a second.
 *
 * @param absent as `Procedure.name`
 */
export function answeredHere(caller: Caller, absent: ReadonlySet<string>): Caller {
  if (absent.size === 0) return caller;
  return {
    async call<A, R>(procedure: Procedure<A, R>, ...rest: [args: A, options?: CallOptions]): Promise<R> {
      if (absent.has(procedure.name)) throw notSupported(procedure.name);
      return await caller.call(procedure, ...rest);
    },
  };
}

function notSupported(name: string): Error {
  const message = `this function is not supported by the connection driver: ${name}`;
  const said = new LibvirtError({ ...NO_SUPPORT, message });
  return failure("SERVER_FAULT", { fault: ERROR_NAMES[NO_SUPPORT.code] ?? "", message }, said);
}
