import type { OperationName } from "#domain/operation-name.js";

export type VerbName =
  | "vms"
  | "hosts"
  | "datastores"
  | "networks"
  | "tasks"
  | "events"
  | "info"
  | "create"
  | "rename"
  | "cpu"
  | "memory"
  | "disk"
  | "move"
  | "clone"
  | "delete"
  | "start"
  | "stop"
  | "reset"
  | "suspend"
  | "guest shutdown"
  | "guest reboot"
  | "snapshot create"
  | "snapshot list"
  | "snapshot revert"
  | "snapshot remove"
  | "host shutdown"
  | "host reboot"
  | "host maintenance enter"
  | "host maintenance exit"
  | "note"
  | "help";

/** What may stand in a place: a target, a filter of a listing, the rest of the line, ... */
export type ParameterKind =
  | "target"
  | "pattern"
  | "host"
  | "name"
  | "newName"
  | "count"
  | "size"
  | "newSnapshot"
  | "snapshotToGoTo"
  | "snapshotToRemove"
  | "text"
  | "verb";

export interface Parameter {
  /** As usage shows it. */
  readonly name: string;
  readonly kind: ParameterKind;
  readonly optional: boolean;
}

export type OptionName =
  | "cpu"
  | "memory"
  | "disk"
  | "host"
  | "datastore"
  | "network"
  | "folder"
  | "guest"
  | "desturi"
  | "overwrite-disks"
  | "add"
  | "on"
  | "keep-disks";

/** What an option means where it stands: `--disk` is a new machine's size, and elsewhere the label of a disk. */
export type OptionMeaning =
  | "newCpus"
  | "newMemory"
  | "newDisk"
  | "newHost"
  | "newDatastore"
  | "newNetwork"
  | "newFolder"
  | "newGuest"
  | "diskLabel"
  | "addedDisk"
  | "moveHost"
  | "moveDatastore"
  | "moveFolder"
  | "moveUri"
  | "moveOver"
  | "cloneHost"
  | "cloneDatastore"
  | "cloneOn"
  | "keepDisks";

/** `--name VALUE`, or `--name` alone where it is a flag. */
export interface Option {
  readonly name: OptionName;
  /** What stands for its value where usage shows it; null for a flag. */
  readonly value: string | null;
  readonly means: OptionMeaning;
  /** The option that it says more of: without that one it says nothing. */
  readonly beside?: OptionName;
}

/** A verb of the command language. Its summary is the catalogue's text of the same name. */
export interface Verb {
  /** Its words, joined by blanks. */
  readonly verb: VerbName;
  readonly parameters: readonly Parameter[];
  readonly options: readonly Option[];
  /** How many of its options may stand in one line. */
  readonly takes: "any" | "one at least" | "one at most";
  /** The operation it asks for; null for what changes nothing out there. */
  readonly operation: OperationName | null;
  readonly examples: readonly string[];
}
