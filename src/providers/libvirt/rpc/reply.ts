import { errorIn } from "#providers/libvirt/rpc/libvirt-error.js";
import { MESSAGE_STATUS, type Message } from "#providers/libvirt/rpc/message.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";

/** What a server has answered. Throws `SERVER_FAULT` where that is an error, and `REPLY_INVALID` where it cannot be read. */
export function replyIn<A, R>({ status, payload }: Message, { name, ret }: Procedure<A, R>): R {
  const reader = new XdrReader(payload, `the reply to ${name}`);
  if (status === MESSAGE_STATUS.error) throw errorIn(reader);
  if (status !== MESSAGE_STATUS.ok) throw reader.invalid(`has a status that no reply has (${status})`);
  const value = ret.read(reader);
  reader.end();
  return value;
}
