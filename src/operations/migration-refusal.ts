import type { MoveRequest } from "#domain/command.js";
import type { ErrorFacts, Problem } from "#domain/errors.js";
import type { DiskObstacle } from "#domain/move-obstacle.js";
import { firstOf, nameTaken, refuse, unworkable } from "#operations/checks.js";
import { hostClosed } from "#operations/host-checks.js";
import { copiedIn, type DiskMigration, type Migration } from "#operations/migration.js";
import { uriProblem } from "#operations/migration-uri-problem.js";

/** Why a machine could not go to the host of another endpoint, as far as it can be told before it is tried; or null. */
export function migrationRefused(migration: Migration, request: MoveRequest): Problem | null {
  const { machine, departure, from, to, neighbour, host } = migration;
  const no = (why: ErrorFacts["MOVE_IMPOSSIBLE"]["why"], about: string | null = null) =>
    refuse("MOVE_IMPOSSIBLE", { name: machine.name, to: host.name, why, about });
  const when = (is: boolean, why: Parameters<typeof no>[0]) => (is ? no(why) : null);
  return firstOf(
    () => unworkable(machine),
    () => (neighbour.readOnly === null ? null : refuse("READ_ONLY", { by: neighbour.readOnly })),
    () => when(request.datastore !== null, "DATASTORE"),
    () => when(request.folder !== null, "FOLDER"),
    // Xen's driver loses a machine that it moves to its own host, whatever that is called today.
    () => when(host.id === machine.host || to.hostname === from.hostname, "SAME_HOST"),
    () => hostClosed(host),
    () => when(neighbour.inventory.machines.get(machine.id) !== null, "UUID_TAKEN"),
    () => nameTaken(neighbour.inventory, host.parent, machine.name, machine.id),
    () => {
      const problem = request.desturi === undefined ? null : uriProblem(request.desturi, to);
      return problem === null ? null : no(problem.why, problem.about);
    },
    () => when(departure.state === "saved", "SAVED"),
    () => when(machine.snapshots.length > 0, "SNAPSHOTS"),
    () => when(departure.state === "off" && !from.movesOff, "OFF"),
    () => disksRefused(migration, request, no),
  );
}

/** What is wrong with the place that a disk would be copied to: it would not be copied anyway, where nothing is. */
const OF_COPIES: ReadonlySet<DiskObstacle> = new Set(["DISK_TAKEN", "DISK_SIZE", "NO_POOL"]);

function disksRefused(
  { disks, departure, from }: Migration,
  { overwriteDisks }: MoveRequest,
  no: (why: ErrorFacts["MOVE_IMPOSSIBLE"]["why"], about: string) => Problem,
): Problem | null {
  const uncopied = disks.find(
    ({ destination }) =>
      destination.as === "made" ||
      destination.as === "overwritten" ||
      (destination.as === "refused" && OF_COPIES.has(destination.why)),
  );
  if (uncopied !== undefined) {
    if (departure.state === "off") return no("OFF_WITH_DISKS", said(uncopied));
    if (!from.copiesDisks) return no("NO_COPYING", said(uncopied));
  }
  for (const each of disks) {
    if (each.destination.as === "refused")
      return no(each.destination.why, said(each, each.destination.about));
  }
  const inTheWay = copiedIn({ disks }).find(({ destination }) => destination.as === "overwritten");
  return inTheWay === undefined || overwriteDisks ? null : no("DISK_EXISTS", said(inTheWay));
}

function said({ disk: { label, place } }: DiskMigration, about: string | null = null): string {
  return `${label} (${about === null ? place : `${place}; ${about}`})`;
}
