import type { MutationKind } from "#providers/mutation.js";
import type { EventLog } from "#providers/simulator/events.js";
import { factsOf, type Machine } from "#providers/simulator/machine.js";
import { powerOff, powerOn } from "#providers/simulator/power-work.js";
import { type Random, seededRandom, weighted } from "#providers/simulator/random.js";
import { reconfigure } from "#providers/simulator/reconfigure-work.js";
import { eventOf } from "#providers/simulator/task-events.js";
import type { Work } from "#providers/simulator/work.js";
import type { World } from "#providers/simulator/world.js";

/** The login of the other client, as events tell it. */
const USER = "automation";
/** A stream of the seed beside those of the world. */
const OF_CHURN = 3;
/** A machine that cannot be changed so is passed over; a world in which so many cannot is left as it is. */
const MOST_TRIES = 100;

type Kind = "address" | "power" | "cpus";

const kindOf = weighted<Kind>([
  ["address", 6],
  ["power", 2],
  ["cpus", 2],
]);

const CPUS = [1, 2, 4, 8] as const;

/**
 * Another client of the server, which changes the machines of the world's beginning by chance, and a guest's network: the same
 * changes in the same order for a seed. It is refused what anybody is refused. Each change is one update of the inventory.
 */
export class Churn {
  readonly #world: World;
  readonly #events: EventLog;
  readonly #random: Random;
  readonly #ids: readonly string[];

  constructor(world: World, events: EventLog, seed: number) {
    this.#world = world;
    this.#events = events;
    this.#random = seededRandom(seed, OF_CHURN);
    this.#ids = world.machines().map(({ id }) => id);
  }

  /** Makes the next change, all at once. */
  change(): void {
    const kind = kindOf(this.#random);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const machine = this.#world.machine(this.#drawn(this.#ids));
      if (machine !== undefined && this.#changed(machine, kind)) return;
    }
  }

  #changed(machine: Machine, kind: Kind): boolean {
    if (kind === "address") return this.#readdressed(machine);
    if (kind === "cpus") {
      const cpus = this.#drawn(CPUS);
      if (cpus === machine.cpus) return false;
      return this.#performed("reconfigure", machine, reconfigure(factsOf(machine), { cpus }));
    }
    return machine.power === "on"
      ? this.#performed("powerOff", machine, powerOff(machine.id))
      : this.#performed("powerOn", machine, powerOn(machine.id));
  }

  /** A guest that has been given another address: the server has no event of that. */
  #readdressed({ id, power, reachable, address }: Machine): boolean {
    // In a network of their own, so that no two machines of the beginning come to have the same.
    const next = `10.98.${Math.floor(this.#random() * 250)}.${Math.floor(this.#random() * 250) + 2}`;
    if (power !== "on" || !reachable || address === null || address === next) return false;
    this.#world.changeMachine(id, { address: next });
    return true;
  }

  #performed(kind: MutationKind, { id, name }: Machine, work: Work): boolean {
    const verdict = work(this.#world);
    if ("refusal" in verdict) return false;
    verdict.perform();
    const task = { kind, target: id, name, subject: id, made: null, failed: null, user: USER };
    this.#events.add(eventOf(task, this.#world));
    return true;
  }

  #drawn<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T;
  }
}
