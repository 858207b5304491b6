import type { OperationName } from "#domain/operation-name.js";
import type { MutationKind } from "#providers/mutation.js";
import type { SimulatedCall } from "#providers/simulator/fault-plan.js";
import type { Job } from "#providers/simulator/tasks.js";

/** What is the same for all mutations of a kind. */
interface KindOfMutation extends Pick<Job, "steps" | "cancelable"> {
  /** What faults call it. */
  readonly call: SimulatedCall;
  /** What rights call it; null where that depends on what is changed. */
  readonly operation: OperationName | null;
  /** What the server's log calls it: vSphere's `descriptionId`. */
  readonly what: string;
}

const SHORT = { steps: 1, cancelable: false } as const;
const LONG = { steps: 10, cancelable: true } as const;

export const MUTATION_KINDS: Readonly<Record<MutationKind, KindOfMutation>> = {
  powerOn: { call: "start", operation: "StartVM", what: "VirtualMachine.powerOn", ...SHORT },
  powerOff: { call: "stop", operation: "StopVM", what: "VirtualMachine.powerOff", ...SHORT },
  reset: { call: "reset", operation: "ResetVM", what: "VirtualMachine.reset", ...SHORT },
  suspend: { call: "suspend", operation: "SuspendVM", what: "VirtualMachine.suspend", ...SHORT },
  reconfigure: { call: "reconfigure", operation: null, what: "VirtualMachine.reconfigure", ...SHORT },
  rename: { call: "rename", operation: "RenameVM", what: "VirtualMachine.rename", ...SHORT },
  create: { call: "create", operation: "CreateVM", what: "Folder.createVm", ...SHORT },
  clone: { call: "clone", operation: "CloneVM", what: "VirtualMachine.clone", ...LONG },
  destroy: { call: "delete", operation: "DeleteVM", what: "VirtualMachine.destroy", ...SHORT },
  relocate: { call: "move", operation: "MoveVM", what: "VirtualMachine.relocate", ...LONG },
  moveToFolder: { call: "move", operation: "MoveVM", what: "Folder.moveInto", ...SHORT },
  createSnapshot: {
    call: "snapshot",
    operation: "CreateSnapshot",
    what: "VirtualMachine.createSnapshot",
    steps: 3,
    cancelable: true,
  },
  revertSnapshot: { call: "revert", operation: "RevertSnapshot", what: "vm.Snapshot.revert", ...SHORT },
  removeSnapshot: { call: "remove", operation: "RemoveSnapshot", what: "vm.Snapshot.remove", ...SHORT },
  shutdownHost: { call: "shutdown", operation: "ShutdownHost", what: "HostSystem.shutdown", ...SHORT },
  rebootHost: { call: "reboot", operation: "RebootHost", what: "HostSystem.reboot", ...SHORT },
  enterMaintenance: {
    call: "enter",
    operation: "EnterMaintenance",
    what: "HostSystem.enterMaintenanceMode",
    steps: 1,
    cancelable: true,
  },
  exitMaintenance: {
    call: "exit",
    operation: "ExitMaintenance",
    what: "HostSystem.exitMaintenanceMode",
    ...SHORT,
  },
};
