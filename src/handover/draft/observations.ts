import type { Entry, Facts } from "#domain/entry.js";
import type { ReportedOperation } from "#domain/handover.js";
import { factText } from "#handover/draft/fact-text.js";
import { movedTo } from "#handover/draft/moved-to.js";
import { isOperation } from "#handover/draft/operations-in.js";

/** What an entry says of a machine or a host, as the hypervisor reported it. */
export interface Observation {
  readonly seq: number;
  readonly endpoint: string;
  /** The endpoint that it is at from then on; null where it stays. */
  readonly movedTo: string | null;
  readonly target: ReportedOperation["target"];
  readonly before: Facts;
  readonly after: Facts;
  /** It was not there before; it is not there any more. */
  readonly isMade: boolean;
  readonly isGone: boolean;
  /** The name of the snapshot that was made, or given up. */
  readonly snapshotMade: string | null;
  readonly snapshotGone: string | null;
  /** How many snapshots it has after that; null where that was not read. */
  readonly snapshots: number | null;
}

const KINDS: ReadonlySet<string> = new Set(["VirtualMachine", "HostSystem"]);

/** What an outcome or a recovery has read; nothing of every other entry, and of what was not found. */
export function observationsIn(entry: Entry): readonly Observation[] {
  const { phase, TGT, RST, OPR, seq, HST } = entry;
  const isSaid = (phase === "outcome" || phase === "recovery") && KINDS.has(TGT.kind) && isOperation(entry);
  if (!isSaid) return [];
  const [before, after] = [entry.BEF ?? {}, entry.AFT ?? {}];
  const isDone = RST?.status === "OK";
  if (OPR === "CloneVM") return isDone ? cloneIn(entry) : [];
  if (TGT.id === null) return [];
  const count = after.snapshots ?? before.snapshots;
  const done = (operation: string) => isDone && OPR === operation;
  return [
    {
      seq,
      endpoint: HST.endpoint,
      movedTo: movedTo(entry),
      target: { kind: TGT.kind, id: TGT.id, name: factText(after.name ?? before.name) ?? TGT.name },
      before: stateOf(OPR, before, before.disk ?? after.disk),
      after: stateOf(OPR, after, before.disk ?? after.disk),
      isMade: done("CreateVM"),
      isGone: done("DeleteVM"),
      snapshotMade: done("CreateSnapshot") ? factText(after.snapshot) : null,
      snapshotGone: done("RemoveSnapshot") ? factText(before.snapshot) : null,
      snapshots: typeof count === "number" ? count : null,
    },
  ];
}

/** The target of a clone is its source, which stays as it is: what is made is said in AFT. */
function cloneIn({ seq, HST, TGT, AFT = {} }: Entry): readonly Observation[] {
  const { clone, cloneId, cloneUuid, ...after } = AFT;
  if (typeof cloneId !== "string") return [];
  const name = factText(clone) ?? TGT.name;
  return [
    {
      seq,
      endpoint: HST.endpoint,
      movedTo: null,
      target: { kind: "VirtualMachine", id: cloneId, name },
      before: {},
      after: { name, ...after },
      isMade: true,
      isGone: false,
      snapshotMade: null,
      snapshotGone: null,
      snapshots: null,
    },
  ];
}

/** Facts that say how a target is. Of disks each has its own size, by its label. */
function stateOf(OPR: string, facts: Facts, disk: Facts[string] | undefined): Facts {
  const { snapshot, ...others } = facts;
  if (OPR === "DeleteVM") return others;
  const { snapshots, ...state } = others;
  if (OPR !== "ModifyDisk") return state;
  const { disks, disk: label, diskMiB, file, ...rest } = state;
  return typeof disk === "string" ? { ...rest, [ofOneDisk(disk)]: diskMiB ?? null } : rest;
}

function ofOneDisk(label: string): string {
  return `diskMiB (${label})`;
}

/** Whether a fact is the size of one disk. */
export function isOfOneDisk(key: string): boolean {
  return key.startsWith("diskMiB (");
}
