import type { MachineFacts } from "#domain/virtual-machine.js";
import type {
  HardwareChange,
  Mutation,
  PowerCapability,
  ReconfigureCapability,
  RenameCapability,
  TaskRef,
} from "#providers/contract.js";
import { escapeEntityName } from "#providers/vsphere/property-values.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need } from "#providers/vsphere/xml-reader.js";
import { element, textElement } from "#providers/vsphere/xml-writer.js";

/** The calls that change something. Each is sent once: `call`, never `read`. */
export interface Mutations {
  readonly power: PowerCapability;
  readonly reconfigure: ReconfigureCapability;
  readonly rename: RenameCapability;
}

export function mutations(client: VimClient): Mutations {
  const start = async (method: string, id: string, args: string, mutation: Mutation): Promise<TaskRef> => {
    const response = await client.call(method, { type: "VirtualMachine", id }, args, mutation);
    return { id: morefOf(need(response, "returnval")).id };
  };
  return {
    power: {
      powerOn: (id, mutation) => start("PowerOnVM_Task", id, "", mutation),
      powerOff: (id, mutation) => start("PowerOffVM_Task", id, "", mutation),
    },
    reconfigure: {
      reconfigure: (before, change, mutation) =>
        start("ReconfigVM_Task", before.id, configSpec(before, change), mutation),
    },
    rename: {
      rename: (id, newName, mutation) =>
        start("Rename_Task", id, textElement("newName", escapeEntityName(newName)), mutation),
    },
  };
}

/** A VirtualMachineConfigSpec: the order of its elements is the schema's. */
function configSpec(before: MachineFacts, { cpus, memoryMiB }: HardwareChange): string {
  return element(
    "spec",
    (before.changeVersion === "" ? "" : textElement("changeVersion", before.changeVersion)) +
      (cpus === undefined ? "" : textElement("numCPUs", cpus)) +
      (memoryMiB === undefined ? "" : textElement("memoryMB", memoryMiB)),
  );
}
