import { expect, test } from "vitest";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { parseFilter } from "#inventory/filter.js";
import type { Inventory } from "#inventory/inventory.js";
import { type MachineColumn, MachineView } from "#inventory/machine-view.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { estate } from "./estate.js";
import { naivelyMatches } from "./naive-filter.js";
import { hostNameOf, randomFilter, randomNumbers, randomUpdate } from "./random-estate.js";

const COLUMNS: readonly MachineColumn[] = ["name", "power", "cpus", "memory", "ip", "host"];
const DIRECTIONS = ["ascending", "descending"] as const;
type Direction = (typeof DIRECTIONS)[number];

/** What a column is sorted by, the less the earlier; null for last. Equal ones are in natural order. */
function rankOf(
  inventory: Inventory,
  machine: VirtualMachine,
  column: MachineColumn,
): number | string | null {
  if (column === "power") return ["on", "suspended", "off", "unknown"].indexOf(machine.power);
  if (column === "cpus") return machine.cpus;
  if (column === "memory") return machine.memoryMiB;
  if (column === "ip") return machine.ip === null ? null : addressRank(machine.ip);
  const hosts = ["aaa", "esx-01.example", "esx-02.example", "esx-03.example", "web-esx"];
  const rank = hosts.indexOf(hostNameOf(inventory, machine));
  return rank < 0 ? null : rank;
}

/** IPv4 by its numbers, before IPv6 (here all in one network), before anything else. */
function addressRank(ip: string): string {
  const v4 = /^\d+\.\d+\.\d+\.(\d+)$/.exec(ip);
  if (v4 !== null && Number(v4[1]) < 256) return `4${ip.split(".").map((part) => part.padStart(3, "0"))}`;
  const v6 = /^fe80::(\d+)$/.exec(ip);
  return v6 === null ? `7${ip}` : `6${v6[1]?.padStart(4, "0")}`;
}

function naively(inventory: Inventory, text: string, column: MachineColumn, direction: Direction) {
  const natural = inNaturalOrder(inventory.machines.all());
  const shown = natural.filter((machine) => naivelyMatches(inventory, text, machine));
  if (column === "name") return direction === "ascending" ? shown : shown.toReversed();
  return shown.toSorted((a, b) => {
    const [x, y] = [rankOf(inventory, a, column), rankOf(inventory, b, column)];
    if (x === y) return 0;
    if (x === null) return 1;
    if (y === null) return -1;
    return x < y === (direction === "ascending") ? -1 : 1;
  });
}

test.each([1, 2, 3, 4, 5, 6])(
  "whatever happens to the inventory, the table is what it would be if read anew (%i)",
  (seed) => {
    const random = randomNumbers(seed);
    const inventory = estate();
    const view = new MachineView(inventory);
    let [text, column, direction]: [string, MachineColumn, Direction] = ["", "name", "ascending"];
    for (let step = 0; step < 500; step++) {
      if (random(3) === 0)
        text = random(2) === 0 ? randomFilter(random) : `${text}${["e", "b", " w", "1", "*"][random(5)]}`;
      if (random(8) === 0) text = "";
      if (random(4) === 0)
        [column, direction] = [COLUMNS[random(6)] ?? "name", DIRECTIONS[random(2)] ?? "ascending"];
      view.filterBy(parseFilter(text));
      view.sortBy(column, direction);
      inventory.apply(Array.from({ length: random(8) }, () => randomUpdate(random)));
      // Not every batch is looked at.
      if (random(3) === 0) continue;
      const wanted = naively(inventory, text, column, direction);
      const said = [step, text, column, direction] as const;
      expect([...said, view.slice(0, 1000)]).toEqual([...said, wanted]);
      expect(view.length).toBe(wanted.length);
      for (const machine of inventory.machines.all())
        expect(view.indexOf(machine.id)).toBe(wanted.indexOf(machine));
      expect(view.best === -1).toBe(wanted.length === 0);
    }
  },
);
