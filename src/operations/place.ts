import type { Choice, ChoiceReason } from "#domain/choice.js";
import type { CreateRequest, TargetExpression } from "#domain/command.js";
import type { Datastore } from "#domain/datastore.js";
import { failure } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Row } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { resolveOne } from "#inventory/resolve.js";
import type { Rows } from "#inventory/shelf.js";
import { hostByPromises } from "#operations/host-by-promises.js";
import { folderNamed, isRoot, machineFolderOf, poolOf } from "#operations/whereabouts.js";

/** Where a new machine goes, all of it, and why there. */
export interface Place {
  readonly host: Host;
  readonly pool: string;
  readonly datastore: Datastore;
  /** Null where the host reaches none. */
  readonly network: Network | null;
  readonly folder: Container;
  readonly choices: readonly Choice[];
}

type Wishes = Pick<CreateRequest, "host" | "datastore" | "network" | "folder">;

/**
 * Chooses what the command line leaves open, from the live inventory: the host whose running machines have been promised
 * the least of its memory, its datastore with the most free space, its only or first network, its datacenter's folder of
 * machines. Throws TARGET_UNKNOWN and TARGET_AMBIGUOUS for what is named, NO_PLACE and PLACE_APART.
 *
 * @param diskMiB how much room the datastore must have
 */
export function choosePlace(inventory: Inventory, wishes: Wishes, diskMiB: number): Place {
  const { hosts, datastores, networks } = inventory;
  const asked = <T extends Row>(rows: Rows<T>, wish: TargetExpression | null): T | null =>
    wish === null ? null : resolveOne(inventory, rows, wish);
  const datastore = asked(datastores, wishes.datastore);
  const network = asked(networks, wishes.network);
  const folder = wishes.folder === null ? null : folderNamed(inventory, wishes.folder);
  const host = asked(hosts, wishes.host);

  const fits = (each: Host) =>
    (datastore === null || each.datastores.includes(datastore.id)) &&
    (network === null || each.networks.includes(network.id)) &&
    (folder === null || inventory.datacenterOf(each.id) === inventory.datacenterOf(folder.id));
  const open = (each: Host) => each.connection === "connected" && each.power === "on" && !each.maintenance;
  const candidates = host === null ? hosts.all().filter((each) => open(each) && fits(each)) : [host];
  const chosen = hostByPromises(inventory, candidates);
  const pool = chosen === null ? null : poolOf(inventory, chosen);
  if (chosen === null || pool === null) throw failure("NO_PLACE", { what: "host" });
  const stored = datastore ?? mostFree(inventory, chosen, diskMiB);
  const connected = network ?? firstNetwork(inventory, chosen);
  const kept = folder ?? machineFolderOf(inventory, chosen.id);
  refuseApart(inventory, chosen, { datastore, network, folder });
  const reason = (wish: unknown, why: ChoiceReason) => (wish === null ? why : "asked");
  return {
    host: chosen,
    pool,
    datastore: stored,
    network: connected,
    folder: kept,
    choices: [
      {
        what: "host",
        value: chosen.name,
        why: reason(host, candidates.length === 1 ? "only" : "leastPromised"),
      },
      {
        what: "datastore",
        value: stored.name,
        why: reason(datastore, chosen.datastores.length === 1 ? "only" : "mostFree"),
      },
      ...(connected === null
        ? []
        : [
            {
              what: "network" as const,
              value: connected.name,
              why: reason(network, chosen.networks.length === 1 ? "only" : "firstByName"),
            },
          ]),
      ...(isRoot(kept)
        ? []
        : [
            {
              what: "folder" as const,
              value: inventory.path(kept.id),
              why: reason(folder, "datacenter"),
            },
          ]),
    ],
  };
}

function mostFree(inventory: Inventory, host: Host, diskMiB: number): Datastore {
  const [best] = host.datastores
    .map((id) => inventory.datastores.get(id))
    .filter((each) => each?.accessible === true && (each.freeMiB ?? 0) >= diskMiB)
    .filter((each) => each !== null)
    .sort((one, other) => (other.freeMiB ?? 0) - (one.freeMiB ?? 0));
  if (best === undefined) throw failure("NO_PLACE", { what: "datastore" });
  return best;
}

function firstNetwork(inventory: Inventory, host: Host): Network | null {
  const reached = host.networks.map((id) => inventory.networks.get(id)).filter((each) => each !== null);
  return inNaturalOrder(reached)[0] ?? null;
}

/** What was named together must go together. */
function refuseApart(
  inventory: Inventory,
  host: Host,
  { datastore, network, folder }: Readonly<Record<"datastore" | "network" | "folder", Row | null>>,
): void {
  const apart = (what: "datastore" | "network" | "folder", name: string) =>
    failure("PLACE_APART", { what, name, host: host.name });
  if (datastore && !host.datastores.includes(datastore.id)) throw apart("datastore", datastore.name);
  if (network && !host.networks.includes(network.id)) throw apart("network", network.name);
  if (folder && inventory.datacenterOf(host.id) !== inventory.datacenterOf(folder.id)) {
    throw apart("folder", inventory.path(folder.id));
  }
}
