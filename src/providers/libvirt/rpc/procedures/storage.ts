import { storagePool, storageVolume, uuid } from "#providers/libvirt/rpc/handles.js";
import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { int, looseText, text, uhyper, uint } from "#providers/libvirt/rpc/xdr-scalars.js";
import { array } from "#providers/libvirt/rpc/xdr-type.js";

/** REMOTE_STORAGE_POOL_LIST_MAX and REMOTE_STORAGE_VOL_LIST_MAX. */
const POOLS = 16_384;
const VOLUMES = 16_384;

/** Sizes are in bytes. */
const POOL_PROCEDURES = {
  connectListAllStoragePools: procedure(
    "CONNECT_LIST_ALL_STORAGE_POOLS",
    281,
    { needResults: int, flags: uint },
    { pools: array(storagePool, POOLS), ret: uint },
  ),
  storagePoolLookupByName: procedure(
    "STORAGE_POOL_LOOKUP_BY_NAME",
    84,
    { name: text },
    { pool: storagePool },
  ),
  storagePoolLookupByUuid: procedure("STORAGE_POOL_LOOKUP_BY_UUID", 85, { uuid }, { pool: storagePool }),
  storagePoolLookupByVolume: procedure(
    "STORAGE_POOL_LOOKUP_BY_VOLUME",
    86,
    { vol: storageVolume },
    { pool: storagePool },
  ),
  storagePoolGetInfo: procedure(
    "STORAGE_POOL_GET_INFO",
    87,
    { pool: storagePool },
    { state: uint, capacity: uhyper, allocation: uhyper, available: uhyper },
  ),
  storagePoolGetXmlDesc: procedure(
    "STORAGE_POOL_GET_XML_DESC",
    88,
    { pool: storagePool, flags: uint },
    { xml: text },
  ),
  storagePoolRefresh: procedure("STORAGE_POOL_REFRESH", 83, { pool: storagePool, flags: uint }, {}),
  storagePoolListAllVolumes: procedure(
    "STORAGE_POOL_LIST_ALL_VOLUMES",
    282,
    { pool: storagePool, needResults: int, flags: uint },
    { vols: array(storageVolume, VOLUMES), ret: uint },
  ),
} as const;

const VOLUME_PROCEDURES = {
  storageVolLookupByName: procedure(
    "STORAGE_VOL_LOOKUP_BY_NAME",
    95,
    { pool: storagePool, name: text },
    { vol: storageVolume },
  ),
  storageVolLookupByPath: procedure("STORAGE_VOL_LOOKUP_BY_PATH", 97, { path: text }, { vol: storageVolume }),
  storageVolCreateXml: procedure(
    "STORAGE_VOL_CREATE_XML",
    93,
    { pool: storagePool, xml: text, flags: uint },
    { vol: storageVolume },
  ),
  storageVolCreateXmlFrom: procedure(
    "STORAGE_VOL_CREATE_XML_FROM",
    125,
    { pool: storagePool, xml: text, clonevol: storageVolume, flags: uint },
    { vol: storageVolume },
  ),
  storageVolDelete: procedure("STORAGE_VOL_DELETE", 94, { vol: storageVolume, flags: uint }, {}),
  storageVolResize: procedure(
    "STORAGE_VOL_RESIZE",
    260,
    { vol: storageVolume, capacity: uhyper, flags: uint },
    {},
  ),
  storageVolGetInfo: procedure(
    "STORAGE_VOL_GET_INFO",
    98,
    { vol: storageVolume },
    { type: int, capacity: uhyper, allocation: uhyper },
  ),
  storageVolGetXmlDesc: procedure(
    "STORAGE_VOL_GET_XML_DESC",
    99,
    { vol: storageVolume, flags: uint },
    { xml: text },
  ),
  /** `name` is the path. */
  storageVolGetPath: procedure("STORAGE_VOL_GET_PATH", 100, { vol: storageVolume }, { name: looseText }),
} as const;

export const STORAGE_PROCEDURES = { ...POOL_PROCEDURES, ...VOLUME_PROCEDURES } as const;
