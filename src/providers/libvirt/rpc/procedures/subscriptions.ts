import { domain, network, storagePool } from "#providers/libvirt/rpc/handles.js";
import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { int } from "#providers/libvirt/rpc/xdr-scalars.js";
import { optional } from "#providers/libvirt/rpc/xdr-type.js";

/** Asking for events, by the ids of `EVENTS`; of all objects where none is named. */
export const SUBSCRIPTION_PROCEDURES = {
  connectDomainEventCallbackRegisterAny: procedure(
    "CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY",
    316,
    { eventId: int, dom: optional(domain) },
    { callbackId: int },
  ),
  connectNetworkEventRegisterAny: procedure(
    "CONNECT_NETWORK_EVENT_REGISTER_ANY",
    313,
    { eventId: int, net: optional(network) },
    { callbackId: int },
  ),
  connectStoragePoolEventRegisterAny: procedure(
    "CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY",
    368,
    { eventId: int, pool: optional(storagePool) },
    { callbackId: int },
  ),
} as const;
