import { isDeepStrictEqual } from "node:util";
import type { Choice } from "#domain/choice.js";
import type { MoveRequest } from "#domain/command.js";
import type { Facts } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Loss } from "#domain/loss.js";
import { type BothSides, isShownThere, lookOnBothSides, positionIn } from "#operations/both-sides.js";
import { buildOperation } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { needed } from "#operations/change.js";
import { findMigrated } from "#operations/find-migrated.js";
import { withHalfMade } from "#operations/half-made.js";
import {
  copiedIn,
  essenceOfMigration,
  lookForDisksAgain,
  type Migration,
  readMigration,
} from "#operations/migration.js";
import { migrationRefused } from "#operations/migration-refusal.js";
import type { Ground, Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import { whereabouts } from "#operations/whereabouts.js";
import type { Failure } from "#providers/mutation.js";

const WAYS = SUBJECTS.fullMachine;

/**
 * Moves a machine to the host of another endpoint, running if it runs, with the disks that the other host has not. AFT is read where
 * the machine is then. Undone by moving it back, once the disks that have stayed are out of the way: over them, or any other, it goes
 * only where that is asked for, and then it destroys.
 *
 * @param endpoint that the host is on
 */
export function migrateVm(request: MoveRequest, endpoint: string): Operation {
  const name = "MoveVM";
  return buildOperation<Migration, BothSides>({
    name,
    risk: request.overwriteDisks ? "destroys" : "disturbs",
    bulk: true,
    on: "machine",
    kind: "relocate",
    supportedBy: ({ migration }) => migration !== undefined,
    keptUnder: ({ target }) => target,
    read: (ground, target) => readMigration(ground, target, request, endpoint),
    essence: essenceOfMigration,
    target: ({ machine }) => WAYS.target(machine),
    host: ({ machine }) => WAYS.host(machine),
    recordBefore: ({ machine, own }, _chosen, ground) => record(machine, own, ground),
    plan: (migration) => ({
      refusal: migrationRefused(migration, request),
      chosen: chosenOf(migration, request),
      choices: choicesOf(migration, request),
      losses: request.overwriteDisks ? lossesOf(migration) : [],
    }),
    // In which datastore it will be said to lie is the other host's to say.
    predict: ({ datastore: _, ...recorded }, _before, { host = null, endpoint: to = null }) => ({
      ...recorded,
      endpoint: to,
      host,
    }),
    async run(session, migration, { uri }, mutation) {
      const { departure, machine } = migration;
      const { state } = departure;
      if (state === "saved") throw failure("INTERNAL", { problem: "a saved machine is not moved" });
      // What has come to be there since would be gone, however fresh the plan is.
      const disks = await lookForDisksAgain(migration, mutation.signal);
      const refusal = migrationRefused({ ...migration, disks }, request);
      if (refusal !== null) throw new ShosekiError(refusal);
      if (!isDeepStrictEqual(disks, migration.disks)) throw failure("TARGET_CHANGED", { name: machine.name });
      const copied = copiedIn(migration).map(({ disk }) => disk.label);
      const to = { uri: String(uri), state, copied };
      return await capable(session.migration, name, session.platform).migrate(machine.id, to, mutation);
    },
    async settle(ground, task, { before, intended }, patience) {
      const { failed: why } = await ground.session.ended({ id: needed(task?.id ?? null) }, patience);
      // Of what was not sent nothing was made.
      const isKnown = why === null || why.fault === "NOT_SENT";
      const failed = isKnown ? why : await withHalfMade(why, before, patience.signal);
      const after = await lookOnBothSides({ ...ground, signal: patience.signal }, intended);
      return { failed, after, doubt: doubtOf(after, before, failed) };
    },
    look: lookOnBothSides,
    recordAfter(after, { endpoint: to, from }, ground) {
      const isThere = isShownThere(after);
      const machine = isThere ? after.there : after.here;
      if (machine === null) return {};
      const inventory = isThere ? (ground.neighbours?.at(String(to))?.inventory ?? null) : ground.inventory;
      return record(machine, String(isThere ? to : from), { inventory });
    },
    shows: (after) => after !== null && positionIn(after) === "MOVED",
    becomes: () => null,
    // The other endpoint hears of it by itself.
    updates: (after, { target }) =>
      after !== null && after.here === null && target !== null ? [{ change: "leave", id: target }] : [],
    findOut: findMigrated,
  });
}

/** Why the server's word alone is not believed; null where both sides bear it out: what has failed has moved nothing. */
function doubtOf(
  sides: BothSides,
  { machine: { name }, own, neighbour }: Migration,
  failed: Failure | null,
): ShosekiError | null {
  const position = positionIn(sides);
  if (position === "MOVED" || (position === "STILL_THERE" && failed !== null)) return null;
  const words = failed === null ? {} : { fault: failed.fault, message: failed.message };
  return failure(position, { name, from: own, to: neighbour.endpoint, ...words });
}

function record(
  machine: FullMachine,
  endpoint: string,
  { inventory }: { readonly inventory: Ground["inventory"] | null },
): Facts {
  const { name, power, host, datastore, parent } = machine;
  const places = inventory === null ? { host, datastore, folder: parent } : whereabouts(inventory, machine);
  return { name, power, endpoint, ...places };
}

function chosenOf(migration: Migration, { desturi, overwriteDisks }: MoveRequest): Facts {
  const { own, neighbour, to, host } = migration;
  const copied = copiedIn(migration).map(({ disk }) => disk.label);
  const overwritten = overwrittenIn(migration).map(({ destination }) => destination.place);
  return {
    host: host.name,
    hostId: host.id,
    endpoint: neighbour.endpoint,
    from: own,
    uri: desturi ?? to.uri,
    copied: copied.join(", "),
    ...(overwritten.length === 0 || !overwriteDisks ? {} : { overwritten: overwritten.join(", ") }),
  };
}

/** How it goes there, and what becomes of each disk. */
function choicesOf(migration: Migration, { desturi }: MoveRequest): readonly Choice[] {
  const { to, from, host, disks } = migration;
  return [
    { what: "host", value: host.name, why: "asked" },
    { what: "route", value: desturi ?? to.uri, why: desturi === undefined ? "endpoint" : "asked" },
    ...disks.flatMap(({ disk: { label, place }, destination }): Choice[] => {
      const why = destination.as === "refused" ? null : BECOMES[destination.as];
      return why === null ? [] : [{ what: "disk", value: `${label} ${from.hostname}:${place}`, why }];
    }),
  ];
}

const BECOMES = {
  shared: "shared",
  made: "copied",
  overwritten: "copiedOver",
  theirs: "theirs",
} as const;

function lossesOf(migration: Migration): readonly Loss[] {
  const { hostname } = migration.to;
  return overwrittenIn(migration).map(({ destination: { place, sizeMiB } }) => {
    return { kind: "overwritten", file: `${hostname}:${place}`, sizeMiB };
  });
}

function overwrittenIn(migration: Migration) {
  return copiedIn(migration).flatMap(({ destination }) =>
    destination.as === "overwritten" ? [{ destination }] : [],
  );
}
