/** The class of an operation (`OPR`). Those of the paper (its Table 2, beside Login and Logout) come first. */
export type OperationName =
  | "CreateVM"
  | "RenameVM"
  | "ModifyCPU"
  | "ModifyMemory"
  | "ModifyDisk"
  | "MoveVM"
  | "CloneVM"
  | "DeleteVM"
  | "StartVM"
  | "StopVM"
  | "ShutdownHost"
  | "ResetVM"
  | "SuspendVM"
  | "ShutdownGuest"
  | "RebootGuest"
  | "CreateSnapshot"
  | "RevertSnapshot"
  | "RemoveSnapshot"
  | "RebootHost"
  | "EnterMaintenance"
  | "ExitMaintenance";

/**
 * How much an operation asks of the operator before it runs. What `destroys` (or ends what cannot be begun again from
 * here) needs the operator's yes.
 */
export type Risk = "harmless" | "disturbs" | "destroys";
