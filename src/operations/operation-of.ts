import type { OperationRequest } from "#domain/command.js";
import { modifyCpu } from "#operations/modify-cpu.js";
import { modifyMemory } from "#operations/modify-memory.js";
import type { Operation } from "#operations/operation.js";
import { renameVm } from "#operations/rename-vm.js";
import { startVm } from "#operations/start-vm.js";
import { stopVm } from "#operations/stop-vm.js";

type Makers = {
  readonly [N in OperationRequest["name"]]: (request: Extract<OperationRequest, { name: N }>) => Operation;
};

const MAKERS: Makers = {
  StartVM: () => startVm(),
  StopVM: () => stopVm(),
  RenameVM: ({ newName }) => renameVm(newName),
  ModifyCPU: ({ cpus }) => modifyCpu(cpus),
  ModifyMemory: ({ memoryMiB }) => modifyMemory(memoryMiB),
};

/** The operation that a request asks for, with its arguments bound. */
export function operationOf<N extends OperationRequest["name"]>(
  request: Extract<OperationRequest, { name: N }>,
): Operation {
  const make: (request: Extract<OperationRequest, { name: N }>) => Operation = MAKERS[request.name as N];
  return make(request);
}
