import type { Choice } from "#domain/choice.js";
import type { Facts } from "#domain/entry.js";
import type { Disk, FullMachine } from "#domain/full-machine.js";
import type { Loss } from "#domain/loss.js";
import { hardware } from "#operations/whereabouts.js";
import type { FilesThere } from "#providers/lifecycle.js";

/** What is recorded of a machine that is to be deleted: after it nothing else says what its disks and snapshots were. */
export function deletionRecord(machine: FullMachine): Facts {
  return {
    name: machine.name,
    ...hardware(machine),
    disks: disksRecord(machine.disks),
    snapshots: machine.snapshots.map((snapshot) => snapshot.name).join(", "),
  };
}

/** The disks by label, size and file. */
function disksRecord(disks: readonly Pick<Disk, "label" | "sizeMiB" | "file">[]): string {
  return disks.map(({ label, sizeMiB, file }) => `${label} ${sizeMiB} MiB ${file ?? ""}`.trim()).join(", ");
}

/** What stays of a machine, by what it is called in it: a disk's label; `vda[1]` is what `vda` is on top of. Null for what is no file. */
export type Kept = Readonly<Record<string, string | null>>;

export function keptOf({ disks, firmware }: FullMachine, whichDisks: "go" | "stay"): Kept {
  const files = disks.flatMap(({ label, file, staysBehind, onTopOf = [] }) => [
    ...(whichDisks === "stay" || staysBehind ? [[label, file] as const] : []),
    ...onTopOf.map((below, index) => [`${label}[${index + 1}]`, below] as const),
  ]);
  const variables = whichDisks === "stay" ? (firmware?.variables ?? null) : null;
  return Object.fromEntries([...files, ...(variables === null ? [] : [["nvram", variables] as const])]);
}

/** The same, of what an intent has chosen. */
export function keptBy(chosen: Facts): Kept {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([label, file]) =>
      file === null || typeof file === "string" ? [[label, file]] : [],
    ),
  );
}

export function keptChoices(kept: Kept): readonly Choice[] {
  return Object.entries(kept).map(([label, file]) => ({
    what: "disk",
    value: file === null ? label : `${label} ${file}`,
    why: "kept",
  }));
}

/** AFT: what stays, as far as it is there, and of what nobody tells whether it is. Empty where nothing stays. */
export function leftRecord(kept: Kept, { there, unseen }: FilesThere): Facts {
  const all = Object.entries(kept);
  if (all.length === 0) return {};
  const disks = all.flatMap(([label, file]) =>
    there.filter((each) => each.file === file).map(({ sizeMiB }) => ({ label, sizeMiB, file })),
  );
  const untold = all.filter(([, file]) => file === null || unseen.includes(file));
  return {
    disks: disksRecord(disks),
    ...(untold.length === 0
      ? {}
      : { disksUnseen: untold.map(([label, file]) => `${label} ${file ?? ""}`.trim()).join(", ") }),
  };
}

/** What goes for good. */
export function lossesOf(machine: FullMachine, whichDisks: "go" | "stay"): readonly Loss[] {
  const { disks, firmware, power, snapshots } = machine;
  const going = whichDisks === "stay" ? [] : disks.filter(({ staysBehind }) => !staysBehind);
  const goes = whichDisks === "go" && firmware !== undefined;
  return [
    ...going.map(({ label, sizeMiB, file }) => ({ kind: "disk", label, sizeMiB, file }) as const),
    ...(goes && firmware.variables !== null ? [{ kind: "firmware", file: firmware.variables } as const] : []),
    ...(goes && firmware.tpm && !firmware.tpmStays ? [{ kind: "tpm" } as const] : []),
    ...snapshots.map(({ name }) => ({ kind: "snapshot", name }) as const),
    ...(power === "suspended" ? [{ kind: "memory" } as const] : []),
  ];
}
