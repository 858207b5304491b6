import type { ErrorFacts } from "#domain/errors.js";
import type { PlaceKind } from "#domain/place-kind.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { listed } from "#messages/en/listed.js";

const notSent = "Nothing was sent.";

/** The plan says why it would be refused: what is wrong with a host, or with where a machine is to go. */
export const places = {
  HOST_UNREACHABLE: ({ name }) => ({
    what: `Host ${name} is not connected and powered on.`,
    notDone: notSent,
    next: "Bring it back first, or choose another; hosts shows them.",
  }),
  IN_MAINTENANCE: ({ name }) => ({
    what: `Host ${name} is in maintenance mode.`,
    notDone: notSent,
    next: `Choose another host, or take it out first with host maintenance exit ${name}.`,
  }),
  NOT_IN_MAINTENANCE: ({ name }) => ({
    what: `Host ${name} is not in maintenance mode.`,
    notDone: notSent,
    next: `Put it there first with host maintenance enter ${name}, if that is what you want.`,
  }),
  MACHINES_RUNNING: ({ name, machines }) => ({
    what: `Virtual machines still run on host ${name}: ${listed(machines, 10)}.`,
    notDone: notSent,
    next: "Move them to another host, or shut them down, first.",
  }),
  DATASTORE_UNREACHABLE: ({ name }) => ({
    what: `Datastore ${name} is not accessible.`,
    notDone: notSent,
    next: "Bring it back first, or choose another; datastores shows them.",
  }),
  NOT_ENOUGH_SPACE: ({ datastore, freeMiB, neededMiB }) => ({
    what: `Datastore ${datastore} has ${freeMiB} MiB free, and ${neededMiB} MiB are needed.`,
    notDone: notSent,
    next: "Choose another with --datastore; datastores shows how much is free.",
  }),
  NO_PLACE: ({ what }) => ({
    what: `There is no ${what} that would do.`,
    notDone: notSent,
    next: `Say which with --${what}, and see what stands in its way.`,
  }),
  PLACE_APART: (facts) => ({
    what: apart[facts.what](facts),
    notDone: notSent,
    next: "Choose what belongs together.",
  }),
} satisfies Partial<ErrorTexts>;

const apart: Readonly<Record<PlaceKind, (facts: ErrorFacts["PLACE_APART"]) => string>> = {
  host: ({ name, host }) => `Host ${name} is apart from host ${host}: they are in different datacenters.`,
  datastore: ({ name, host }) => `Host ${host} does not reach datastore ${name}.`,
  network: ({ name, host }) => `Host ${host} does not reach network ${name}.`,
  folder: ({ name, host }) => `Folder ${name} is in another datacenter than host ${host}.`,
};
