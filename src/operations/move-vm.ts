import type { MoveRequest } from "#domain/command.js";
import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import { buildOperation } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { needed } from "#operations/change.js";
import { firstOf, nameTaken, refuse, unworkable } from "#operations/checks.js";
import { chosenOf, essenceOf, type Journey, outOfReach, readJourney } from "#operations/destination.js";
import type { Ground, Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import { whereabouts } from "#operations/whereabouts.js";
import type { RelocationSpec } from "#providers/relocation.js";

const WAYS = SUBJECTS.fullMachine;

/**
 * Moves a machine to another host (running, if it runs), datastore or folder, or several of them at once. Undone by the
 * same to where BEF says.
 */
export function moveVm(request: MoveRequest): Operation {
  const name = "MoveVM";
  const onlyFolder = request.host === null && request.datastore === null;
  return buildOperation<Journey, FullMachine>({
    name,
    risk: "disturbs",
    bulk: true,
    on: "machine",
    kind: onlyFolder ? "moveToFolder" : "relocate",
    supportedBy: ({ relocation, migration }) => relocation !== undefined || migration !== undefined,
    keptUnder: ({ target, chosen }) => (onlyFolder ? String(chosen.folderId) : target),
    read: (ground, target) => readJourney(ground, target, request),
    essence: essenceOf,
    target: ({ machine }) => WAYS.target(machine),
    host: ({ machine }) => WAYS.host(machine),
    recordBefore: ({ machine }, _chosen, ground) => record(machine, ground),
    plan(journey, ground) {
      const { machine, to } = journey;
      const chosen = chosenOf(to, (id) => ground.inventory.path(id));
      return {
        refusal: firstOf(
          () => unworkable(machine),
          () => (ground.session.relocation === undefined ? staysThere(machine, request) : null),
          () => (request.desturi === undefined ? null : unused("URI_UNUSED", machine, request)),
          () => (request.overwriteDisks ? unused("OVERWRITE_UNUSED", machine, request) : null),
          () => (isThere(machine, chosen) ? noMove(machine, chosen) : null),
          () => outOfReach(journey, ground),
          () => nameTaken(ground.inventory, to.folder?.id ?? null, machine.name, machine.id),
        ),
        chosen,
      };
    },
    predict: (recorded, _before, { host, datastore, folder }) => ({
      ...recorded,
      ...(host === undefined ? {} : { host }),
      ...(datastore === undefined ? {} : { datastore }),
      ...(folder === undefined ? {} : { folder }),
    }),
    run: ({ relocation, platform }, journey, _chosen, mutation) =>
      capable(relocation, name, platform).relocate(journey.machine.id, specOf(journey), mutation),
    settle: ({ session }, task, { intended }, patience) =>
      session.settle(
        { id: needed(task?.id ?? null) },
        { kind: "fullMachine", id: needed(intended.target) },
        (after) => isThere(after, intended.chosen),
        patience,
      ),
    look: ({ session, signal }, { target }) =>
      session.read({ kind: "fullMachine", id: needed(target) }, signal),
    recordAfter: (after, _chosen, ground) => record(after, ground),
    shows: (after, { chosen }) => after !== null && isThere(after, chosen),
    becomes: () => null,
    updates: (after) => (after === null ? [] : [WAYS.update(after)]),
  });
}

function record(machine: FullMachine, { inventory }: Ground): Facts {
  return { name: machine.name, ...whereabouts(inventory, machine) };
}

/** Whether a machine is where it was to go. */
function isThere(
  { host, datastore, parent }: FullMachine,
  { hostId, datastoreId, folderId }: Facts,
): boolean {
  return (
    (hostId === undefined || host === hostId) &&
    (datastoreId === undefined || datastore === datastoreId) &&
    (folderId === undefined || parent === folderId)
  );
}

/** A session that is on one host alone has nowhere to move a machine to. */
function staysThere({ name }: FullMachine, { host, datastore, folder }: MoveRequest): Problem | null {
  const why = datastore !== null ? "DATASTORE" : folder !== null ? "FOLDER" : null;
  const to = (host ?? datastore ?? folder)?.text ?? "";
  return why === null ? null : refuse("MOVE_IMPOSSIBLE", { name, to, why, about: null });
}

/** Within one server there is no way to be said, and nothing is copied over. */
function unused(
  why: "URI_UNUSED" | "OVERWRITE_UNUSED",
  { name }: FullMachine,
  { host }: MoveRequest,
): Problem {
  return refuse("MOVE_IMPOSSIBLE", { name, to: host?.text ?? "", why, about: null });
}

function noMove({ name }: FullMachine, { host, datastore, folder }: Facts): Problem {
  const value = [host, datastore, folder].filter((each) => each !== undefined).join(", ");
  return refuse("NO_CHANGE", { name, what: "place", value });
}

function specOf({ machine, to, pool, fromPool }: Journey): RelocationSpec {
  return {
    host: to.host?.id ?? null,
    // In its cluster it stays in the pool that somebody may have put it into.
    pool: to.host === null || pool === fromPool ? null : pool,
    datastore: to.datastore?.id ?? null,
    folder: to.folder?.id === machine.parent ? null : (to.folder?.id ?? null),
  };
}
