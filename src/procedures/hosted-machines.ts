import type { Inventory } from "#inventory/inventory.js";

interface Count {
  registered: number;
  running: number;
}

const NONE: Readonly<Count> = { registered: 0, running: 0 };

/** How many machines each host has, counted once, when it is first asked for. */
export class HostedMachines {
  readonly #inventory: Inventory;
  #counts: ReadonlyMap<string, Readonly<Count>> | null = null;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  on(host: string): Readonly<Count> {
    this.#counts ??= counted(this.#inventory);
    return this.#counts.get(host) ?? NONE;
  }
}

function counted({ machines }: Inventory): ReadonlyMap<string, Readonly<Count>> {
  const counts = new Map<string, Count>();
  for (const { host, power } of machines.all()) {
    if (host === null) continue;
    const count = counts.get(host) ?? { registered: 0, running: 0 };
    count.registered++;
    if (power === "on") count.running++;
    counts.set(host, count);
  }
  return counts;
}
