import type { MutationKind } from "#providers/mutation.js";

/** The object that the server keeps the tasks of a kind of call under, and what it calls them. */
interface TaskKind {
  readonly entity: "VirtualMachine" | "Folder" | "HostSystem";
  /** `TaskInfo.descriptionId`, as in the server's own table (`TaskManager.description.methodInfo`). */
  readonly descriptions: readonly string[];
}

const machine = (...descriptions: string[]): TaskKind => ({ entity: "VirtualMachine", descriptions });
const folder = (description: string): TaskKind => ({ entity: "Folder", descriptions: [description] });
const host = (description: string): TaskKind => ({ entity: "HostSystem", descriptions: [description] });

export const TASK_KINDS: Readonly<Record<MutationKind, TaskKind>> = {
  // DRS powers machines on under its own name.
  powerOn: machine("VirtualMachine.powerOn", "Datacenter.ExecuteVmPowerOnLRO"),
  powerOff: machine("VirtualMachine.powerOff"),
  reset: machine("VirtualMachine.reset"),
  suspend: machine("VirtualMachine.suspend"),
  reconfigure: machine("VirtualMachine.reconfigure"),
  rename: machine("VirtualMachine.rename", "ManagedEntity.rename"),
  create: folder("Folder.createVm"),
  clone: machine("VirtualMachine.clone"),
  destroy: machine("VirtualMachine.destroy", "ManagedEntity.destroy"),
  relocate: machine("VirtualMachine.relocate"),
  moveToFolder: folder("Folder.moveInto"),
  createSnapshot: machine("VirtualMachine.createSnapshot"),
  // A snapshot is no entity that tasks are kept under.
  revertSnapshot: machine("vm.Snapshot.revert"),
  removeSnapshot: machine("vm.Snapshot.remove"),
  shutdownHost: host("HostSystem.shutdown"),
  rebootHost: host("HostSystem.reboot"),
  enterMaintenance: host("HostSystem.enterMaintenanceMode"),
  exitMaintenance: host("HostSystem.exitMaintenanceMode"),
};
