import { int, looseText, opaque, text } from "#providers/libvirt/rpc/xdr-scalars.js";
import { struct, type ValueOf } from "#providers/libvirt/rpc/xdr-type.js";

/** Sixteen bytes. */
export const uuid = opaque(16);

/** `remote_nonnull_domain`. The server goes by the UUID; `id` is -1 of one that does not run. */
export const domain = struct({ name: text, uuid, id: int });

export const network = struct({ name: text, uuid });

export const storagePool = struct({ name: text, uuid });

/** A volume's name and key are often a file's. */
export const storageVolume = struct({ pool: text, name: looseText, key: looseText });

export const domainSnapshot = struct({ name: text, dom: domain });

export type DomainHandle = ValueOf<typeof domain>;
export type NetworkHandle = ValueOf<typeof network>;
export type StoragePoolHandle = ValueOf<typeof storagePool>;
export type StorageVolumeHandle = ValueOf<typeof storageVolume>;
export type DomainSnapshotHandle = ValueOf<typeof domainSnapshot>;
