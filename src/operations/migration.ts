import type { MoveRequest } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Host } from "#domain/host.js";
import { resolveOne } from "#inventory/resolve.js";
import { capable } from "#operations/capability.js";
import { needed } from "#operations/change.js";
import type { Neighbour } from "#operations/neighbours.js";
import type { Ground } from "#operations/operation.js";
import type { Departure, DestinationDisk, MigrationCapability, MovedDisk } from "#providers/migration.js";

/** A machine, and the host of another endpoint that it is to go to, as they have just been read. */
export interface Migration {
  readonly machine: FullMachine;
  readonly departure: Departure;
  /** The endpoint that it leaves. */
  readonly own: string;
  readonly from: MigrationCapability;
  readonly neighbour: Neighbour;
  readonly to: MigrationCapability;
  readonly host: Host;
  /** Its disks, in their order. */
  readonly disks: readonly DiskMigration[];
}

/** A disk, and what there is for it at the destination. */
export interface DiskMigration {
  readonly disk: MovedDisk;
  readonly destination: DestinationDisk;
}

/**
 * Reads both sides. Errors: `MOVE_IMPOSSIBLE` where nothing can be asked of the other endpoint now, those of resolving the host, and
 * those of a read or of what has not been sent.
 *
 * @param endpoint that the host is on
 */
export async function readMigration(
  { session, inventory, neighbours, signal }: Ground,
  target: string | null,
  { host, at }: MoveRequest,
  endpoint: string,
): Promise<Migration> {
  const id = needed(target);
  const from = capable(session.migration, "MoveVM", session.platform);
  const neighbour = neighbours?.at(endpoint, at) ?? null;
  if (neighbours === undefined || neighbour === null || host === null) {
    const name = inventory.nameOf(id) ?? id;
    throw failure("MOVE_IMPOSSIBLE", { name, to: host?.text ?? endpoint, why: "NOT_OPEN", about: null });
  }
  const to = capable(neighbour.session.migration, "MoveVM", neighbour.session.platform);
  const destination = resolveOne(neighbour.inventory, neighbour.inventory.hosts, host);
  const [machine, departure] = await Promise.all([
    session.read({ kind: "fullMachine", id }, signal),
    from.departure(id, signal),
  ]);
  return {
    machine,
    departure,
    own: neighbours.own,
    from,
    neighbour,
    to,
    host: destination,
    disks: await lookForDisks(to, id, departure, signal),
  };
}

/** The same disks as their destination has places for them now. Errors as of what has not been sent. */
export async function lookForDisksAgain(
  { machine, departure, to }: Migration,
  signal?: AbortSignal,
): Promise<readonly DiskMigration[]> {
  return await lookForDisks(to, machine.id, departure, signal);
}

async function lookForDisks(
  to: MigrationCapability,
  id: string,
  { disks }: Departure,
  signal?: AbortSignal,
): Promise<readonly DiskMigration[]> {
  const found = await to.lookForDisks(id, disks, signal);
  return disks.map((disk, index) => {
    const destination = found[index];
    if (destination === undefined)
      throw failure("INTERNAL", { problem: `nothing is known of ${disk.label}` });
    return { disk, destination };
  });
}

/** What must still be so when it is run. */
export function essenceOfMigration({ machine, departure, neighbour, host, disks }: Migration): unknown {
  return [machine, departure, neighbour.endpoint, neighbour.readOnly, host.id, disks];
}

/** A disk that is copied: the other host has none, or one that is copied over. */
export interface Copied extends DiskMigration {
  readonly destination: Extract<DestinationDisk, { as: "made" | "overwritten" }>;
}

/** The disks that are copied. */
export function copiedIn({ disks }: Pick<Migration, "disks">): readonly Copied[] {
  return disks.filter(
    (each): each is Copied => each.destination.as === "made" || each.destination.as === "overwritten",
  );
}
