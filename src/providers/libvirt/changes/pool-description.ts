import type { Element } from "@xmldom/xmldom";
import type { Caller } from "#providers/libvirt/caller.js";
import { ACTIVE_POOLS } from "#providers/libvirt/changes/pool-types.js";
import type { StoragePoolHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute, below, childrenOf, textBelow } from "#providers/libvirt/xml/elements.js";

/** What of a pool's `source` says what lies behind it, whoever looks ("storage", Source elements): not how it is logged in to. */
const SAYING = ["host", "dir", "device", "name", "adapter"];

/** A storage pool, as far as it says whether another host's is the same. */
export interface PoolDescription {
  readonly name: string;
  /** `dir`, `netfs`, `rbd`, ... */
  readonly type: string;
  /** What its volumes come from; the same text wherever that is the same. */
  readonly source: string;
  /** The directory in which its volumes have their paths; null where they have none. */
  readonly path: string | null;
}

/** The pools that run, in one round trip after their list. */
export async function activePools(
  reads: Caller,
  signal?: AbortSignal,
): Promise<readonly (readonly [StoragePoolHandle, PoolDescription])[]> {
  const args = { needResults: 1, flags: ACTIVE_POOLS };
  const listing = await unlessRefused(reads.call(PROCEDURES.connectListAllStoragePools, args, { signal }));
  const found = await Promise.all(
    (listing?.pools ?? []).map(async (pool) => {
      const described = await describePool(reads, pool, signal);
      return described === null ? [] : [[pool, described] as const];
    }),
  );
  return found.flat();
}

/** Null for a pool that is gone. */
export async function describePool(
  reads: Caller,
  pool: StoragePoolHandle,
  signal?: AbortSignal,
): Promise<PoolDescription | null> {
  const args = { pool, flags: 0 };
  const read = await unlessRefused(reads.call(PROCEDURES.storagePoolGetXmlDesc, args, { signal }));
  if (read === null) return null;
  const { root } = parseXml(read.xml, "pool");
  const source = below(root, "source");
  return {
    name: pool.name,
    type: attribute(root, "type") ?? "",
    source: source === null ? "" : sayingOf(source),
    path: textBelow(root, "target", "path")?.replace(/(?<=.)\/+$/u, "") ?? null,
  };
}

function sayingOf(source: Element): string {
  const said = SAYING.flatMap((name) =>
    childrenOf(source, name).map((element) => {
      const attributes = Array.from(element.attributes, (each) => `${each.name}=${each.value}`).sort();
      return [name, ...attributes, element.textContent?.trim() ?? ""].join(" ").trim();
    }),
  );
  return said.sort().join("\n");
}
