import type { SimulatorOptions } from "#domain/endpoint.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { ProviderSession } from "#providers/contract.js";
import { simulatorAt } from "#providers/simulator/open.js";
import { parseSimulatorOptions } from "#providers/simulator/options.js";

/** The options that a query means; a query that means nothing fails the test. */
export function optionsOf(query: string): SimulatorOptions {
  const read = parseSimulatorOptions(query);
  if ("problem" in read) throw new Error(read.problem);
  return read.value;
}

/** A session on a fresh server, as `sim:?<query>` opens it. */
export function open(query: string): Promise<ProviderSession> {
  return openSimulator(optionsOf(query), null);
}

/**
 * Opens the one session of a fresh simulated server, which is gone when the session is closed. Arguments and errors: those
 * of `Simulator.logIn`.
 */
export async function openSimulator(
  options: SimulatorOptions,
  user: string | null,
): Promise<ProviderSession> {
  const simulator = simulatorAt(options);
  const session = await simulator.logIn(user).catch((error: unknown) => {
    simulator.stop();
    throw error;
  });
  return {
    ...session,
    close: async () => {
      await session.close();
      simulator.stop();
    },
  };
}

/** Everything that the feed of a session begins with. */
export async function inventoryOf(session: ProviderSession): Promise<InventoryObject[]> {
  const objects: InventoryObject[] = [];
  await session.feed.start({
    onUpdates: (updates) =>
      objects.push(...updates.flatMap((one) => (one.change === "enter" ? [one.object] : []))),
    onInterrupted: () => undefined,
    onLost: () => undefined,
  });
  return objects;
}

/** The path of every object, as vSphere writes it: `/Tokyo/vm/Production/web-01`. The root folder has none. */
export function pathsOf(objects: readonly InventoryObject[]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const { id, name, parent } of objects) {
    paths.set(id, parent === null ? "" : `${paths.get(parent)}/${name}`);
  }
  return paths;
}
