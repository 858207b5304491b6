import type { Choice } from "#domain/choice.js";
import type { CloneRequest } from "#domain/command.js";
import type { FullMachine } from "#domain/full-machine.js";
import { capable } from "#operations/capability.js";
import { firstOf, mustBeOff, nameInvalid, nameTaken, refuse } from "#operations/checks.js";
import { chosenOf, essenceOf, type Journey, outOfReach, readJourney } from "#operations/destination.js";
import { make } from "#operations/make.js";
import type { Ground, Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import { hardware, machineFolderOf, whereabouts } from "#operations/whereabouts.js";

const WAYS = SUBJECTS.fullMachine;

/**
 * Copies a machine or template, disks and all, into the folder of its source; it is off unless asked otherwise. Its
 * guest is a twin, with the same name and address. Undone by DeleteVM of the clone.
 */
export function cloneVm(request: CloneRequest): Operation {
  const name = "CloneVM";
  const { newName, on } = request;
  return make<Journey>({
    name,
    risk: "harmless",
    bulk: false,
    on: "machine",
    kind: "clone",
    supportedBy: ({ cloning }) => cloning !== undefined,
    keptUnder: ({ target }) => target,
    read: (ground, target) => readJourney(ground, target, { ...request, folder: null }),
    essence: essenceOf,
    target: ({ machine }) => WAYS.target(machine),
    host: ({ machine }) => WAYS.host(machine),
    recordBefore: ({ machine }) => ({ name: machine.name }),
    plan(journey, ground) {
      const { machine, to } = journey;
      const folder = folderFor(journey, ground);
      const path = ground.inventory.path(folder) || folder;
      const chosen = chosenOf(to, (id) => ground.inventory.path(id));
      return {
        refusal: firstOf(
          () => (machine.reachable ? null : refuse("MACHINE_UNREACHABLE", { name: machine.name })),
          () => nameInvalid(newName, ground.session.limits),
          () => nameTaken(ground.inventory, folder, newName, ""),
          () => mustBeOff(ground.session.cloning?.clones, machine),
          () => outOfReach(journey, ground),
        ),
        chosen: { ...chosen, folder: path, folderId: folder },
        choices: [{ what: "folder", value: path, why: "sourcesOwn" }, ...otherwise(machine)],
      };
    },
    predict: (_recorded, { machine }, { host, datastore, folder }, { inventory }) => {
      const source = whereabouts(inventory, machine);
      return {
        clone: newName,
        ...hardware(machine),
        power: on ? "on" : "off",
        host: host ?? source.host ?? null,
        datastore: datastore ?? source.datastore ?? null,
        folder: folder ?? null,
      };
    },
    run: ({ cloning, platform }, { machine, to, pool }, chosen, mutation) => {
      const spec = {
        name: newName,
        folder: String(chosen.folderId),
        host: to.host?.id ?? null,
        // A template is in no pool, so that its clone has none to inherit.
        pool: to.host === null && !machine.template ? null : pool,
        datastore: to.datastore?.id ?? null,
        on,
      };
      return capable(cloning, name, platform).clone(machine.id, spec, mutation);
    },
    recordAfter: (clone, _chosen, { inventory }) => ({
      clone: clone.name,
      cloneId: clone.id,
      cloneUuid: clone.uuid,
      ...hardware(clone),
      ...whereabouts(inventory, clone),
    }),
    shows: (clone) => clone.name === newName,
    // The target of a clone is its source: it stays what it was.
    becomes: () => null,
  });
}

/** What of a clone is not as one would think. */
function otherwise({ hostPorts = [], screens = [] }: FullMachine): readonly Choice[] {
  return [
    ...hostPorts.map((value) => ({ what: "port", value, why: "notOnClone" }) as const),
    ...screens.map((value) => ({ what: "screen", value, why: "sourcesPassword" }) as const),
  ];
}

/** A clone cannot be put into a vApp as into a folder. */
function folderFor({ machine }: Journey, { inventory }: Ground): string {
  const { parent, host } = machine;
  if (parent !== null && inventory.containers.get(parent)?.kind === "folder") return parent;
  return machineFolderOf(inventory, host ?? machine.id).id;
}
