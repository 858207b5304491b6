import type { VolumeUse } from "#domain/not-asked.js";
import type { Caller } from "#providers/libvirt/caller.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import {
  isWhich,
  type Known,
  knownOf,
  type LookedFor,
  withAliases,
} from "#providers/libvirt/changes/looked-for.js";
import type { OtherDrive } from "#providers/libvirt/changes/other-drives.js";
import { type OtherVolume, otherVolumes } from "#providers/libvirt/changes/other-volumes.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { textBelow } from "#providers/libvirt/xml/elements.js";

/**
 * How others have one of these volumes, or may have it: another machine as a disk, as it runs or from its next start on, or a volume
 * of a pool that runs, on top of it. What libvirt cannot tell from them is taken for one. A use that is sure comes first; null where
 * there is none. Errors as those of reading.
 *
 * @param drives as `otherMachinesDrives`
 */
export async function howOthersHave(
  { reads, driver }: Pick<Changing, "reads" | "driver">,
  volumes: readonly StorageVolumeHandle[],
  drives: readonly OtherDrive[],
  signal?: AbortSignal,
): Promise<VolumeUse | null> {
  const alone = await knownOf({ reads, driver }, volumes, signal);
  const others = await otherVolumes(reads, alone.keys, signal);
  const known = withAliases(alone, others);
  const found = await Promise.all([
    ...drives.map((drive) => useByMachine(reads, known, drive, signal)),
    ...others.map((other) => useByVolume(reads, known, other, signal)),
  ]);
  const uses = found.filter((use) => use !== null);
  return uses.find(({ isSure }) => isSure) ?? uses[0] ?? null;
}

async function useByMachine(
  reads: Caller,
  known: Known,
  { dom, drive, when }: OtherDrive,
  signal: AbortSignal | undefined,
): Promise<VolumeUse | null> {
  const { target, source, backing, format, device } = drive;
  const lookedFor: readonly LookedFor[] = [
    { source, alone: when === "next" ? null : { dom, target, format, device, isOff: when === "off" } },
    ...backing.map((each) => ({ source: each, alone: null })),
  ];
  const found = await Promise.all(lookedFor.map((each) => isWhich(reads, known, each, signal)));
  const which = found.find(({ is }) => is === "one") ?? found.find(({ is }) => is === "unknown");
  if (which === undefined) return null;
  const { place, is } = which;
  return { by: "MACHINE", holder: dom.name, disk: target, place, isSure: is === "one" };
}

async function useByVolume(
  reads: Caller,
  known: Known,
  { vol, volume }: OtherVolume,
  signal: AbortSignal | undefined,
): Promise<VolumeUse | null> {
  const path = textBelow(volume, "backingStore", "path");
  if (path === null) return null;
  const { is, place } = await isWhich(reads, known, { source: { kind: "file", path }, alone: null }, signal);
  if (is === "another") return null;
  return { by: "VOLUME", holder: `${vol.pool}/${vol.name}`, disk: null, place, isSure: is === "one" };
}
