import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, refused } from "#providers/libvirt/changes/changing.js";
import type { StoragePoolHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { uuidBytes } from "#providers/libvirt/uuid.js";

/** The pool of an id. Throws `SERVER_FAULT` where there is none. */
export async function poolOfId(
  { reads }: Changing,
  id: string,
  signal?: AbortSignal,
): Promise<StoragePoolHandle> {
  const uuid = uuidBytes(id);
  if (uuid === null) throw refused("VIR_ERR_NO_STORAGE_POOL", `there is no storage pool ${id}`);
  return await beforehand(
    async () => (await reads.call(PROCEDURES.storagePoolLookupByUuid, { uuid }, { signal })).pool,
  );
}

export async function poolNamed(
  { reads }: Changing,
  name: string,
  signal?: AbortSignal,
): Promise<StoragePoolHandle> {
  return await beforehand(
    async () => (await reads.call(PROCEDURES.storagePoolLookupByName, { name }, { signal })).pool,
  );
}
