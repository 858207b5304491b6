import type { CloneSpec, CloningCapability } from "#providers/cloning.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { escapeEntityName } from "#providers/vsphere/property-values.js";
import { moref, optionalReference } from "#providers/vsphere/references.js";
import { element, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

export function cloning(call: TaskCall): CloningCapability {
  return {
    clone: (id, clone, mutation) =>
      call("CloneVM_Task", moref("VirtualMachine", id), cloneArguments(clone), mutation),
  };
}

function cloneArguments({ name, folder, host, pool, datastore, on }: CloneSpec): string {
  const location =
    optionalReference("datastore", "Datastore", datastore) +
    optionalReference("pool", "ResourcePool", pool) +
    optionalReference("host", "HostSystem", host);
  return (
    morefElement("folder", moref("Folder", folder)) +
    textElement("name", escapeEntityName(name)) +
    element(
      "spec",
      element("location", location) + textElement("template", false) + textElement("powerOn", on),
    )
  );
}
