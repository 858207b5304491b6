import type { MutationKind } from "#providers/contract.js";
import type { SimulatedCall } from "#providers/simulator/fault-plan.js";
import type { Job } from "#providers/simulator/tasks.js";

/** What is the same for all mutations of a kind. */
interface KindOfMutation extends Pick<Job, "steps" | "cancelable"> {
  /** What faults call it. */
  readonly call: SimulatedCall;
  /** What the server's log calls it: vSphere's `descriptionId`. */
  readonly what: string;
}

const SHORT = { steps: 1, cancelable: false } as const;
const LONG = { steps: 10, cancelable: true } as const;

export const MUTATION_KINDS: Readonly<Record<MutationKind, KindOfMutation>> = {
  powerOn: { call: "start", what: "VirtualMachine.powerOn", ...SHORT },
  powerOff: { call: "stop", what: "VirtualMachine.powerOff", ...SHORT },
  reset: { call: "reset", what: "VirtualMachine.reset", ...SHORT },
  suspend: { call: "suspend", what: "VirtualMachine.suspend", ...SHORT },
  reconfigure: { call: "reconfigure", what: "VirtualMachine.reconfigure", ...SHORT },
  rename: { call: "rename", what: "VirtualMachine.rename", ...SHORT },
  create: { call: "create", what: "Folder.createVm", ...SHORT },
  clone: { call: "clone", what: "VirtualMachine.clone", ...LONG },
  destroy: { call: "delete", what: "VirtualMachine.destroy", ...SHORT },
  relocate: { call: "move", what: "VirtualMachine.relocate", ...LONG },
  moveToFolder: { call: "move", what: "Folder.moveInto", ...SHORT },
  createSnapshot: { call: "snapshot", what: "VirtualMachine.createSnapshot", steps: 3, cancelable: true },
  revertSnapshot: { call: "revert", what: "vm.Snapshot.revert", ...SHORT },
  removeSnapshot: { call: "remove", what: "vm.Snapshot.remove", ...SHORT },
  shutdownHost: { call: "shutdown", what: "HostSystem.shutdown", ...SHORT },
  rebootHost: { call: "reboot", what: "HostSystem.reboot", ...SHORT },
  enterMaintenance: { call: "enter", what: "HostSystem.enterMaintenanceMode", steps: 1, cancelable: true },
  exitMaintenance: { call: "exit", what: "HostSystem.exitMaintenanceMode", ...SHORT },
};
