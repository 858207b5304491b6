import { MESSAGE_STATUS, MESSAGE_TYPES, messageBytes, PROGRAMS } from "#providers/libvirt/rpc/message.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { XdrWriter } from "#providers/libvirt/rpc/xdr-writer.js";

/** A call as it goes over the wire. `NOT_SENT`: what cannot be written so, or is too long. */
export function callBytes<A>({ number, args: type }: Procedure<A, unknown>, args: A, serial: number): Buffer {
  const writer = new XdrWriter();
  type.write(writer, args);
  return messageBytes({
    program: PROGRAMS.remote.number,
    version: PROGRAMS.remote.version,
    procedure: number,
    type: MESSAGE_TYPES.call,
    serial,
    status: MESSAGE_STATUS.ok,
    payload: writer.bytes(),
  });
}
