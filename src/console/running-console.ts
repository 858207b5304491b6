import { DetailsReader } from "#console/actions/details.js";
import { sayInPassing, sayProblem } from "#console/actions/say.js";
import type { Command, Console, Demands } from "#console/console.js";
import type { ConsoleEnd, ConsoleParts } from "#console/console-parts.js";
import { followJournal } from "#console/follow-journal.js";
import { InventoryVocabulary } from "#console/store/inventory-vocabulary.js";
import type { Store } from "#console/store/store.js";
import type { Status } from "#domain/entry.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { Checkpointing } from "#journal/checkpointing.js";
import type { Line } from "#journal/line.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { saidCheckpoints } from "#session/said-checkpoints.js";
import type { Session } from "#session/session.js";

/** How often the server is asked how far away it is, in milliseconds. */
const PING_MS = 10_000;
/** How often the time that a running task has taken is shown anew, in milliseconds. */
const TICK_MS = 500;

/** A console that runs: its session, what it listens to, and how it ends. */
export class RunningConsole implements Console {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly demands: Demands;
  readonly commands: readonly Command[];
  readonly stopping: AbortSignal;
  readonly givingUp: AbortSignal;
  readonly #parts: ConsoleParts;
  readonly #details: DetailsReader;
  readonly #checkpoints: Checkpointing;
  readonly #ended = Promise.withResolvers<void>();
  readonly #letGo: (() => void)[] = [];
  readonly #warnings: string[] = [];
  /** What could only be said when nobody could read it any more. */
  readonly #lastWords: string[] = [];
  #suspendTerminal: ((work: () => Promise<void>) => Promise<void>) | null = null;
  #error: ShosekiError | null = null;
  #loggedIn = false;
  /** Aborted: a Login that is on its way is not waited for. */
  readonly #leaving = new AbortController();

  constructor(parts: ConsoleParts, store: Store, commands: readonly Command[]) {
    this.#parts = parts;
    this.store = store;
    this.commands = commands;
    this.catalogue = parts.catalogue;
    this.demands = parts.demands;
    this.stopping = parts.stopping;
    this.givingUp = parts.givingUp;
    this.#details = new DetailsReader(this);
    this.#checkpoints = saidCheckpoints(parts.journal, (error) => this.#sayInPassing(error));
  }

  /** Told once there is a screen. */
  readonly onTerminal = ({ suspend }: { suspend(work: () => Promise<void>): Promise<void> }): void => {
    this.#suspendTerminal = suspend;
  };

  /** From Login to Logout. Throws why there is no session. */
  async run(): Promise<ConsoleEnd> {
    const begun = performance.now();
    this.#listen();
    try {
      await this.#logIn();
      await this.#ended.promise;
      const logout = await this.#logOut();
      await this.#checkpoints.close();
      return {
        error: this.#error,
        loggedIn: this.#loggedIn,
        logout,
        farewell: [this.#farewell(performance.now() - begun), ...this.#lastWords],
      };
    } finally {
      await this.#checkpoints.close();
      for (const letGo of this.#letGo.splice(0)) letGo();
      this.#details.stop();
    }
  }

  reconnect(): void {
    const { connection } = this.store;
    if (connection.state !== "lost") return;
    const old = connection.session;
    connection.session = null;
    connection.state = "connecting";
    this.store.changes.now();
    void this.#reconnect(old);
  }

  leave(): void {
    this.#leaving.abort();
    this.store.connection.state = "leaving";
    this.store.dialogs.closeAll();
    this.store.changes.now();
    // What is under way is seen to its end, and recorded, before the session goes.
    void this.store.jobs.idle().then(() => this.#ended.resolve());
  }

  /** Giving the terminal away and taking it back again is what makes Ink forget what it has drawn. */
  redraw(): void {
    void this.#suspendTerminal?.(async () => undefined).catch((error: unknown) => this.crash(error));
  }

  suspend(): void {
    void this.#suspendTerminal?.(() => this.#parts.terminal.stop()).catch((error: unknown) =>
      this.crash(error),
    );
  }

  /** Something of ours broke: the session is logged out all the same, and what happened is told once the screen is back. */
  crash(error: unknown): void {
    this.#error ??= asShosekiError(error);
    this.leave();
  }

  /** Told again with how the Login went, which is said right after it and would take its place. */
  warn(text: string): void {
    this.#warnings.push(text);
    this.store.say("warning", text);
  }

  #farewell(ms: number): string {
    const { last, open } = this.store.journal;
    const { endpoint } = this.store.connection;
    return this.catalogue.console.leave.farewell({ endpoint, ms, last: last ?? 0, open });
  }

  #listen(): void {
    const { store } = this;
    const { journal, stopping, terminal } = this.#parts;
    const stop = () => this.leave();
    const resized = () => store.changes.now();
    terminal.stdout.on("resize", resized);
    stopping.addEventListener("abort", stop, { once: true });
    const tick = setInterval(() => {
      if (store.jobs.busy) store.changes.soon();
    }, TICK_MS);
    let anchored = store.journal.anchors.minutes;
    const ping = setInterval(() => {
      void this.#ping();
      // The age of the newest anchor is said whether or not a server answers.
      const { minutes } = store.journal.anchors;
      if (minutes !== anchored) store.changes.soon();
      anchored = minutes;
    }, PING_MS);
    this.#letGo.push(
      journal.subscribe((line) => this.#remember(line)),
      followJournal(journal, (error) => sayInPassing(this, error)),
      store.changes.subscribe(() => this.#details.look()),
      () => stopping.removeEventListener("abort", stop),
      () => terminal.stdout.off("resize", resized),
      () => clearInterval(tick),
      () => clearInterval(ping),
    );
  }

  #remember(line: Line): void {
    const { store } = this;
    if (!store.journal.add(line.entry)) return;
    store.audit.add(line.entry, () => this.#parts.journal.isSigned(line));
    store.changes.soon();
  }

  /** What has gone wrong that nobody asked for; on the way out it is said on the screen that was there before. */
  #sayInPassing(error: ShosekiError): void {
    sayInPassing(this, error);
    if (this.store.connection.state !== "leaving") return;
    const { what, next } = explain(error.problem, this.catalogue);
    this.#lastWords.push(`${error.code}: ${what} ${next}`);
  }

  async #logIn(): Promise<void> {
    const { store } = this;
    const listeners = {
      onEntry: () => undefined,
      onPast: (line: Line) => this.#remember(line),
      onLost: (error: Error) => this.#lose(error),
      onProblem: (error: ShosekiError) => this.#sayInPassing(error),
      checkpoints: this.#checkpoints,
    };
    const session = await this.#parts.logIn(listeners, this.#leaving.signal);
    this.#loggedIn = true;
    if (store.connection.state === "leaving") {
      store.connection.session = session;
      return;
    }
    this.#attach(session);
    await this.#ping();
  }

  #attach(session: Session): void {
    const { store } = this;
    const { inventory } = session;
    store.audit.ownSession(session.login.USR.session);
    store.connection.open(session, session.login.USR.name);
    store.inventory.attach(inventory);
    store.vocabulary?.dispose();
    store.vocabulary = new InventoryVocabulary(inventory, store.details, store.theme, this.catalogue);
    this.#letGo.push(inventory.subscribe(() => store.changes.soon()));
    const { product, trust } = session.login.AFT ?? {};
    const { line } = this.catalogue.console;
    const insecure = trust === "insecure";
    const warnings = this.#warnings.splice(0);
    store.say(
      insecure || warnings.length > 0 ? "warning" : "ok",
      [line.connected({ product: String(product), insecure }), ...warnings].join(" "),
    );
  }

  #lose(error: Error): void {
    const { store } = this;
    if (store.connection.state === "leaving") return;
    store.connection.lose();
    const { what } = explain(asShosekiError(error).problem, this.catalogue);
    store.say("danger", `${what} ${this.catalogue.console.line.lost}`);
  }

  async #reconnect(old: Session | null): Promise<void> {
    try {
      await old?.logout();
      await this.#logIn();
    } catch (error) {
      if (this.store.connection.state === "connecting") this.store.connection.state = "lost";
      sayProblem(this, error);
    }
  }

  async #ping(): Promise<void> {
    const { connection, changes } = this.store;
    if (connection.state !== "open" || connection.session === null) return;
    // That the server does not answer is the feed's to notice.
    connection.roundTripMs = await connection.session.roundTrip().catch(() => null);
    changes.soon();
  }

  async #logOut(): Promise<Status | null> {
    const { session } = this.store.connection;
    if (session === null) return null;
    try {
      return (await session.logout()).RST?.status ?? "UNKNOWN";
    } catch (error) {
      this.#error ??= asShosekiError(error);
      return null;
    }
  }
}
