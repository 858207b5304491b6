import type { FullMachine, Snapshot } from "#domain/full-machine.js";
import { decodeName, moment } from "#providers/vsphere/property-values.js";
import { powerState } from "#providers/vsphere/subjects/machine-properties.js";
import { childrenOf, morefOf, need, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

type Snapshots = Pick<FullMachine, "snapshots" | "currentSnapshot">;

/** A VirtualMachineSnapshotInfo, its tree laid flat, parents before children. Throws `REPLY_INVALID`. */
export function snapshotsOf(info: XmlNode | undefined): Snapshots {
  if (info === undefined) return { snapshots: [], currentSnapshot: null };
  const snapshots: Snapshot[] = [];
  const waiting = under(info, "rootSnapshotList", null);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const taken = snapshot(next.node, next.parent);
    snapshots.push(taken);
    waiting.push(...under(next.node, "childSnapshotList", taken.id));
  }
  return { snapshots, currentSnapshot: textOf(info, "currentSnapshot") || null };
}

/** The last first, as they are taken from the end. */
function under(node: XmlNode, list: string, parent: string | null) {
  return childrenOf(node, list)
    .map((each) => ({ node: each, parent }))
    .reverse();
}

function snapshot(node: XmlNode, parent: string | null): Snapshot {
  return {
    id: morefOf(need(node, "snapshot")).id,
    name: decodeName(textOf(node, "name") ?? ""),
    description: textOf(node, "description") ?? "",
    created: moment(node, "createTime"),
    parent,
    power: powerState(textOf(node, "state")),
  };
}
