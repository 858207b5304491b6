import { domain, uuid } from "#providers/libvirt/rpc/handles.js";
import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { typedParams } from "#providers/libvirt/rpc/typed-params.js";
import { int, text, uhyper, uint } from "#providers/libvirt/rpc/xdr-scalars.js";
import { array, optional, struct } from "#providers/libvirt/rpc/xdr-type.js";

/** REMOTE_DOMAIN_LIST_MAX and REMOTE_CONNECT_GET_ALL_DOMAIN_STATS_MAX. */
const DOMAINS = 16_384;
const STATS = 262_144;

/** REMOTE_DOMAIN_INTERFACE_MAX and REMOTE_DOMAIN_IP_ADDR_MAX. */
const INTERFACES = 2_048;
const ADDRESSES = 2_048;

/** `remote_domain_interface`; the type of an address is 0 for IPv4, 1 for IPv6. */
const networkInterface = struct({
  name: text,
  hwaddr: optional(text),
  addrs: array(struct({ type: int, addr: text, prefix: uint }), ADDRESSES),
});

/** Reads of virtual machines. Sizes of memory are in KiB, times of processors in ns. */
const DOMAIN_READS = {
  /** `needResults` 0 answers `ret`, their number, alone. */
  connectListAllDomains: procedure(
    "CONNECT_LIST_ALL_DOMAINS",
    273,
    { needResults: int, flags: uint },
    { domains: array(domain, DOMAINS), ret: uint },
  ),
  /** No `doms` for all that there are. */
  connectGetAllDomainStats: procedure(
    "CONNECT_GET_ALL_DOMAIN_STATS",
    344,
    { doms: array(domain, DOMAINS), stats: uint, flags: uint },
    { retStats: array(struct({ dom: domain, params: typedParams(STATS) }), DOMAINS) },
  ),
  domainLookupByUuid: procedure("DOMAIN_LOOKUP_BY_UUID", 24, { uuid }, { dom: domain }),
  domainGetXmlDesc: procedure("DOMAIN_GET_XML_DESC", 14, { dom: domain, flags: uint }, { xml: text }),
  domainGetInfo: procedure(
    "DOMAIN_GET_INFO",
    16,
    { dom: domain },
    { state: uint, maxMem: uhyper, memory: uhyper, nrVirtCpu: uint, cpuTime: uhyper },
  ),
  domainGetState: procedure(
    "DOMAIN_GET_STATE",
    212,
    { dom: domain, flags: uint },
    { state: int, reason: int },
  ),
  domainIsPersistent: procedure("DOMAIN_IS_PERSISTENT", 151, { dom: domain }, { persistent: int }),
  domainHasManagedSaveImage: procedure(
    "DOMAIN_HAS_MANAGED_SAVE_IMAGE",
    183,
    { dom: domain, flags: uint },
    { result: int },
  ),
  domainInterfaceAddresses: procedure(
    "DOMAIN_INTERFACE_ADDRESSES",
    353,
    { dom: domain, source: uint, flags: uint },
    { ifaces: array(networkInterface, INTERFACES) },
  ),
  /** In bytes. */
  domainGetBlockInfo: procedure(
    "DOMAIN_GET_BLOCK_INFO",
    194,
    { dom: domain, path: text, flags: uint },
    { allocation: uhyper, capacity: uhyper, physical: uhyper },
  ),
} as const;

const DOMAIN_POWER = {
  domainCreateWithFlags: procedure(
    "DOMAIN_CREATE_WITH_FLAGS",
    196,
    { dom: domain, flags: uint },
    { dom: domain },
  ),
  /** These two ask the guest. */
  domainShutdownFlags: procedure("DOMAIN_SHUTDOWN_FLAGS", 258, { dom: domain, flags: uint }, {}),
  domainReboot: procedure("DOMAIN_REBOOT", 27, { dom: domain, flags: uint }, {}),
  domainDestroyFlags: procedure("DOMAIN_DESTROY_FLAGS", 234, { dom: domain, flags: uint }, {}),
  domainReset: procedure("DOMAIN_RESET", 245, { dom: domain, flags: uint }, {}),
  domainResume: procedure("DOMAIN_RESUME", 28, { dom: domain }, {}),
  /** Wakes up a guest that sleeps. */
  domainPmWakeup: procedure("DOMAIN_PM_WAKEUP", 267, { dom: domain, flags: uint }, {}),
  domainManagedSave: procedure("DOMAIN_MANAGED_SAVE", 182, { dom: domain, flags: uint }, {}),
} as const;

const DOMAIN_CHANGES = {
  domainDefineXmlFlags: procedure(
    "DOMAIN_DEFINE_XML_FLAGS",
    350,
    { xml: text, flags: uint },
    { dom: domain },
  ),
  domainUndefineFlags: procedure("DOMAIN_UNDEFINE_FLAGS", 231, { dom: domain, flags: uint }, {}),
  domainRename: procedure(
    "DOMAIN_RENAME",
    358,
    { dom: domain, newName: optional(text), flags: uint },
    { retcode: int },
  ),
  domainSetVcpusFlags: procedure(
    "DOMAIN_SET_VCPUS_FLAGS",
    199,
    { dom: domain, nvcpus: uint, flags: uint },
    {},
  ),
  domainSetMemoryFlags: procedure(
    "DOMAIN_SET_MEMORY_FLAGS",
    204,
    { dom: domain, memory: uhyper, flags: uint },
    {},
  ),
  /** `size` in KiB, or in bytes by a flag. */
  domainBlockResize: procedure(
    "DOMAIN_BLOCK_RESIZE",
    251,
    { dom: domain, disk: text, size: uhyper, flags: uint },
    {},
  ),
  domainAttachDeviceFlags: procedure(
    "DOMAIN_ATTACH_DEVICE_FLAGS",
    160,
    { dom: domain, xml: text, flags: uint },
    {},
  ),
} as const;

/** Virtual machines: libvirt calls them domains. */
export const DOMAIN_PROCEDURES = { ...DOMAIN_READS, ...DOMAIN_POWER, ...DOMAIN_CHANGES } as const;
