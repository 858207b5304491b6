/** A command line, understood: data, with nothing looked up yet. */
export type Command =
  | { readonly kind: "list"; readonly what: Listed; readonly pattern: TargetExpression | null }
  | { readonly kind: "info"; readonly target: TargetExpression }
  | { readonly kind: "snapshots"; readonly target: TargetExpression }
  | { readonly kind: "tasks" }
  | { readonly kind: "events"; readonly target: TargetExpression | null }
  | OperationCommand
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "help"; readonly verb: string | null };

/** What a listing shows a table of. */
type Listed = "vms" | "hosts" | "datastores" | "networks";

interface OperationCommand {
  readonly kind: "operation";
  readonly request: OperationRequest;
  /** Null for CreateVM alone: its target is not there yet. */
  readonly target: TargetExpression | null;
}

/** What is asked of a target. Sizes are in MiB; null is what the command line leaves open. */
export type OperationRequest =
  | { readonly name: "StartVM" }
  | { readonly name: "StopVM" }
  | { readonly name: "ResetVM" }
  | { readonly name: "SuspendVM" }
  | { readonly name: "ShutdownGuest" }
  | { readonly name: "RebootGuest" }
  | { readonly name: "RenameVM"; readonly newName: string }
  | { readonly name: "ModifyCPU"; readonly cpus: number }
  | { readonly name: "ModifyMemory"; readonly memoryMiB: number }
  | { readonly name: "ModifyDisk"; readonly sizeMiB: number; readonly disk: DiskChoice }
  | CreateRequest
  | MoveRequest
  | CloneRequest
  | DeleteRequest
  | { readonly name: "CreateSnapshot"; readonly snapshot: string | null }
  | { readonly name: "RevertSnapshot"; readonly snapshot: string | null }
  | { readonly name: "RemoveSnapshot"; readonly snapshot: string | null }
  | { readonly name: "ShutdownHost" }
  | { readonly name: "RebootHost" }
  | { readonly name: "EnterMaintenance" }
  | { readonly name: "ExitMaintenance" };

export interface CreateRequest {
  readonly name: "CreateVM";
  readonly newName: string;
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
  readonly diskMiB: number | null;
  readonly host: TargetExpression | null;
  readonly datastore: TargetExpression | null;
  readonly network: TargetExpression | null;
  readonly folder: TargetExpression | null;
  /** The platform's id of the guest's system, e.g. `debian12_64Guest`. */
  readonly guest: string | null;
}

/** One place at least is asked for. */
export interface MoveRequest {
  readonly name: "MoveVM";
  readonly host: TargetExpression | null;
  readonly datastore: TargetExpression | null;
  readonly folder: TargetExpression | null;
  /** How the host that it leaves reaches the one that it goes to (libvirt); missing for what follows from that one's endpoint. */
  readonly desturi?: string;
  /** Whether disks may be copied over what has their names at the destination and nobody uses (libvirt). */
  readonly overwriteDisks?: true;
  /** The endpoint that `host` is on, as entries name it, where that is another than the target's: a console's endpoints say that, and no command line. */
  readonly endpoint?: string;
  /** The name by which the console's session at `endpoint` goes: one endpoint can have several, of several logins. */
  readonly at?: string;
}

export interface CloneRequest {
  readonly name: "CloneVM";
  readonly newName: string;
  readonly host: TargetExpression | null;
  readonly datastore: TargetExpression | null;
  /** Whether the clone is powered on. */
  readonly on: boolean;
}

interface DeleteRequest {
  readonly name: "DeleteVM";
  /** Its disks stay where they are; missing: they go with it. */
  readonly keepDisks?: true;
}

/** Which disk of a machine: the only one it has, the one of a label (`Hard disk 1`), or one that is added. */
export type DiskChoice =
  | { readonly of: "only" }
  | { readonly of: "label"; readonly label: string }
  | { readonly of: "new" };

/**
 * How a target was named: `web-01`, `web-*`, `@vm-42` or `/DC0/vm/web-01`. `text` is what was typed, without
 * quotes; where `glob` is set, `pattern` is the same with what was quoted escaped by `\`.
 */
export type TargetExpression =
  | { readonly by: "id"; readonly text: string; readonly id: string }
  | { readonly by: "name" | "path"; readonly text: string; readonly glob: false }
  | { readonly by: "name" | "path"; readonly text: string; readonly glob: true; readonly pattern: string };
