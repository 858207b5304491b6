import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";
import { isShortName } from "#providers/libvirt/short-name.js";
import { uuidBytes } from "#providers/libvirt/uuid.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { childrenOf, textBelow } from "#providers/libvirt/xml/elements.js";

/** The one host of a connection: who it is, and what it has. */
export interface HostIdentity {
  /** Its UUID; where the driver tells none (Xen, test), the driver's URI and the host's name. */
  readonly id: string;
  readonly uuid: string | null;
  readonly name: string;
  /** The kinds of guests that it runs (`hvm`, `xen`, ...), each once. */
  readonly guests: readonly string[];
}

/** Asks in one round trip. `REPLY_INVALID` for what is no name or no UUID: whatever it is, it would stand for the host everywhere. */
export async function hostIdentity(caller: Caller, options: CallOptions = {}): Promise<HostIdentity> {
  const [{ capabilities }, { hostname }, { uri }] = await Promise.all([
    caller.call(PROCEDURES.connectGetCapabilities, {}, options),
    caller.call(PROCEDURES.connectGetHostname, {}, options),
    caller.call(PROCEDURES.connectGetUri, {}, options),
  ]);
  const { root } = parseXml(capabilities, "capabilities");
  const uuid = textBelow(root, "host", "uuid");
  const known = isShortName(hostname) && isShortName(uri) && (uuid === null || uuidBytes(uuid) !== null);
  if (!known)
    throw failure("REPLY_INVALID", { problem: "what the server says of its host is no name or UUID" });
  const guests = childrenOf(root, "guest").flatMap((each) => textBelow(each, "os_type") ?? []);
  return { id: uuid ?? `${uri}@${hostname}`, uuid, name: hostname, guests: [...new Set(guests)] };
}
