import { domain, domainSnapshot } from "#providers/libvirt/rpc/handles.js";
import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { int, text, uint } from "#providers/libvirt/rpc/xdr-scalars.js";
import { array } from "#providers/libvirt/rpc/xdr-type.js";

/** REMOTE_DOMAIN_SNAPSHOT_LIST_MAX. */
const SNAPSHOTS = 16_384;

export const SNAPSHOT_PROCEDURES = {
  domainListAllSnapshots: procedure(
    "DOMAIN_LIST_ALL_SNAPSHOTS",
    274,
    { dom: domain, needResults: int, flags: uint },
    { snapshots: array(domainSnapshot, SNAPSHOTS), ret: int },
  ),
  domainSnapshotCreateXml: procedure(
    "DOMAIN_SNAPSHOT_CREATE_XML",
    185,
    { dom: domain, xmlDesc: text, flags: uint },
    { snap: domainSnapshot },
  ),
  domainSnapshotGetXmlDesc: procedure(
    "DOMAIN_SNAPSHOT_GET_XML_DESC",
    186,
    { snap: domainSnapshot, flags: uint },
    { xml: text },
  ),
  domainSnapshotCurrent: procedure(
    "DOMAIN_SNAPSHOT_CURRENT",
    191,
    { dom: domain, flags: uint },
    { snap: domainSnapshot },
  ),
  domainRevertToSnapshot: procedure(
    "DOMAIN_REVERT_TO_SNAPSHOT",
    192,
    { snap: domainSnapshot, flags: uint },
    {},
  ),
  domainSnapshotDelete: procedure("DOMAIN_SNAPSHOT_DELETE", 193, { snap: domainSnapshot, flags: uint }, {}),
} as const;
