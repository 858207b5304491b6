import { network, uuid } from "#providers/libvirt/rpc/handles.js";
import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { int, uint } from "#providers/libvirt/rpc/xdr-scalars.js";
import { array } from "#providers/libvirt/rpc/xdr-type.js";

/** REMOTE_NETWORK_LIST_MAX. */
const NETWORKS = 16_384;

export const NETWORK_PROCEDURES = {
  connectListAllNetworks: procedure(
    "CONNECT_LIST_ALL_NETWORKS",
    283,
    { needResults: int, flags: uint },
    { nets: array(network, NETWORKS), ret: uint },
  ),
  networkLookupByUuid: procedure("NETWORK_LOOKUP_BY_UUID", 47, { uuid }, { net: network }),
} as const;
