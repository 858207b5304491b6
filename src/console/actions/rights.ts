import type { Console } from "#console/console.js";
import type { Rights } from "#session/rights.js";

/** How long the cursor and the marks must have been at rest before the servers are asked, in milliseconds. */
const REST_MS = 300;

type Subjects = Parameters<Rights["learn"]>[0];

/**
 * Keeps it known what the login may not do to the machine or host under the cursor, and to what is marked: asked when both
 * rest, and again when it has been forgotten or there is another session.
 */
export class RightsReader {
  readonly #console: Console;
  #timer: NodeJS.Timeout | null = null;
  #seen: readonly unknown[] = [];

  constructor(console: Console) {
    this.#console = console;
  }

  /** To be called when anything has changed on the screen. */
  look(): void {
    const { inventory, endpoints } = this.#console.store;
    const sessions = endpoints.fleet.links.flatMap(({ openSession }) =>
      openSession === null ? [] : [openSession, openSession.rights.rounds],
    );
    // Whatever changes the marks changes how many there are.
    const seen = [inventory.selected?.id, inventory.marks.size, ...sessions];
    if (seen.length === this.#seen.length && seen.every((each, index) => each === this.#seen[index])) return;
    this.#seen = seen;
    this.stop();
    if (sessions.length > 0) this.#timer = setTimeout(() => void this.#ask(), REST_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #ask(): Promise<void> {
    const told = await Promise.all([...this.#byRights()].map(([rights, subjects]) => rights.learn(subjects)));
    if (told.includes(true)) this.#console.store.changes.soon();
  }

  /** What is looked at, by the session that knows of it and as that one calls it. */
  #byRights(): ReadonlyMap<Rights, Subjects> {
    const { endpoints } = this.#console.store;
    const all = new Map<Rights, Subjects[number][]>();
    for (const { kind, id } of this.#subjects()) {
      const place = endpoints.placeOf(id);
      const rights = place?.link.openSession?.rights;
      if (place === null || rights === undefined) continue;
      const known = all.get(rights) ?? [];
      known.push({ kind, id: place.id });
      all.set(rights, known);
    }
    return all;
  }

  #subjects(): Subjects {
    const { inventory } = this.#console.store;
    const { selected } = inventory;
    const machines = inventory.targets().map(({ id }) => ({ kind: "machine", id }) as const);
    return selected?.kind === "host" ? [{ kind: "host", id: selected.id }, ...machines] : machines;
  }
}
