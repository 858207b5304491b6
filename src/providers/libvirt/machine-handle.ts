import { failure, type ShosekiError } from "#domain/errors.js";
import type { DomainHandle } from "#providers/libvirt/rpc/handles.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { uuidBytes, uuidText } from "#providers/libvirt/uuid.js";

/** Xen's own first domain, which runs the server: no machine to do anything to. */
const DOMAIN_0 = "00000000-0000-0000-0000-000000000000";

/** VIR_ERR_NO_DOMAIN. */
const NO_DOMAIN = 42;

/** The machine of an id, which is its UUID. The server goes by that alone. Throws `TARGET_UNKNOWN` for what is no UUID. */
export function machineHandle(id: string): DomainHandle {
  const uuid = uuidBytes(id);
  if (uuid === null || id === DOMAIN_0) throw targetUnknown(id);
  return { name: id, uuid, id: -1 };
}

export function machineId({ uuid }: DomainHandle): string {
  return uuidText(uuid);
}

/** Whether it is a machine of somebody's. */
export function isMachine({ uuid }: DomainHandle): boolean {
  return uuid.some((byte) => byte !== 0);
}

export function targetUnknown(id: string, cause?: unknown): ShosekiError {
  return failure("TARGET_UNKNOWN", { text: `@${id}`, nearest: [] }, cause);
}

/** Whether a server has said that it has no such machine. */
export function isMachineGone(error: unknown): boolean {
  return libvirtErrorOf(error)?.code === NO_DOMAIN;
}
