import type { OperationRequest, TargetExpression } from "#domain/command.js";
import type { OperationName } from "#domain/operation-name.js";

const elsewhere: TargetExpression = { by: "name", text: "esx-02.example", glob: false };

/** A request of every kind there is, which a machine that is off or a host could take, where it may. */
export const REQUESTS: { readonly [N in OperationName]: Extract<OperationRequest, { readonly name: N }> } = {
  CreateVM: {
    ...{ name: "CreateVM", newName: "web-09", cpus: 1, memoryMiB: 1024, diskMiB: 1024, guest: null },
    ...{ host: null, datastore: null, network: null, folder: null },
  },
  RenameVM: { name: "RenameVM", newName: "web-07" },
  ModifyCPU: { name: "ModifyCPU", cpus: 4 },
  ModifyMemory: { name: "ModifyMemory", memoryMiB: 8192 },
  ModifyDisk: { name: "ModifyDisk", sizeMiB: 20_480, disk: { of: "only" } },
  MoveVM: { name: "MoveVM", host: elsewhere, datastore: null, folder: null },
  CloneVM: { name: "CloneVM", newName: "web-09", host: null, datastore: null, on: false },
  DeleteVM: { name: "DeleteVM" },
  StartVM: { name: "StartVM" },
  StopVM: { name: "StopVM" },
  ShutdownHost: { name: "ShutdownHost" },
  ResetVM: { name: "ResetVM" },
  SuspendVM: { name: "SuspendVM" },
  ShutdownGuest: { name: "ShutdownGuest" },
  RebootGuest: { name: "RebootGuest" },
  CreateSnapshot: { name: "CreateSnapshot", snapshot: "before" },
  RevertSnapshot: { name: "RevertSnapshot", snapshot: null },
  RemoveSnapshot: { name: "RemoveSnapshot", snapshot: null },
  RebootHost: { name: "RebootHost" },
  EnterMaintenance: { name: "EnterMaintenance" },
  ExitMaintenance: { name: "ExitMaintenance" },
};
