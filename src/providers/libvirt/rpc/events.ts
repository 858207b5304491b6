import { domain, network, storagePool } from "#providers/libvirt/rpc/handles.js";
import { typedParams } from "#providers/libvirt/rpc/typed-params.js";
import { int, looseText, text, uhyper } from "#providers/libvirt/rpc/xdr-scalars.js";
import {
  type Fields,
  optional,
  type StructOf,
  struct,
  type XdrType,
} from "#providers/libvirt/rpc/xdr-type.js";

/** What the server tells unasked, once it has been asked for it. */
export interface RpcEvent<M> {
  /** As remote_protocol.x names it, without `REMOTE_PROC_`. */
  readonly name: string;
  readonly number: number;
  /** By which it is asked for: `virDomainEventID` and its likes. */
  readonly id: number;
  readonly message: XdrType<M>;
}

/** REMOTE_DOMAIN_JOB_STATS_MAX. */
const jobStats = typedParams(64);

/** The older events have what they tell inside `msg`, the newer ones beside `callbackId`. */
const DOMAIN_EVENTS = {
  domainLifecycle: older("LIFECYCLE", 318, 0, { dom: domain, event: int, detail: int }),
  domainReboot: older("REBOOT", 319, 1, { dom: domain }),
  /** `actual` in KiB. */
  domainBalloonChange: older("BALLOON_CHANGE", 331, 13, { dom: domain, actual: uhyper }),
  domainDeviceRemoved: older("DEVICE_REMOVED", 333, 15, { dom: domain, devAlias: text }),
  domainBlockJob2: newer("DOMAIN_EVENT_BLOCK_JOB_2", 339, 16, {
    dom: domain,
    dst: looseText,
    type: int,
    status: int,
  }),
  domainDeviceAdded: newer("DOMAIN_EVENT_CALLBACK_DEVICE_ADDED", 354, 19, { dom: domain, devAlias: text }),
  domainJobCompleted: newer("DOMAIN_EVENT_CALLBACK_JOB_COMPLETED", 363, 21, {
    dom: domain,
    params: jobStats,
  }),
  domainMetadataChange: newer("DOMAIN_EVENT_CALLBACK_METADATA_CHANGE", 379, 23, {
    dom: domain,
    type: int,
    nsuri: optional(text),
  }),
} as const;

/** The events that are used here, and no others. */
export const EVENTS = {
  ...DOMAIN_EVENTS,
  networkLifecycle: newer("NETWORK_EVENT_LIFECYCLE", 315, 0, { net: network, event: int, detail: int }),
  storagePoolLifecycle: newer("STORAGE_POOL_EVENT_LIFECYCLE", 370, 0, {
    pool: storagePool,
    event: int,
    detail: int,
  }),
  storagePoolRefresh: newer("STORAGE_POOL_EVENT_REFRESH", 373, 1, { pool: storagePool }),
} as const;

function older<F extends Fields>(name: string, number: number, id: number, fields: F) {
  return event(`DOMAIN_EVENT_CALLBACK_${name}`, number, id, { callbackId: int, msg: struct(fields) });
}

function newer<F extends Fields>(name: string, number: number, id: number, fields: F) {
  return event(name, number, id, { callbackId: int, ...fields });
}

function event<F extends Fields>(name: string, number: number, id: number, fields: F): RpcEvent<StructOf<F>> {
  return { name, number, id, message: struct(fields) };
}
