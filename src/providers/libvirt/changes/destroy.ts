import { failure } from "#domain/errors.js";
import { agreedVolumes } from "#providers/libvirt/changes/agreed-volumes.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { begin, type Changing, LONG, notAsked, refused } from "#providers/libvirt/changes/changing.js";
import { inTurn } from "#providers/libvirt/changes/in-turn.js";
import { expectState, type MachineState } from "#providers/libvirt/changes/machine-state.js";
import { said } from "#providers/libvirt/changes/not-done.js";
import { otherMachinesDrives } from "#providers/libvirt/changes/other-drives.js";
import { howOthersHave } from "#providers/libvirt/changes/volume-users.js";
import { isMachineGone, machineHandle } from "#providers/libvirt/machine-handle.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { domainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { firmwareOf } from "#providers/libvirt/subjects/firmware.js";
import type { LifecycleCapability } from "#providers/lifecycle.js";

const GONE_FROM = ["off", "saved", "paused"] as const satisfies readonly MachineState[];

/**
 * Deletes a machine that does not run, as it was read and in no other form; and then, where they are to go, those of its volumes
 * that were said to. libvirt would take the configuration of a running machine away, and delete a volume that another machine
 * writes to: both are refused.
 */
export function destroy(changing: Changing): LifecycleCapability["destroy"] {
  const { changes, reads } = changing;
  return async (before, disks, mutation) => {
    const { id, name } = before;
    const { signal } = mutation;
    const state = await expectState(changing, id, GONE_FROM, signal);
    const documents = await beforehand(() => domainDocuments(reads, id, signal));
    if (documents.mark !== before.changeVersion) throw failure("TARGET_CHANGED", { name });
    const volumes = disks === "stay" ? [] : await agreedVolumes(changing, before, documents, signal);
    await refuseUsed(changing, id, volumes, signal);
    const flags = undefineFlags(changing, disks, firmwareOf(documents.configured)?.tpm === true);
    return begin(changing, mutation, {
      machine: null,
      async run() {
        await undefine(changing, id, state, flags);
        const left: string[] = [];
        for (const vol of volumes) {
          await changes.call(PROCEDURES.storageVolDelete, { vol, flags: 0 }, LONG).catch((error: unknown) => {
            left.push(`${vol.pool}/${vol.name} (${said(error)})`);
          });
        }
        if (left.length === 0) return null;
        throw refused(
          "VOLUME_LEFT",
          `the machine is deleted, but its volumes may be there still: ${left.join(", ")}`,
        );
      },
    });
  };
}

/** libvirt deletes even what a running machine writes to. Throws `NOT_ASKED` (`VOLUME_IN_USE`). */
async function refuseUsed(
  changing: Changing,
  id: string,
  volumes: readonly StorageVolumeHandle[],
  signal?: AbortSignal,
): Promise<void> {
  if (volumes.length === 0) return;
  const use = await beforehand(async () => {
    const drives = await otherMachinesDrives(changing.reads, id, signal);
    return await howOthersHave(changing, volumes, drives, signal);
  });
  if (use !== null) throw notAsked({ fault: "VOLUME_IN_USE", ...use });
}

/** What a libvirt does not know it refuses: before 8.9 a machine with a TPM is not deleted without its disks. */
function undefineFlags({ driver }: Changing, disks: "go" | "stay", hasTpm: boolean): number {
  const { always, going, staying, tpmStaying } = driver.undefineFlags;
  if (disks === "go") return always | going;
  return always | staying | (hasTpm ? tpmStaying : 0);
}

async function undefine(
  { changes }: Changing,
  id: string,
  state: MachineState,
  flags: number,
): Promise<void> {
  const dom = machineHandle(id);
  const stop = () => changes.call(PROCEDURES.domainDestroyFlags, { dom, flags: 0 }, LONG);
  const undefine = () => changes.call(PROCEDURES.domainUndefineFlags, { dom, flags }, LONG);
  if (state !== "paused") {
    await undefine();
    return;
  }
  // One that is not kept when it stops is gone by then.
  const unlessGone = async () => {
    try {
      await undefine();
    } catch (error) {
      if (!isMachineGone(error)) throw error;
    }
  };
  await inTurn([
    { done: "the machine is off now", make: stop },
    { done: "the machine is deleted", make: unlessGone },
  ]);
}
