import type { OperationRequest } from "#domain/command.js";
import type { OperationName } from "#domain/operation-name.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";

const nowhere = { host: null, datastore: null, folder: null } as const;

/** A request of every kind: whether a platform has what it needs does not hang on the rest of it. */
const REQUESTS: { readonly [N in OperationName]: Extract<OperationRequest, { readonly name: N }> } = {
  CreateVM: {
    name: "CreateVM",
    newName: "",
    cpus: null,
    memoryMiB: null,
    diskMiB: null,
    network: null,
    guest: null,
    ...nowhere,
  },
  RenameVM: { name: "RenameVM", newName: "" },
  ModifyCPU: { name: "ModifyCPU", cpus: 1 },
  ModifyMemory: { name: "ModifyMemory", memoryMiB: 4 },
  ModifyDisk: { name: "ModifyDisk", sizeMiB: 1, disk: { of: "only" } },
  MoveVM: { name: "MoveVM", ...nowhere },
  CloneVM: { name: "CloneVM", newName: "", host: null, datastore: null, on: false },
  DeleteVM: { name: "DeleteVM" },
  StartVM: { name: "StartVM" },
  StopVM: { name: "StopVM" },
  ShutdownHost: { name: "ShutdownHost" },
  ResetVM: { name: "ResetVM" },
  SuspendVM: { name: "SuspendVM" },
  ShutdownGuest: { name: "ShutdownGuest" },
  RebootGuest: { name: "RebootGuest" },
  CreateSnapshot: { name: "CreateSnapshot", snapshot: null },
  RevertSnapshot: { name: "RevertSnapshot", snapshot: null },
  RemoveSnapshot: { name: "RemoveSnapshot", snapshot: null },
  RebootHost: { name: "RebootHost" },
  EnterMaintenance: { name: "EnterMaintenance" },
  ExitMaintenance: { name: "ExitMaintenance" },
};

/** Whether the platform has what an operation needs, before anything is asked of it. */
export function supports(session: ProviderSession, name: OperationName): boolean {
  return operationOf(REQUESTS[name]).supportedBy(session);
}
