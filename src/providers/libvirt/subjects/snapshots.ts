import type { Element } from "@xmldom/xmldom";
import type { FullMachine, Snapshot } from "#domain/full-machine.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import type { DomainHandle, DomainSnapshotHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";
import { fileOf } from "#providers/libvirt/subjects/disks.js";
import { drivesOf } from "#providers/libvirt/subjects/drives.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { below, textBelow } from "#providers/libvirt/xml/elements.js";

type Snapshots = Pick<FullMachine, "snapshots" | "currentSnapshot"> & {
  /** By what a disk is called in the machine: the files that it had at a snapshot, the newest first. */
  readonly heldFiles: ReadonlyMap<string, readonly string[]>;
};

/** VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL: parents before children. */
const TOPOLOGICAL = 1 << 10;

const NONE: Snapshots = { snapshots: [], currentSnapshot: null, heldFiles: new Map() };

/** The states of "formatsnapshot". */
const POWER: Readonly<Record<string, Snapshot["power"]>> = {
  running: "on",
  paused: "suspended",
  pmsuspended: "suspended",
  shutoff: "off",
  "shut off": "off",
  "disk-snapshot": "off",
};

/** A snapshot has a name on its machine, in which libvirt takes no `/`: the id is both. */
function snapshotId(machine: string, name: string): string {
  return `${machine}/${name}`;
}

/** The snapshot of such an id. Throws `TARGET_UNKNOWN` for what is none. */
export function snapshotHandle(id: string): DomainSnapshotHandle {
  const at = id.indexOf("/");
  return { name: id.slice(at + 1), dom: machineHandle(id.slice(0, Math.max(at, 0))) };
}

/** In two round trips. A driver without snapshots has none. */
export async function snapshotsOf(
  caller: Caller,
  machine: string,
  dom: DomainHandle,
  options: CallOptions = {},
): Promise<Snapshots> {
  const [listed, current] = await Promise.all([
    unlessRefused(
      caller.call(PROCEDURES.domainListAllSnapshots, { dom, needResults: 1, flags: TOPOLOGICAL }, options),
    ),
    unlessRefused(caller.call(PROCEDURES.domainSnapshotCurrent, { dom, flags: 0 }, options)),
  ]);
  if (listed === null) return NONE;
  const snapshots = await Promise.all(
    listed.snapshots.map((snap) =>
      unlessRefused(caller.call(PROCEDURES.domainSnapshotGetXmlDesc, { snap, flags: 0 }, options)),
    ),
  );
  const documents = snapshots.flatMap((each) =>
    each === null ? [] : [parseXml(each.xml, "domainsnapshot").root],
  );
  return {
    snapshots: documents.map((root) => snapshot(machine, root)),
    heldFiles: heldFiles(documents.toReversed()),
    currentSnapshot: current === null ? null : snapshotId(machine, current.snap.name),
  };
}

function heldFiles(newestFirst: readonly Element[]): Snapshots["heldFiles"] {
  const held = new Map<string, string[]>();
  for (const root of newestFirst) {
    const domain = below(root, "domain");
    for (const { target, source } of domain === null ? [] : drivesOf(domain)) {
      const file = fileOf(source);
      if (file !== null) held.set(target, [...(held.get(target) ?? []), file]);
    }
  }
  return held;
}

function snapshot(machine: string, root: Element): Snapshot {
  const name = textBelow(root, "name") ?? "";
  const parent = textBelow(root, "parent", "name");
  return {
    id: snapshotId(machine, name),
    name,
    description: textBelow(root, "description") ?? "",
    created: new Date(Number(textBelow(root, "creationTime") ?? 0) * 1000).toISOString(),
    parent: parent === null ? null : snapshotId(machine, parent),
    power: POWER[textBelow(root, "state") ?? ""] ?? "unknown",
  };
}
