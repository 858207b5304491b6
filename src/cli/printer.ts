import { change, duration } from "#cli/change.js";
import type { Setting } from "#cli/io.js";
import { type RowObject, rowObject } from "#cli/rows.js";
import { table } from "#cli/table.js";
import type { Entry, Status } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Labels } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { seconds } from "#messages/wording.js";

/** What is said of a result stands under the operation's name. */
const INDENT = 8;

/** How a session's results reach standard output: as people read them, or as JSON Lines. */
export interface Printer {
  /** Login, Logout, and what recovery found. */
  aside(entry: Entry): void;
  /** @param error why it is not OK */
  outcome(entry: Entry, error: ShosekiError | null): void;
  /** After an operation on several targets. */
  summary(outcomes: readonly Entry[]): void;
  note(entry: Entry): void;
  machines(inventory: Inventory, rows: readonly VirtualMachine[]): void;
  hosts(inventory: Inventory, rows: readonly Host[]): void;
  one(inventory: Inventory, row: VirtualMachine | Host): void;
  help(text: string): void;
}

export function jsonPrinter({ io }: Setting): Printer {
  const line = (value: unknown) => io.out(JSON.stringify(value));
  const rows = (inventory: Inventory, each: readonly (VirtualMachine | Host)[]) => {
    for (const row of each) line(rowObject(inventory, row));
  };
  return {
    aside: (entry) => (entry.phase === "outcome" ? line(entry) : io.err(JSON.stringify(entry))),
    outcome: line,
    summary: () => undefined,
    note: line,
    machines: rows,
    hosts: rows,
    one: (inventory, row) => rows(inventory, [row]),
    help: (text) => line({ kind: "help", text }),
  };
}

/** Listings and outcomes on standard output; what is said of the session itself on standard error. */
export function humanPrinter({ io, catalogue }: Setting): Printer {
  const { labels, results } = catalogue;
  const why = (error: ShosekiError) => {
    const { what, notDone, next } = explain(error.problem, catalogue);
    return [what, `${notDone} ${next}`].map((line) => `${" ".repeat(INDENT)}${line}`);
  };
  const cell = (value: string | number | null) => (value === null ? "-" : String(value));
  const yes = (value: boolean) => (value ? labels.yes : labels.no);
  return {
    aside: (entry) => {
      // Why there is no session is said once, in full, where the error is reported.
      if (entry.OPR === "Login" && entry.phase === "outcome" && entry.RST?.status !== "OK") return;
      if (entry.phase !== "recovery") {
        if (entry.AFT?.trust === "insecure") {
          const thumbprint = String(entry.AFT.certificate);
          io.err(results.insecure({ endpoint: entry.HST.endpoint, thumbprint }));
        }
        return io.err(resultLine(entry));
      }
      const status = entry.RST?.status ?? "UNKNOWN";
      return io.err(results.recovered({ operation: entry.OPR, target: printable(entry.TGT.name), status }));
    },
    outcome: (entry, error) => io.out([resultLine(entry), ...(error === null ? [] : why(error))].join("\n")),
    summary: (outcomes) => io.err(results.summary({ total: outcomes.length, counts: countsOf(outcomes) })),
    note: (entry) => io.out(results.noted({ seq: entry.seq })),
    machines: (inventory, rows) => {
      const { name, power, cpus, memory, host, ip } = labels.machines;
      const body = rows.map((row) => [
        row.name,
        labels.power[row.power],
        cell(row.cpus),
        row.memoryMiB === null ? "-" : `${row.memoryMiB} MiB`,
        cell(inventory.hostName(row.host)),
        cell(row.ip),
      ]);
      io.out(
        [...table([[name, power, cpus, memory, host, ip], ...body]), results.machineCount(rows.length)].join(
          "\n",
        ),
      );
    },
    hosts: (_inventory, rows) => {
      const { name, connection, power, maintenance, cpus, memory } = labels.hosts;
      const body = rows.map((row) => [
        row.name,
        labels.connection[row.connection],
        labels.power[row.power],
        yes(row.maintenance),
        cell(row.cpus),
        row.memoryMiB === null ? "-" : `${row.memoryMiB} MiB`,
      ]);
      const head = [name, connection, power, maintenance, cpus, memory];
      io.out([...table([head, ...body]), results.hostCount(rows.length)].join("\n"));
    },
    one: (inventory, row) => {
      io.out(table(detailRows(labels, rowObject(inventory, row))).join("\n"));
    },
    help: (text) => io.out(text),
  };
}

/** `OK      ModifyCPU  web-03  cpus 2 -> 4  0.02 s  #6`, the same in every language. */
function resultLine(entry: Entry): string {
  const status = (entry.RST?.status ?? "UNKNOWN").padEnd(INDENT - 1);
  const parts = [
    `${status} ${entry.OPR.padEnd(12)}`,
    printable(entry.TGT.name),
    change(entry),
    `${seconds(duration(entry))} s`,
  ];
  return [...parts, `#${entry.seq}`].filter((part) => part !== null).join("  ");
}

/** Each fact of a row with its heading, values in words. */
function detailRows(labels: Labels, row: RowObject): string[][] {
  const headings: Readonly<Record<string, string>> = row.kind === "host" ? labels.hosts : labels.machines;
  return Object.entries(row).flatMap(([key, value]) => {
    const heading = headings[key === "memoryMiB" ? "memory" : key];
    return heading === undefined ? [] : [[heading, inWords(labels, key, value)]];
  });
}

function inWords(
  { yes, no, notKnown, power, connection }: Labels,
  key: string,
  value: RowObject[string],
): string {
  if (value === null || value === undefined) return notKnown;
  if (typeof value === "boolean") return value ? yes : no;
  if (key === "memoryMiB") return `${value} MiB`;
  const terms: Readonly<Record<string, Readonly<Record<string, string>>>> = { power, connection };
  return terms[key]?.[value] ?? String(value);
}

function countsOf(outcomes: readonly Entry[]): (readonly [Status, number])[] {
  const counts = new Map<Status, number>();
  for (const { RST } of outcomes) {
    const status = RST?.status ?? "UNKNOWN";
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts];
}
