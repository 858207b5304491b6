import type { Console } from "#console/console.js";
import type { MachineDetails } from "#console/store/details-model.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Placed } from "#session/fleet/fleet.js";
import type { Session } from "#session/session.js";

/** How long the cursor must have been at rest before the server is asked about what it is on, in milliseconds. */
const REST_MS = 300;
/** While something runs on it: when the server is asked again. Its end may change nothing that a row tells. */
const RUNNING_MS = 2_000;
const EVENTS = 10;
const TASKS = 50;

/**
 * Keeps what is known of the machine under the cursor up to date: asked when the cursor rests, when the machine changes, and
 * again and again while something runs on it, or where nothing tells that it has changed.
 */
export class DetailsReader {
  readonly #console: Console;
  #timer: NodeJS.Timeout | null = null;
  #shown: VirtualMachine | null = null;
  /** What is asked about it; null while nothing can be. */
  #session: Session | null = null;

  constructor(console: Console) {
    this.#console = console;
  }

  /** To be called when anything has changed on the screen. */
  look(): void {
    const { store } = this.#console;
    const { selected, inventory } = store.inventory;
    const row = selected?.kind === "vm" ? (inventory?.machines.get(selected.id) ?? null) : null;
    const session = row === null ? null : (placeOf(this.#console, row)?.session ?? null);
    // An update gives an object of its own: the same one has not changed. What was missed while the way was gone, has.
    if (row === this.#shown && session === this.#session) return;
    this.#shown = row;
    this.#session = session;
    store.details.turnTo(row?.id ?? null);
    this.#askAfter(REST_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #askAfter(ms: number): void {
    this.stop();
    const row = this.#shown;
    if (row === null || placeOf(this.#console, row) === null) return;
    this.#timer = setTimeout(() => void this.#ask(row), ms);
  }

  async #ask(row: VirtualMachine): Promise<void> {
    const { store } = this.#console;
    const place = placeOf(this.#console, row);
    if (place === null) return;
    const answer = await answerOf(place.session, { ...row, id: place.id });
    store.details.learn(row.id, answer);
    store.changes.soon();
    const running = !(answer instanceof Error) && answer.tasks.length > 0;
    // It has changed meanwhile, and is going to be asked about anyway.
    if (row !== this.#shown) return;
    const { readAgainMs } = place.session;
    if (readAgainMs !== undefined && !(answer instanceof Error)) this.#askAfter(readAgainMs);
    else if (running) this.#askAfter(RUNNING_MS);
  }
}

/** Where it is, if something can be asked there now. */
function placeOf({ store }: Console, { id }: VirtualMachine): Placed | null {
  const place = store.endpoints.placeOf(id);
  return place?.link.state === "open" ? place : null;
}

async function answerOf(session: Session, row: VirtualMachine): Promise<MachineDetails | ShosekiError> {
  const { id, name } = row;
  const target = { by: "id", text: `@${id}`, id } as const;
  try {
    const [machine, address, events, tasks] = await Promise.all([
      session.fullMachine(target),
      session.addressOf(row),
      session.events(target, EVENTS).catch(() => null),
      session.tasks(TASKS).catch(() => []),
    ]);
    const running = tasks.filter(
      (task) => task.target === name && (task.state === "running" || task.state === "queued"),
    );
    return { machine, beside: { ip: address, nextBoot: machine.nextBoot }, events, tasks: running };
  } catch (error) {
    return asShosekiError(error);
  }
}
