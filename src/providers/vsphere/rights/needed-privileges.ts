import type { OperationName } from "#domain/operation-name.js";
import type { RightsSubject } from "#providers/rights.js";

/** An operation may be meant on `on` with any one of these privileges; the first is the one that is named. */
interface Needed {
  readonly on: RightsSubject["kind"];
  readonly anyOf: readonly [string, ...string[]];
}

const onMachine = (...anyOf: Needed["anyOf"]): Needed => ({ on: "machine", anyOf });
const onHost = (...anyOf: Needed["anyOf"]): Needed => ({ on: "host", anyOf });

/**
 * What an operation needs on its object. Where that depends on what else is asked (a disk that grows or one that is added, a
 * template that is cloned or a machine) all that may do is here, so that nothing is said to be missing that may not be needed.
 * What is needed on datastores, pools, networks and folders is not here. Null for what has no object yet.
 *
 * Source: "Required privileges" of the methods in the vSphere Web Services API (VirtualMachine, HostSystem,
 * VirtualMachineSnapshot), and its texts on ReconfigVM_Task, CloneVM_Task and MoveIntoFolder_Task; for a deletion, of which
 * it names none, vcenter/vm in the vSphere Automation API.
 */
export const NEEDED_PRIVILEGES: { readonly [N in OperationName]: Needed | null } = {
  CreateVM: null,
  RenameVM: onMachine("VirtualMachine.Config.Rename"),
  ModifyCPU: onMachine("VirtualMachine.Config.CPUCount"),
  ModifyMemory: onMachine("VirtualMachine.Config.Memory"),
  ModifyDisk: onMachine("VirtualMachine.Config.DiskExtend", "VirtualMachine.Config.AddNewDisk"),
  MoveVM: onMachine("Resource.ColdMigrate", "Resource.HotMigrate", "VirtualMachine.Inventory.Move"),
  CloneVM: onMachine("VirtualMachine.Provisioning.Clone", "VirtualMachine.Provisioning.DeployTemplate"),
  DeleteVM: onMachine("VirtualMachine.Inventory.Delete"),
  StartVM: onMachine("VirtualMachine.Interact.PowerOn"),
  StopVM: onMachine("VirtualMachine.Interact.PowerOff"),
  ResetVM: onMachine("VirtualMachine.Interact.Reset"),
  SuspendVM: onMachine("VirtualMachine.Interact.Suspend"),
  ShutdownGuest: onMachine("VirtualMachine.Interact.PowerOff"),
  RebootGuest: onMachine("VirtualMachine.Interact.Reset"),
  CreateSnapshot: onMachine("VirtualMachine.State.CreateSnapshot"),
  RevertSnapshot: onMachine("VirtualMachine.State.RevertToSnapshot"),
  RemoveSnapshot: onMachine("VirtualMachine.State.RemoveSnapshot"),
  ShutdownHost: onHost("Host.Config.Maintenance"),
  RebootHost: onHost("Host.Config.Maintenance"),
  EnterMaintenance: onHost("Host.Config.Maintenance"),
  ExitMaintenance: onHost("Host.Config.Maintenance"),
};

/** All that operations on a kind of object may need, each once. */
export function privilegesOn(kind: RightsSubject["kind"]): readonly string[] {
  const all = Object.values(NEEDED_PRIVILEGES).flatMap((needed) => (needed?.on === kind ? needed.anyOf : []));
  return [...new Set(all)];
}
