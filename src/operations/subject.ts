import type { Target } from "#domain/entry.js";
import type { HostFacts } from "#domain/host.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { SubjectFacts, SubjectKind } from "#providers/contract.js";

/** What is the same for all operations on a kind of subject. */
export interface SubjectWays<F> {
  target(facts: F): Target;
  /** The id of the host that it lives on. */
  host(facts: F): string | null;
  /** What was just read is not waited for to be pushed: the next command may name it by its new name. */
  update(facts: F): InventoryUpdate;
}

const MACHINE: SubjectWays<MachineFacts> = {
  target: ({ id, uuid, name }) => ({ kind: "VirtualMachine", id, uuid, name }),
  host: ({ host }) => host,
  update: ({ id, name, parent, power, cpus, memoryMiB, host }) => ({
    change: "modify",
    id,
    facts: { name, parent, power, cpus, memoryMiB, host },
  }),
};

const HOST: SubjectWays<HostFacts> = {
  target: ({ id, name }) => ({ kind: "HostSystem", id, uuid: null, name }),
  host: ({ id }) => id,
  update: ({ id, name, connection, power, maintenance }) => ({
    change: "modify",
    id,
    facts: { name, connection, power, maintenance },
  }),
};

export const SUBJECTS: { readonly [K in SubjectKind]: SubjectWays<SubjectFacts[K]> } = {
  machine: MACHINE,
  fullMachine: MACHINE,
  host: HOST,
};
