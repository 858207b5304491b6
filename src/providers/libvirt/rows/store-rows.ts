import type { Datastore } from "#domain/datastore.js";
import type { Network } from "#domain/network.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { ACTIVE_POOLS } from "#providers/libvirt/changes/pool-types.js";
import { ROOT } from "#providers/libvirt/rows/root.js";
import type { NetworkHandle, StoragePoolHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { uuidText } from "#providers/libvirt/uuid.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute, below } from "#providers/libvirt/xml/elements.js";
import { sizeMiB } from "#providers/libvirt/xml/sizes.js";

/** VIR_CONNECT_LIST_NETWORKS_ACTIVE. */
const ACTIVE_NETWORKS = 1 << 1;

export interface StoreRows {
  /** Storage pools; those that are not active are not accessible. */
  readonly datastores: readonly Datastore[];
  readonly networks: readonly Network[];
  /** The ids of the networks that a machine can start on. */
  readonly active: readonly string[];
}

/** Where machines lie, and what they are connected to: in two round trips. A server without either has none. */
export async function storeRows(caller: Caller): Promise<StoreRows> {
  const [pools, activePools, networks, activeNetworks] = await Promise.all([
    poolsOf(caller, 0),
    poolsOf(caller, ACTIVE_POOLS),
    networksOf(caller, 0),
    networksOf(caller, ACTIVE_NETWORKS),
  ]);
  const accessible = idsOf(activePools);
  const rows = await Promise.all(
    pools.map((pool) => datastoreRow(caller, pool, accessible.has(uuidText(pool.uuid)))),
  );
  return {
    datastores: rows.filter((each) => each !== null),
    networks: networks.map(({ name, uuid }) => {
      return { kind: "network", id: uuidText(uuid), name, parent: ROOT, type: "standard" };
    }),
    active: [...idsOf(activeNetworks)],
  };
}

/** Null for a pool that went while it was asked for. */
export async function datastoreRow(
  caller: Caller,
  pool: StoragePoolHandle,
  accessible: boolean,
): Promise<Datastore | null> {
  const answer = await unlessRefused(caller.call(PROCEDURES.storagePoolGetXmlDesc, { pool, flags: 0 }));
  if (answer === null) return null;
  const { root } = parseXml(answer.xml, "pool");
  // One that is not active tells what it had.
  const size = (name: string) => (accessible ? sizeMiB(below(root, name), "bytes") : null);
  return {
    kind: "datastore",
    id: uuidText(pool.uuid),
    name: pool.name,
    parent: ROOT,
    type: attribute(root, "type"),
    capacityMiB: size("capacity"),
    freeMiB: size("available"),
    accessible,
  };
}

/** A server may have no driver for these, or a daemon of its own that does not run. */
async function poolsOf(caller: Caller, flags: number): Promise<readonly StoragePoolHandle[]> {
  const listing = caller.call(PROCEDURES.connectListAllStoragePools, { needResults: 1, flags });
  return (await unlessRefused(listing))?.pools ?? [];
}

async function networksOf(caller: Caller, flags: number): Promise<readonly NetworkHandle[]> {
  const listing = caller.call(PROCEDURES.connectListAllNetworks, { needResults: 1, flags });
  return (await unlessRefused(listing))?.nets ?? [];
}

function idsOf(handles: readonly { readonly uuid: Uint8Array }[]): ReadonlySet<string> {
  return new Set(handles.map(({ uuid }) => uuidText(uuid)));
}
