import { type Moref, morefElement } from "#providers/vsphere/xml-writer.js";

type Type =
  | "VirtualMachine"
  | "VirtualMachineSnapshot"
  | "HostSystem"
  | "Folder"
  | "ResourcePool"
  | "Datastore"
  | "Task";

/** What an id stands for, where the kind of its object is known. */
export function moref(type: Type, id: string): Moref {
  return { type, id };
}

/** The element of a reference; nothing for null. */
export function optionalReference(name: string, type: Type, id: string | null): string {
  return id === null ? "" : morefElement(name, moref(type, id));
}
