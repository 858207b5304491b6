import type { DiskChoice } from "#domain/command.js";
import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { Disk, FullMachine } from "#domain/full-machine.js";
import type { Planned } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, mustBeOff, powerOtherThan, refuse, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { diskProblem, impossible } from "#operations/sizes.js";
import type { DiskChange, ReconfigureCapability } from "#providers/reconfigure.js";

/**
 * Makes a disk of a machine larger, or adds a thin one. It cannot be undone from here: disks do not shrink, and a disk is
 * not removed. The guest's own partitions and file systems stay as they are.
 */
export function modifyDisk(sizeMiB: number, disk: DiskChoice): Operation {
  const name = "ModifyDisk";
  return change({
    name,
    subject: "fullMachine",
    risk: "disturbs",
    bulk: true,
    kind: "reconfigure",
    supportedBy: ({ reconfigure }) => reconfigure !== undefined,
    plan(before, { session }) {
      const refusal = firstOf(
        () => unworkable(before),
        () => impossible("disk", `${sizeMiB} MiB`, diskProblem(sizeMiB, session.limits)),
        () => powerOtherThan(before, "on", "off"),
      );
      if (refusal !== null) return { refusal };
      return disk.of === "new"
        ? planAdded(before, session.reconfigure)
        : planGrown(before, session.reconfigure, { choice: disk, askedMiB: sizeMiB });
    },
    record: recordDisk,
    predict: (recorded) => predicted(recorded, sizeMiB),
    run: ({ reconfigure, platform }, before, mutation, chosen) => {
      const change = { disk: diskChange(before, chosen, sizeMiB) };
      return capable(reconfigure, name, platform).reconfigure(before, change, mutation);
    },
    shows: (after, { chosen }) => diskOf(after, chosen)?.sizeMiB === sizeMiB,
  });
}

type Ways = ReconfigureCapability | undefined;

function planAdded(before: FullMachine, ways: Ways): Planned {
  const { name, diskSlot } = before;
  const isOn = mustBeOff(ways?.addsDisks, before);
  if (isOn !== null) return { refusal: isOn };
  if (before.transient) return { refusal: refuse("NOT_KEPT", { name }) };
  if (diskSlot === null) return { refusal: refuse("NO_DISK_SLOT", { name }) };
  return { refusal: null, chosen: { controller: diskSlot.controller, unit: diskSlot.unit } };
}

function planGrown(
  before: FullMachine,
  ways: Ways,
  { choice, askedMiB }: { readonly choice: DiskChoice; readonly askedMiB: number },
): Planned {
  const { name, disks, snapshots } = before;
  const label = choice.of === "label" ? choice.label : null;
  const fitting = label === null ? disks : disks.filter((each) => each.label === label);
  const [disk, second] = fitting;
  if (disk === undefined && label === null) return { refusal: refuse("NO_DISK", { name }) };
  if (disk === undefined || second !== undefined) {
    return { refusal: refuse("DISK_NOT_ONE", { name, label, labels: disks.map((each) => each.label) }) };
  }
  const refusal = firstOf(
    () =>
      ways?.growsDisks === "never" ? refuse("DISK_FIXED", { name, label: disk.label, why: "DRIVER" }) : null,
    () => notLarger(name, disk, askedMiB),
    // On top of a snapshot a disk is another's, and so fixed: the snapshot is what the operator can do something about.
    () =>
      snapshots.length === 0
        ? null
        : refuse("HAS_SNAPSHOTS", { name, label: disk.label, snapshots: snapshots.map((each) => each.name) }),
    () => (disk.growable ? null : refuse("DISK_FIXED", { name, label: disk.label })),
    () => mustBeOff(ways?.growsDisks, before),
  );
  const why = label === null ? "only" : "asked";
  return { refusal, chosen: { disk: disk.id }, choices: [{ what: "disk", value: disk.label, why }] };
}

function notLarger(name: string, { label, sizeMiB }: Disk, askedMiB: number): Problem | null {
  if (askedMiB > sizeMiB) return null;
  return askedMiB === sizeMiB
    ? refuse("NO_CHANGE", { name, what: label, value: `${sizeMiB} MiB` })
    : refuse("DISK_ONLY_GROWS", { name, label, sizeMiB, askedMiB });
}

/** The disk that is meant: by its id, or by the place that was free for it. */
function diskOf({ disks }: FullMachine, { disk, controller, unit }: Facts): Disk | undefined {
  return disks.find(({ id, slot }) =>
    disk === undefined ? slot.controller === controller && slot.unit === unit : id === disk,
  );
}

function recordDisk(facts: FullMachine, chosen: Facts): Facts {
  const disk = diskOf(facts, chosen);
  return {
    name: facts.name,
    disks: facts.disks.length,
    disk: disk?.label ?? null,
    diskMiB: disk?.sizeMiB ?? null,
    file: disk?.file ?? null,
  };
}

/** An added disk gets its label and its file from the platform. */
function predicted({ disk, file, ...recorded }: Facts, diskMiB: number): Facts {
  if (disk === null) return { ...recorded, disks: Number(recorded.disks) + 1, diskMiB };
  return { ...recorded, disk: disk ?? null, file: file ?? null, diskMiB };
}

function diskChange(before: FullMachine, chosen: Facts, sizeMiB: number): DiskChange {
  const grow = diskOf(before, chosen);
  if (grow !== undefined) return { grow, sizeMiB };
  return { add: { controller: String(chosen.controller), unit: Number(chosen.unit) }, sizeMiB };
}
