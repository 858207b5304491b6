import type { OperationName } from "#domain/operation-name.js";
import type { RightsSubject } from "#providers/rights.js";

/** What an operation is about; null for what it is to make. */
export const OPERATED_ON: { readonly [N in OperationName]: RightsSubject["kind"] | null } = {
  CreateVM: null,
  RenameVM: "machine",
  ModifyCPU: "machine",
  ModifyMemory: "machine",
  ModifyDisk: "machine",
  MoveVM: "machine",
  CloneVM: "machine",
  DeleteVM: "machine",
  StartVM: "machine",
  StopVM: "machine",
  ResetVM: "machine",
  SuspendVM: "machine",
  ShutdownGuest: "machine",
  RebootGuest: "machine",
  CreateSnapshot: "machine",
  RevertSnapshot: "machine",
  RemoveSnapshot: "machine",
  ShutdownHost: "host",
  RebootHost: "host",
  EnterMaintenance: "host",
  ExitMaintenance: "host",
};

/** The simulator's privileges: one an operation, named for it. */
export function privilegeOf(operation: OperationName): string {
  return `Simulator.${operation}`;
}
