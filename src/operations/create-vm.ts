import type { Choice } from "#domain/choice.js";
import type { CreateRequest } from "#domain/command.js";
import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import { capable } from "#operations/capability.js";
import { firstOf, nameInvalid, nameTaken, refuse } from "#operations/checks.js";
import { hostClosed } from "#operations/host-checks.js";
import { machineTarget, make } from "#operations/make.js";
import type { Operation } from "#operations/operation.js";
import { choosePlace, type Place } from "#operations/place.js";
import { cpuProblem, diskProblem, impossible, memoryProblem } from "#operations/sizes.js";
import { hardware, whereabouts } from "#operations/whereabouts.js";
import type { ProviderSession } from "#providers/contract.js";
import type { NewMachine } from "#providers/lifecycle.js";
import type { PlacementFacts } from "#providers/placement.js";

/** What a machine gets where nothing is said: one that starts, and can be changed afterwards. */
const DEFAULTS = { cpus: 1, memoryMiB: 1024, diskMiB: 16 * 1024, guest: "otherGuest64" } as const;

/** Where it is to go, and the host and datastore there as they have just been read. */
interface Site {
  readonly place: Place;
  readonly read: PlacementFacts;
}

/** Makes a machine that is off, with one thin disk. Undone by DeleteVM. */
export function createVm(request: CreateRequest): Operation {
  const name = "CreateVM";
  const { newName, cpus, memoryMiB, diskMiB, guest } = request;
  const machine = {
    name: newName,
    cpus: cpus ?? DEFAULTS.cpus,
    memoryMiB: memoryMiB ?? DEFAULTS.memoryMiB,
    diskMiB: diskMiB ?? DEFAULTS.diskMiB,
  };
  const guestOf = ({ lifecycle }: ProviderSession) => guest ?? lifecycle?.guest ?? DEFAULTS.guest;
  return make<Site>({
    name,
    risk: "harmless",
    bulk: false,
    on: null,
    kind: "create",
    supportedBy: ({ lifecycle }) => lifecycle !== undefined,
    keptUnder: ({ chosen }) => (typeof chosen.folderId === "string" ? chosen.folderId : null),
    async read({ session, inventory, signal }) {
      const place = choosePlace(inventory, request, machine.diskMiB);
      const { host, datastore, network } = place;
      const query = { machine: null, host: host.id, datastore: datastore.id, network };
      return { place, read: await session.readPlacement(query, signal) };
    },
    // Free space and promised memory are never the same twice.
    essence: ({ place: { host, datastore, network, folder }, read }) => [
      read.host,
      [host, datastore, network, folder].map((each) => each?.id),
    ],
    target: () => ({ kind: "VirtualMachine", id: null, uuid: null, name: newName }),
    host: ({ place }) => place.host.id,
    recordBefore: () => ({}),
    plan: (site, { session, inventory }) => ({
      refusal: firstOf(
        () => nameInvalid(newName, session.limits),
        () => impossible("CPUs", String(machine.cpus), cpuProblem(machine.cpus, 1, session.limits)),
        () =>
          impossible("memory", `${machine.memoryMiB} MiB`, memoryProblem(machine.memoryMiB, session.limits)),
        () => impossible("disk", `${machine.diskMiB} MiB`, diskProblem(machine.diskMiB, session.limits)),
        () => noSuchGuest(session, guestOf(session)),
        () => nameTaken(inventory, site.place.folder.id, newName, ""),
        () => closed(site, machine.diskMiB),
      ),
      chosen: {
        host: site.place.host.name,
        datastore: site.place.datastore.name,
        network: site.place.network?.name ?? null,
        folder: inventory.path(site.place.folder.id) || site.place.folder.id,
        folderId: site.place.folder.id,
        cpus: machine.cpus,
        memoryMiB: machine.memoryMiB,
        diskMiB: machine.diskMiB,
        guest: guestOf(session),
      } satisfies Facts,
      choices: [...site.place.choices, ...choicesOf(request, { ...machine, guest: guestOf(session) })],
    }),
    predict: (_recorded, _before, { host, datastore, folder }) => ({
      name: newName,
      power: "off",
      cpus: machine.cpus,
      memoryMiB: machine.memoryMiB,
      diskMiB: machine.diskMiB,
      host: host ?? null,
      datastore: datastore ?? null,
      folder: folder ?? null,
    }),
    run: ({ lifecycle, platform }, site, chosen, mutation) =>
      capable(lifecycle, name, platform).create(
        newMachine({ ...machine, guest: String(chosen.guest) }, site),
        mutation,
      ),
    recordAfter: (made, _chosen, { inventory }) => ({
      name: made.name,
      ...hardware(made),
      ...whereabouts(inventory, made),
    }),
    shows: (made) => made.name === newName,
    becomes: machineTarget,
  });
}

type Machine = Pick<NewMachine, "name" | "cpus" | "memoryMiB" | "guest"> & { readonly diskMiB: number };

function newMachine(machine: Machine, { place, read }: Site): NewMachine {
  const { folder, pool, host, datastore } = place;
  return {
    ...machine,
    folder: folder.id,
    pool,
    host: host.id,
    datastoreName: datastore.name,
    network: read.network,
  };
}

function noSuchGuest({ lifecycle }: ProviderSession, guest: string): Problem | null {
  const known = lifecycle?.guests;
  if (known === undefined || known.includes(guest)) return null;
  return refuse("NO_GUEST_KIND", { guest, known });
}

/** The inventory may lag behind; what was just read does not. */
function closed({ place, read: { host, datastore } }: Site, neededMiB: number): Problem | null {
  if (host === null || datastore === null) return refuse("HOST_UNREACHABLE", { name: place.host.name });
  if (!datastore.accessible) return refuse("DATASTORE_UNREACHABLE", { name: datastore.name });
  const freeMiB = datastore.freeMiB ?? 0;
  return (
    hostClosed(host) ??
    (freeMiB < neededMiB
      ? refuse("NOT_ENOUGH_SPACE", { datastore: datastore.name, freeMiB, neededMiB })
      : null)
  );
}

function choicesOf(request: CreateRequest, { cpus, memoryMiB, diskMiB, guest }: Machine): readonly Choice[] {
  const why = (asked: unknown) => (asked === null ? ("default" as const) : ("asked" as const));
  return [
    { what: "cpus", value: String(cpus), why: why(request.cpus) },
    { what: "memory", value: `${memoryMiB} MiB`, why: why(request.memoryMiB) },
    { what: "disk", value: `${diskMiB} MiB`, why: why(request.diskMiB) },
    { what: "guest", value: guest, why: why(request.guest) },
  ];
}
