import type { Host, HostFacts } from "#domain/host.js";
import type { Caller } from "#providers/libvirt/caller.js";
import type { HostIdentity } from "#providers/libvirt/host-identity.js";
import { ROOT } from "#providers/libvirt/rows/root.js";
import type { StoreRows } from "#providers/libvirt/rows/store-rows.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";

const KIB = 1024;

/** A host whose libvirt answers: it is on, and libvirt knows no maintenance. */
export function hostFacts({ id, name }: HostIdentity): HostFacts {
  return { id, name, parent: ROOT, connection: "connected", power: "on", maintenance: false };
}

/** In one round trip. */
export async function hostRow(caller: Caller, host: HostIdentity, stores: StoreRows): Promise<Host> {
  const { cpus, memory } = await caller.call(PROCEDURES.nodeGetInfo, {});
  return {
    ...hostFacts(host),
    kind: "host",
    cpus,
    memoryMiB: mebibytes(memory, KIB),
    datastores: stores.datastores.map(({ id }) => id),
    networks: stores.active,
  };
}
