import type { OperationRequest } from "#domain/command.js";
import { cloneVm } from "#operations/clone-vm.js";
import { createSnapshot } from "#operations/create-snapshot.js";
import { createVm } from "#operations/create-vm.js";
import { deleteVm } from "#operations/delete-vm.js";
import { enterMaintenance } from "#operations/enter-maintenance.js";
import { exitMaintenance } from "#operations/exit-maintenance.js";
import { migrateVm } from "#operations/migrate-vm.js";
import { modifyCpu } from "#operations/modify-cpu.js";
import { modifyDisk } from "#operations/modify-disk.js";
import { modifyMemory } from "#operations/modify-memory.js";
import { moveVm } from "#operations/move-vm.js";
import type { Operation } from "#operations/operation.js";
import { rebootGuest } from "#operations/reboot-guest.js";
import { rebootHost } from "#operations/reboot-host.js";
import { removeSnapshot } from "#operations/remove-snapshot.js";
import { renameVm } from "#operations/rename-vm.js";
import { resetVm } from "#operations/reset-vm.js";
import { revertSnapshot } from "#operations/revert-snapshot.js";
import { shutdownGuest } from "#operations/shutdown-guest.js";
import { shutdownHost } from "#operations/shutdown-host.js";
import { startVm } from "#operations/start-vm.js";
import { stopVm } from "#operations/stop-vm.js";
import { suspendVm } from "#operations/suspend-vm.js";

type Makers = {
  readonly [N in OperationRequest["name"]]: (request: Extract<OperationRequest, { name: N }>) => Operation;
};

const MAKERS: Makers = {
  CreateVM: createVm,
  RenameVM: ({ newName }) => renameVm(newName),
  ModifyCPU: ({ cpus }) => modifyCpu(cpus),
  ModifyMemory: ({ memoryMiB }) => modifyMemory(memoryMiB),
  ModifyDisk: ({ sizeMiB, disk }) => modifyDisk(sizeMiB, disk),
  MoveVM: (request) =>
    request.endpoint === undefined ? moveVm(request) : migrateVm(request, request.endpoint),
  CloneVM: cloneVm,
  DeleteVM: ({ keepDisks }) => deleteVm(keepDisks ? "stay" : "go"),
  StartVM: startVm,
  StopVM: stopVm,
  ShutdownHost: shutdownHost,
  ResetVM: resetVm,
  SuspendVM: suspendVm,
  ShutdownGuest: shutdownGuest,
  RebootGuest: rebootGuest,
  CreateSnapshot: ({ snapshot }) => createSnapshot(snapshot),
  RevertSnapshot: ({ snapshot }) => revertSnapshot(snapshot),
  RemoveSnapshot: ({ snapshot }) => removeSnapshot(snapshot),
  RebootHost: rebootHost,
  EnterMaintenance: enterMaintenance,
  ExitMaintenance: exitMaintenance,
};

/** The operation that a request asks for, with its arguments bound. */
export function operationOf<N extends OperationRequest["name"]>(
  request: Extract<OperationRequest, { name: N }>,
): Operation {
  const make: (request: Extract<OperationRequest, { name: N }>) => Operation = MAKERS[request.name as N];
  return make(request);
}
