import type { Machine } from "#providers/simulator/machine.js";
import { machineUuid, type Random } from "#providers/simulator/random.js";

const ADDRESSES_PER_SUBNET = 250;

/** What a machine gets when it is made. */
export type Identity = Pick<Machine, "id" | "uuid" | "address">;

/** Names what comes into being after the world has begun: in the order of coming, and so the same each time. */
export class Births {
  readonly #random: Random;
  readonly #firstMachine: number;
  #machines = 0;
  #snapshots: number;
  #revision = 0;

  /**
   * @param firstMachine the number in the id of the first machine to come
   * @param snapshots how many snapshots there are
   */
  constructor(random: Random, firstMachine: number, snapshots: number) {
    this.#random = random;
    this.#firstMachine = firstMachine;
    this.#snapshots = snapshots;
  }

  /** Addresses are of a network that no machine of the beginning is in. */
  machine(): Identity {
    const count = this.#machines++;
    const address = `10.99.${Math.floor(count / ADDRESSES_PER_SUBNET)}.${(count % ADDRESSES_PER_SUBNET) + 2}`;
    return { id: `vm-${this.#firstMachine + count}`, uuid: machineUuid(this.#random), address };
  }

  snapshotId(): string {
    return `snapshot-${++this.#snapshots}`;
  }

  /** Marks of configurations look like vSphere's, times with microseconds, but count and so are never equal. */
  changeVersion(): string {
    const revision = this.#revision++;
    const microseconds = String(revision % 1_000_000).padStart(6, "0");
    const second = new Date(Date.UTC(2026, 3, 1) + Math.floor(revision / 1_000_000) * 1000);
    return `${second.toISOString().slice(0, 19)}.${microseconds}Z`;
  }
}
