import type { OperationName } from "#domain/operation-name.js";

/**
 * What the help of the command language says. Has the shape that `language/help.ts` asks for; the compiler compares
 * the two where they meet. A text of several lines is broken so that it fits 80 columns.
 */
export interface LanguageHelp {
  readonly heading: string;
  readonly summaries: Readonly<Record<Verb, string>>;
  readonly beside: Readonly<Partial<Record<Verb, string>>>;
  readonly parameters: Readonly<Record<Parameter, string>>;
  readonly options: Readonly<Record<Option, string>>;
  readonly oneAtLeast: string;
  readonly oneAtMost: string;
  readonly usage: string;
  readonly examples: string;
  readonly undoing: string;
  readonly undo: Readonly<Record<OperationName, string>>;
  readonly targets: string;
}

type Verb =
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

type Parameter =
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

type Option =
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
  | "cloneHost"
  | "cloneDatastore"
  | "cloneOn"
  | "moveOver"
  | "keepDisks";
