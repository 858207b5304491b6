import { room } from "#listings/room.js";
import type { RowObject } from "#listings/rows.js";
import type { Labels } from "#messages/catalogue.js";

/** The column that a fact belongs to, where they are called differently. */
const COLUMN: Readonly<Record<string, string>> = {
  memoryMiB: "memory",
  nextBootMemoryMiB: "nextBootMemory",
  capacityMiB: "capacity",
  freeMiB: "free",
};

/** Each fact of a row with its heading, values in words. */
export function detailRows(labels: Labels, row: RowObject): readonly (readonly string[])[] {
  const { machines, hosts, datastores, networks } = labels;
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    vm: machines,
    host: hosts,
    datastore: datastores,
    network: networks,
  };
  const headings = tables[String(row.kind)] ?? {};
  return Object.entries(row).flatMap(([key, value]) => {
    const heading = headings[COLUMN[key] ?? key];
    return heading === undefined ? [] : [[heading, inWords(labels, row, key, value)]];
  });
}

function inWords(
  { yes, no, notKnown, power, connection, networkType }: Labels,
  { kind }: RowObject,
  key: string,
  value: RowObject[string],
): string {
  if (value === null || value === undefined) return notKnown;
  if (typeof value === "boolean") return value ? yes : no;
  if (key === "memoryMiB" || key === "nextBootMemoryMiB") return `${value} MiB`;
  if (typeof value === "number" && key.endsWith("MiB")) return room(value);
  const type = kind === "network" ? networkType : {};
  const terms: Readonly<Record<string, Readonly<Record<string, string>>>> = { power, connection, type };
  return terms[key]?.[value] ?? String(value);
}
