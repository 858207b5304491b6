import { sayInPassing, sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import type { Asking, ConsoleParts, LoginListeners, PreparedEndpoint } from "#console/console-parts.js";
import { shareHostFor } from "#console/outside/share-host-for.js";
import type { ReadOnlySwitch } from "#console/read-only-switch.js";
import type { ConsoleRecording } from "#console/recording/console-recording.js";
import type { Entry, Status } from "#domain/entry.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import { worstStatus } from "#domain/worst-status.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { Link, type LinkWatcher } from "#session/fleet/link.js";

export interface ConnectionsParts {
  readonly console: Console;
  readonly parts: Pick<ConsoleParts, "first" | "prepare" | "share">;
  readonly asking: Asking;
  readonly readOnly: ReadOnlySwitch;
  /** Whatever an endpoint wants of it is so before there is a Login there. */
  readonly recording: Pick<ConsoleRecording, "ensure">;
  readonly listeners: Omit<LoginListeners, "watcher" | "neighbours">;
  /** What is to be said with how the first Login went. */
  takeWarnings(): readonly string[];
}

/** The endpoints of a running console: opened, lost and found again, closed; and what is said of that. */
export class Connections {
  readonly #parts: ConnectionsParts;
  readonly #prepared = new Map<Link, PreparedEndpoint>();
  readonly #unshare = new Map<Link, Promise<() => Promise<void>>>();
  /** Those that are being left, and how that goes. */
  readonly #closing = new Map<Link, Promise<Entry | null>>();
  /** What is to be said of those whose Logout was not OK when all were left. */
  readonly notClosed: string[] = [];
  #loggedIn = false;

  constructor(parts: ConnectionsParts) {
    this.#parts = parts;
  }

  /** Whether there has been a session. */
  get loggedIn(): boolean {
    return this.#loggedIn;
  }

  /** The first Login. Throws why there is no session, unless there is one at another endpoint by then. */
  async open(): Promise<void> {
    const { console, parts } = this.#parts;
    const link = this.#add(parts.first);
    let putBack: () => void = () => undefined;
    try {
      putBack = this.#parts.recording.ensure(parts.first.settings.recording);
      await link.open();
    } catch (cause) {
      if (!this.#isOneBeside(link)) {
        // What else is on its way is not left to get through with nobody there.
        await this.close().catch(() => null);
        throw cause;
      }
      await this.#drop(link);
      if (console.store.leaving) return;
      putBack();
      sayProblem(console, cause);
    }
  }

  /** A Login that is on its way is not waited for. */
  abandon(): void {
    for (const link of this.#fleet.links)
      if (link.state === "connecting") void link.close().catch(() => undefined);
  }

  /** Logs out of all. Answers how that went, the worst of it; null when there was nothing to log out of. */
  async close(): Promise<Status | null> {
    const links = [...this.#fleet.links];
    // One that cannot be left as it should keeps none of the others.
    const settled = await Promise.allSettled(links.map((link) => this.#close(link)));
    const failed = settled.find((each) => each.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    const statuses = settled.flatMap((each, index): Status[] => {
      const entry = each.status === "fulfilled" ? each.value : null;
      if (entry === null) return [];
      const status = entry.RST?.status ?? "UNKNOWN";
      if (status !== "OK") this.#sayNotClosed(links[index], status);
      return [status];
    });
    return worstStatus(statuses);
  }

  #sayNotClosed(link: Link | undefined, status: Status): void {
    const { endpoints } = this.#parts.console.catalogue.console;
    if (link !== undefined) this.notClosed.push(endpoints.disconnected({ name: link.name, status }));
  }

  async connect(text: string): Promise<void> {
    const { console, parts, asking } = this.#parts;
    const { store, catalogue } = console;
    let link: Link | null = null;
    let putBack: () => void = () => undefined;
    let gaveUp = false;
    const heard = (answer: string | null) => {
      gaveUp = answer === null;
      return answer;
    };
    const watched: Asking = {
      ...asking,
      secret: async (question) => heard(await asking.secret(question)),
      text: async (question) => heard(await asking.text(question)),
    };
    try {
      const prepared = await parts.prepare(text, watched);
      if (store.leaving) return await prepared.close();
      try {
        link = this.#add(prepared);
      } catch (error) {
        await prepared.close();
        throw error;
      }
      putBack = this.#parts.recording.ensure(prepared.settings.recording);
      store.say("info", catalogue.console.endpoints.connecting({ name: link.name }));
      await link.open();
    } catch (cause) {
      if (link !== null) await this.#drop(link);
      // The end of one that is left is the console's end.
      if (!store.leaving) putBack();
      if (gaveUp) store.say("info", catalogue.console.endpoints.notConnected({ name: printable(text) }));
      else sayProblem(console, cause);
    }
  }

  /** Logs out of one while there is a session at another that stays: the last one is left by leaving the console. */
  async disconnect(link: Link): Promise<void> {
    const { console } = this.#parts;
    const { store, catalogue } = console;
    const { name } = link;
    const isBeingLeft = this.#closing.has(link);
    if (!isBeingLeft && !this.#isOneBeside(link)) {
      store.say("warning", catalogue.console.endpoints.last({ name }));
      return;
    }
    store.say("info", catalogue.console.endpoints.disconnecting({ name }));
    if (isBeingLeft) return;
    try {
      const entry = await this.#close(link);
      const status = entry?.RST?.status ?? "OK";
      store.say(
        status === "OK" ? "ok" : "warning",
        catalogue.console.endpoints.disconnected({ name, status }),
      );
    } catch (cause) {
      sayProblem(console, cause);
    } finally {
      await this.#drop(link);
    }
  }

  /** Tries again at once, where the operator asks for it. */
  retry(links: readonly Link[]): void {
    const { console } = this.#parts;
    for (const link of links) void link.retry().catch((cause: unknown) => sayProblem(console, cause));
  }

  /** Whether a text is the password of one of the logins; null when none of them has one. */
  passwordCheck(): ((text: string) => Promise<boolean>) | null {
    const checks = [...this.#prepared.values()].flatMap(({ isPassword }) => isPassword ?? []);
    if (checks.length === 0) return null;
    return async (text) => (await Promise.all(checks.map((check) => check(text)))).includes(true);
  }

  get #fleet() {
    return this.#parts.console.store.endpoints.fleet;
  }

  #add(prepared: PreparedEndpoint): Link {
    const { console, listeners } = this.#parts;
    const neighbours = this.#fleet.neighboursOf(prepared.endpoint);
    const link = new Link(
      {
        ...prepared,
        close: () => prepared.close(),
        logIn: (watcher, signal, reopening) =>
          prepared.logIn({ ...listeners, watcher, neighbours }, signal, reopening),
      },
      this.#watcher(),
    );
    this.#fleet.add(link);
    console.store.endpoints.settle(link.name, prepared.settings);
    this.#prepared.set(link, prepared);
    return link;
  }

  /** Whether another one stays. One that is still waiting for its first Login may come to nothing. */
  #isOneBeside(link: Link): boolean {
    return this.#fleet.links.some(
      (each) => each !== link && each.session !== null && !this.#closing.has(each),
    );
  }

  /** Once each, whoever asks for it again. */
  async #close(link: Link): Promise<Entry | null> {
    const closing = this.#closing.get(link) ?? this.#leave(link);
    this.#closing.set(link, closing);
    return await closing;
  }

  async #leave(link: Link): Promise<Entry | null> {
    // It stays noted as shared until it is dropped: what opens in the meantime is not shared anew.
    const unshare = await this.#unshare.get(link)?.catch(() => null);
    await unshare?.();
    return await link.close();
  }

  async #drop(link: Link): Promise<void> {
    this.#fleet.remove(link);
    this.#prepared.delete(link);
    await link.close().catch(() => null);
    this.#unshare.delete(link);
    this.#closing.delete(link);
    this.#parts.console.store.changes.now();
  }

  #watcher(): LinkWatcher {
    const { console } = this.#parts;
    const { store, catalogue } = console;
    const { endpoints: texts } = catalogue.console;
    const saying = ({ problem }: ShosekiError) => explain(problem, catalogue).what;
    return {
      onOpened: (link) => this.#opened(link),
      onInterrupted: ({ name }, error) =>
        store.say("danger", texts.interrupted({ name, what: saying(error) })),
      onRestored: ({ name }) => {
        this.#fleet.lookAcross();
        store.say("ok", texts.restored({ name }));
      },
      onEnded: (link, error) => {
        // Said in full where it takes the screen; a second time it would leave no room for what to do.
        const isLoud = error.code === "CERTIFICATE_CHANGED" || error.code === "CERTIFICATE_UNTRUSTED";
        if (isLoud) sayProblem(console, error);
        const again = this.#prepared.get(link)?.relogin === "always" && error.code === "SESSION_ENDED";
        const what = isLoud ? `${error.code}.` : saying(error);
        store.say("danger", texts.ended({ name: link.name, what, again }));
      },
      onRefused: (_, error) => sayInPassing(console, error),
      onChange: () => store.changes.soon(),
    };
  }

  #opened(link: Link): void {
    const { console, parts, readOnly, takeWarnings } = this.#parts;
    const { store, catalogue } = console;
    const { session } = link;
    if (session === null) return;
    this.#loggedIn = true;
    readOnly.keep(link, session);
    // How far away it is, is shown from the beginning.
    session.hurry();
    store.audit.ownSession(session.login.USR.session);
    if (session.restraints.holdUntilHandover === true) store.handover.noteUse();
    this.#fleet.renew(link);
    const { product, trust } = session.login.AFT ?? {};
    const insecure = trust === "insecure";
    const warnings = takeWarnings();
    const said = catalogue.console.line.connected({
      product: String(product),
      insecure,
      anchored: session.isAnchored,
    });
    store.say(
      insecure || warnings.length > 0 ? "warning" : "ok",
      [`${store.endpoints.lead(link.name)} ${said}`.trim(), ...warnings].join(" "),
    );
    const prepared = this.#prepared.get(link);
    if (parts.share === undefined || prepared === undefined || this.#unshare.has(link)) return;
    const sharing = parts.share(prepared, shareHostFor(console, link));
    this.#unshare.set(link, sharing);
    // It is no trouble for who works here: it is said beside how the Login went.
    sharing.catch((cause: unknown) => {
      const { what } = explain(asShosekiError(cause).problem, catalogue);
      store.say("warning", `${store.notice?.text ?? ""} ${what}`.trim());
    });
  }
}
