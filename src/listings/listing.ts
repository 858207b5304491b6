import type { Inventory } from "#inventory/inventory.js";
import { room } from "#listings/room.js";
import type { ListedRows, ListKind } from "#listings/rows.js";
import type { Catalogue, Labels, Results } from "#messages/catalogue.js";

/** One column of a table that people read. */
interface Column<T> {
  heading(labels: Labels): string;
  cell(row: T, labels: Labels, inventory: Inventory): string | null;
}

interface Listing<T> {
  readonly columns: readonly Column<T>[];
  count(results: Results, rows: number): string;
}

const mebibytes = (value: number | null) => (value === null ? null : `${value} MiB`);
const roomy = (value: number | null) => (value === null ? null : room(value));
const localTime = (time: string | null) =>
  time === null ? null : time.replace("T", " ").replace(/\.\d+/, "");

const LISTINGS: { readonly [K in ListKind]: Listing<ListedRows[K]> } = {
  vms: {
    columns: [
      { heading: ({ machines }) => machines.name, cell: ({ name }) => name },
      { heading: ({ machines }) => machines.power, cell: ({ power }, labels) => labels.power[power] },
      { heading: ({ machines }) => machines.cpus, cell: ({ cpus }) => cpus?.toString() ?? null },
      { heading: ({ machines }) => machines.memory, cell: ({ memoryMiB }) => mebibytes(memoryMiB) },
      {
        heading: ({ machines }) => machines.host,
        cell: ({ host }, _labels, inventory) => inventory.nameOf(host),
      },
      { heading: ({ machines }) => machines.ip, cell: ({ ip }) => ip },
    ],
    count: (results, rows) => results.machineCount(rows),
  },
  hosts: {
    columns: [
      { heading: ({ hosts }) => hosts.name, cell: ({ name }) => name },
      {
        heading: ({ hosts }) => hosts.connection,
        cell: ({ connection }, labels) => labels.connection[connection],
      },
      { heading: ({ hosts }) => hosts.power, cell: ({ power }, labels) => labels.power[power] },
      {
        heading: ({ hosts }) => hosts.maintenance,
        cell: ({ maintenance }, labels) => (maintenance ? labels.yes : labels.no),
      },
      { heading: ({ hosts }) => hosts.cpus, cell: ({ cpus }) => cpus?.toString() ?? null },
      { heading: ({ hosts }) => hosts.memory, cell: ({ memoryMiB }) => mebibytes(memoryMiB) },
    ],
    count: (results, rows) => results.hostCount(rows),
  },
  datastores: {
    columns: [
      { heading: ({ datastores }) => datastores.name, cell: ({ name }) => name },
      { heading: ({ datastores }) => datastores.type, cell: ({ type }) => type },
      { heading: ({ datastores }) => datastores.capacity, cell: ({ capacityMiB }) => roomy(capacityMiB) },
      { heading: ({ datastores }) => datastores.free, cell: ({ freeMiB }) => roomy(freeMiB) },
      {
        heading: ({ datastores }) => datastores.accessible,
        cell: ({ accessible }, labels) => (accessible ? labels.yes : labels.no),
      },
    ],
    count: (results, rows) => results.datastoreCount(rows),
  },
  networks: {
    columns: [
      { heading: ({ networks }) => networks.name, cell: ({ name }) => name },
      { heading: ({ networks }) => networks.type, cell: ({ type }, labels) => labels.networkType[type] },
      {
        heading: ({ networks }) => networks.path,
        cell: ({ id }, _labels, inventory) => inventory.path(id),
      },
    ],
    count: (results, rows) => results.networkCount(rows),
  },
  snapshots: {
    columns: [
      { heading: ({ snapshots }) => snapshots.name, cell: ({ name }) => name },
      { heading: ({ snapshots }) => snapshots.created, cell: ({ created }) => localTime(created) },
      { heading: ({ snapshots }) => snapshots.power, cell: ({ power }, labels) => labels.power[power] },
      {
        heading: ({ snapshots }) => snapshots.current,
        cell: ({ current }, labels) => (current ? labels.yes : ""),
      },
      { heading: ({ snapshots }) => snapshots.id, cell: ({ id }) => `@${id}` },
      { heading: ({ snapshots }) => snapshots.description, cell: ({ description }) => description },
    ],
    count: (results, rows) => results.snapshotCount(rows),
  },
  tasks: {
    columns: [
      { heading: ({ tasks }) => tasks.queued, cell: ({ queued }) => localTime(queued) },
      { heading: ({ tasks }) => tasks.what, cell: ({ what }) => what },
      { heading: ({ tasks }) => tasks.target, cell: ({ target }) => target },
      { heading: ({ tasks }) => tasks.user, cell: ({ user }) => user },
      { heading: ({ tasks }) => tasks.state, cell: ({ state }, labels) => labels.taskState[state] },
      {
        heading: ({ tasks }) => tasks.progress,
        cell: ({ progress }) => (progress === null ? null : `${progress} %`),
      },
      { heading: ({ tasks }) => tasks.error, cell: ({ error }) => error ?? "" },
    ],
    count: (results, rows) => results.taskCount(rows),
  },
  events: {
    columns: [
      { heading: ({ events }) => events.time, cell: ({ time }) => localTime(time) },
      { heading: ({ events }) => events.what, cell: ({ what }) => what },
      { heading: ({ events }) => events.target, cell: ({ target }) => target },
      { heading: ({ events }) => events.user, cell: ({ user }) => user },
      { heading: ({ events }) => events.message, cell: ({ message }) => message },
    ],
    count: (results, rows) => results.eventCount(rows),
  },
};

/** A table's cells with its headings first, and the line under it that says how many rows there are. */
export function listing<K extends ListKind>(
  kind: K,
  rows: readonly ListedRows[K][],
  inventory: Inventory,
  { labels, results }: Catalogue,
): { readonly cells: readonly (readonly string[])[]; readonly count: string } {
  const { columns, count } = LISTINGS[kind];
  return {
    cells: [
      columns.map(({ heading }) => heading(labels)),
      ...rows.map((row) => columns.map(({ cell }) => cell(row, labels, inventory) ?? "-")),
    ],
    count: count(results, rows.length),
  };
}
