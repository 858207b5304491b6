import { Inventory } from "#inventory/inventory.js";
import { openVsphere } from "#providers/vsphere/open.js";
import type { Vcsim } from "../rigs/vcsim.js";

/** A session that is logged in, and has not read the inventory yet. */
export interface Listing {
  /** Reads all of it. Times are from the start of the feed, in milliseconds. */
  read(use: (inventory: Inventory) => number): Promise<{ allMs: number; firstMs: number; rows: number }>;
  close(): Promise<void>;
}

export async function openListing(vcsim: Vcsim): Promise<Listing> {
  const { host, port } = vcsim;
  const session = await openVsphere({
    endpoint: { platform: "vsphere", host, port, user: null, name: "vsphere://bench" },
    credentials: { user: vcsim.user, password: vcsim.password },
    trust: { by: "thumbprint", sha256: vcsim.thumbprint.replaceAll(":", "").toLowerCase() },
    timeoutMs: 60_000,
  });
  const inventory = new Inventory();
  return {
    async read(use) {
      let firstMs = 0;
      const started = performance.now();
      await session.feed.start({
        onUpdates(updates) {
          inventory.apply(updates);
          if (firstMs === 0 && inventory.machines.all().length > 0) firstMs = performance.now() - started;
        },
        onInterrupted: () => undefined,
        onLost: () => undefined,
      });
      const rows = use(inventory);
      return { allMs: performance.now() - started, firstMs, rows };
    },
    async close() {
      await session.logout();
      await session.close();
    },
  };
}
