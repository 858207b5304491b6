import { DetailsReader } from "#console/actions/details.js";
import { RightsReader } from "#console/actions/rights.js";
import { endsTheJournal, sayInPassing } from "#console/actions/say.js";
import { askingIn } from "#console/asking.js";
import { RunDesk } from "#console/conducting/run-desk.js";
import { Connections } from "#console/connections.js";
import type { Command, Console } from "#console/console.js";
import type { ConsoleEnd, ConsoleParts } from "#console/console-parts.js";
import { followJournal } from "#console/follow-journal.js";
import { HandoverDesk } from "#console/handover/handover-desk.js";
import { Locking } from "#console/locking.js";
import { ReadOnlySwitch } from "#console/read-only-switch.js";
import { ConsoleRecording } from "#console/recording/console-recording.js";
import type { Store } from "#console/store/store.js";
import type { Entry, Status } from "#domain/entry.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { Checkpointing } from "#journal/checkpointing.js";
import type { Line } from "#journal/line.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import type { PaintedScreen } from "#recording/painted-screen.js";
import { saidCheckpoints } from "#session/said-checkpoints.js";

/** How often what changes by itself with time (ages) is looked at, in milliseconds. */
const AGES_MS = 10_000;
/** How often the time that a running task has taken is shown anew, in milliseconds. */
const TICK_MS = 500;

/** A console that runs: its endpoints, what it listens to, and how it ends. */
export class RunningConsole implements Console {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly commands: readonly Command[];
  readonly stopping: AbortSignal;
  readonly givingUp: AbortSignal;
  readonly locking: Locking;
  readonly runs: RunDesk;
  readonly handovers: HandoverDesk;
  readonly recording: ConsoleRecording;
  readonly #parts: ConsoleParts;
  readonly #connections: Connections;
  readonly #readOnly: ReadOnlySwitch;
  readonly #details: DetailsReader;
  readonly #rights: RightsReader;
  readonly #checkpoints: Checkpointing;
  readonly #ended = Promise.withResolvers<void>();
  readonly #letGo: (() => void)[] = [];
  readonly #warnings: string[] = [];
  /** What could only be said when nobody could read it any more. */
  readonly #lastWords: ShosekiError[] = [];
  #suspendTerminal: ((work: () => Promise<void>) => Promise<void>) | null = null;
  #error: ShosekiError | null = null;

  constructor(parts: ConsoleParts, store: Store, commands: readonly Command[]) {
    this.#parts = parts;
    this.store = store;
    this.commands = commands;
    this.catalogue = parts.catalogue;
    this.stopping = parts.stopping;
    this.givingUp = parts.givingUp;
    this.recording = new ConsoleRecording({
      console: this,
      parts,
      onLost: (error, required) => (required ? this.crash(error) : this.#sayInPassing(error)),
    });
    this.#details = new DetailsReader(this);
    this.#rights = new RightsReader(this);
    this.#checkpoints = saidCheckpoints(parts.journal, (error) => this.#sayInPassing(error));
    this.#readOnly = new ReadOnlySwitch(this);
    this.runs = new RunDesk(this, parts);
    this.handovers = new HandoverDesk(this, { ...parts, history: parts.directories.history });
    const asking = askingIn(this);
    parts.onScreen?.(asking);
    this.#connections = new Connections({
      console: this,
      parts,
      asking,
      readOnly: this.#readOnly,
      recording: this.recording,
      listeners: {
        onEntry: () => undefined,
        onPast: (line) => this.#remember(line),
        onProblem: (error) => this.#sayInPassing(error),
        checkpoints: this.#checkpoints,
      },
      takeWarnings: () => this.#warnings.splice(0),
    });
    this.locking = new Locking(this, () => this.#connections.passwordCheck());
  }

  /** Told once there is a screen. */
  readonly onTerminal = ({ suspend }: { suspend(work: () => Promise<void>): Promise<void> }): void => {
    this.#suspendTerminal = suspend;
  };

  readonly onPainted = (screen: PaintedScreen): void => this.recording.painted(screen);

  /** From Login to Logout. Throws why there is no session. */
  async run(): Promise<ConsoleEnd> {
    const begun = performance.now();
    this.#listen();
    try {
      await this.#connections.open();
      // What is wrong with the journal is said where it is needed.
      void this.handovers.look().catch(() => undefined);
      await this.#ended.promise;
      const logout = await this.#logOut();
      this.recording.close();
      await this.#checkpoints.close();
      return {
        error: this.#error,
        loggedIn: this.#connections.loggedIn,
        logout,
        farewell: [
          this.#farewell(performance.now() - begun),
          ...this.#connections.notClosed.map(printable),
          ...this.#lastSaid(),
        ],
        journalFailed: this.store.journal.failed,
      };
    } finally {
      this.recording.close();
      await this.#checkpoints.close();
      for (const letGo of this.#letGo.splice(0)) letGo();
      this.#details.stop();
      this.#rights.stop();
      this.locking.stop();
    }
  }

  connect(text: string): void {
    void this.#connections.connect(text);
  }

  disconnect(name: string): void {
    const { store, catalogue } = this;
    const link = store.endpoints.fleet.link(name);
    // What is under way there would be left without an end.
    if (store.run.isOpen && store.run.run?.at === name)
      store.say("warning", catalogue.console.run.keepsEndpoint({ name }));
    else void this.#connections.disconnect(link);
  }

  reconnect(name: string | null): void {
    const { fleet } = this.store.endpoints;
    const links = name === null ? fleet.links : [fleet.link(name)];
    const lost = links.filter(({ state }) => state === "interrupted" || state === "ended");
    const [away = "connected"] = links.flatMap((link) => this.store.endpoints.whyAway(link) ?? []);
    if (lost.length === 0) this.store.say("info", this.catalogue.console.disabled[away]);
    this.#connections.retry(lost);
  }

  setReadOnly(wanted: boolean): void {
    this.#readOnly.set(wanted);
  }

  lock(): void {
    this.locking.lock("operator");
  }

  leave(): void {
    const { store } = this;
    store.leaving = true;
    store.dialogs.closeAll();
    this.#connections.abandon();
    store.changes.now();
    // What is under way is seen to its end, and recorded, before the session goes.
    void this.runs
      .leave()
      .then(() => store.jobs.idle())
      .then(() => this.#ended.resolve());
  }

  /** Giving the terminal away and taking it back again is what makes Ink forget what it has drawn. */
  redraw(): void {
    void this.#suspendTerminal?.(async () => undefined).catch((error: unknown) => this.crash(error));
  }

  suspend(): void {
    const away = async () => {
      this.recording.settle();
      await this.#parts.terminal.stop();
      // Before anything is drawn again.
      this.locking.look();
    };
    void this.#suspendTerminal?.(away).catch((error: unknown) => this.crash(error));
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
    const { links } = this.store.endpoints.fleet;
    const endpoint = links.map((link) => link.endpoint).join(", ");
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
      if (store.jobs.busy || store.run.isTicking) store.changes.soon();
    }, TICK_MS);
    let anchored = store.journal.anchors.minutes;
    const ages = setInterval(() => {
      const { minutes } = store.journal.anchors;
      if (minutes !== anchored) store.changes.soon();
      anchored = minutes;
    }, AGES_MS);
    this.#letGo.push(
      journal.subscribe((line) => this.#remember(line)),
      followJournal(journal, (error) => sayInPassing(this, error)),
      store.changes.subscribe(() => {
        this.#details.look();
        this.#rights.look();
      }),
      () => stopping.removeEventListener("abort", stop),
      () => terminal.stdout.off("resize", resized),
      () => clearInterval(tick),
      () => clearInterval(ages),
    );
  }

  #remember({ entry, signature }: Line): void {
    const { store } = this;
    if (!store.journal.add(entry) || isNoNews(entry)) return;
    store.handover.add(entry, store.audit.isOwn(entry));
    // As text: its bytes lie in a buffer with much else, which would stay until this row is shown, if it ever is.
    const base64 = signature.toString("base64");
    store.audit.add(entry, (kept) =>
      this.#parts.journal.isSigned({ entry: kept, signature: Buffer.from(base64, "base64") }),
    );
    store.changes.soon();
  }

  /** What has gone wrong that nobody asked for; on the way out it is said on the screen that was there before. */
  #sayInPassing(error: ShosekiError): void {
    sayInPassing(this, error);
    if (this.store.leaving) this.#lastWords.push(error);
  }

  /** That the journal has failed, and what else could only be said at the end: each once, and not what it all ended with. */
  #lastSaid(): readonly string[] {
    const { failure } = this.store.journal;
    const { leave } = this.catalogue.console;
    const said = (error: ShosekiError) => explain(error.problem, this.catalogue);
    const isToldAtTheEnd = this.#error !== null && endsTheJournal(this.#error);
    const failed =
      failure === null || isToldAtTheEnd
        ? []
        : [leave.journalFailed({ what: `${failure.code}: ${said(failure).what}` })];
    const last = new Map(this.#lastWords.map((error) => [error.message, error]));
    for (const told of [failure, this.#error]) if (told !== null) last.delete(told.message);
    const words = [...last.values()].map((error) => `${error.code}: ${said(error).what} ${said(error).next}`);
    return [...failed, ...words];
  }

  async #logOut(): Promise<Status | null> {
    try {
      return await this.#connections.close();
    } catch (error) {
      this.#error ??= asShosekiError(error);
      return null;
    }
  }
}

/** Every half a minute a piece of a recording: nobody looks for that among what was done. */
function isNoNews({ OPR, phase }: Entry): boolean {
  return phase === "recording" && OPR === "RecordChunk";
}
