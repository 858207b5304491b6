import type { Target } from "#domain/entry.js";
import type { HostFacts } from "#domain/host.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { BriefMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { SubjectFacts, SubjectKind } from "#providers/subject.js";

/** What is the same for all operations on a kind of subject. */
export interface SubjectWays<F> {
  target(facts: F): Target;
  /** The id of the host that it lives on. */
  host(facts: F): string | null;
  /** What was read of it, with what has been pushed since. */
  pushed(facts: F, inventory: Inventory): F;
  /** What was just read is not waited for to be pushed: the next command may name it by its new name. */
  update(facts: F): InventoryUpdate;
}

function machineWays<F extends BriefMachine>(): SubjectWays<F> {
  return {
    target: ({ id, uuid, name }) => ({ kind: "VirtualMachine", id, uuid, name }),
    host: ({ host }) => host,
    pushed: (facts, { machines }) => {
      const row = machines.get(facts.id);
      if (row === null) return facts;
      const { name, parent, power, cpus, memoryMiB, host } = row;
      return { ...facts, name, parent, power, cpus, memoryMiB, host };
    },
    update: ({ id, name, parent, power, cpus, memoryMiB, host }) => ({
      change: "modify",
      id,
      facts: { name, parent, power, cpus, memoryMiB, host },
    }),
  };
}

const HOST: SubjectWays<HostFacts> = {
  target: ({ id, name }) => ({ kind: "HostSystem", id, uuid: null, name }),
  host: ({ id }) => id,
  pushed: (facts, { hosts }) => {
    const row = hosts.get(facts.id);
    if (row === null) return facts;
    const { name, parent, connection, power, maintenance } = row;
    return { ...facts, name, parent, connection, power, maintenance };
  },
  update: ({ id, name, connection, power, maintenance }) => ({
    change: "modify",
    id,
    facts: { name, connection, power, maintenance },
  }),
};

export const SUBJECTS: { readonly [K in SubjectKind]: SubjectWays<SubjectFacts[K]> } = {
  briefMachine: machineWays(),
  machine: machineWays(),
  fullMachine: machineWays(),
  host: HOST,
};
