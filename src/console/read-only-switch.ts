import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { Link } from "#session/fleet/link.js";
import type { Session } from "#session/session.js";

/** What became of a switch at one endpoint. */
interface Tried {
  readonly name: string;
  /** Whether it is otherwise than before. */
  readonly changed: boolean;
  readonly error: ShosekiError | null;
}

/** What the operator wants of the endpoints: that nothing is changed there, or that something may be. */
export class ReadOnlySwitch {
  readonly #console: Console;
  /** Of those that are connected to later. */
  #later = false;
  /** Of each that it was said of: it holds for every session there, the one that is being opened, too. */
  readonly #wishes = new WeakMap<Link, boolean>();

  constructor(console: Console) {
    this.#console = console;
  }

  /**
   * Switches the endpoint that is used, or all of them, and says so; what a profile or an option holds read-only keeps none
   * of the others. Throws `READ_ONLY` where nothing was switched for that, and the journal's errors. Once the journal has failed
   * nothing is changed anyway: that is said.
   */
  set(wanted: boolean): void {
    const { store, catalogue } = this.#console;
    if (store.journal.failed) {
      store.say("warning", catalogue.console.journalFailed);
      return;
    }
    const { used, links } = store.endpoints.fleet;
    const tried = (used === null ? links : [used]).map((link) => this.#try(link, wanted));
    if (used === null) this.#later = wanted;
    const changed = tried.some((each) => each.changed);
    const failed = tried.filter(({ error }) => error !== null);
    const thrown = failed.find(({ error }) => !changed || error?.code !== "READ_ONLY");
    if (thrown !== undefined) throw thrown.error;
    const { readOnlyNow } = catalogue.console.endpoints;
    const stay = failed.map(({ name }) => name);
    store.say(
      changed ? (wanted ? "warning" : "ok") : "info",
      readOnlyNow({ name: used?.name ?? null, wanted, already: !changed, stay }),
    );
  }

  /** A session that was being opened meanwhile becomes what is wanted of its endpoint. */
  keep(link: Link, session: Session): void {
    const { readOnly } = session.restraints;
    if (readOnly === "profile" || readOnly === "option") return;
    const wanted = this.#wishOf(link);
    // It stays so by itself until the handover.
    if (readOnly === "handover" && !wanted) return;
    try {
      session.setReadOnly(wanted);
    } catch (cause) {
      sayProblem(this.#console, cause);
    }
  }

  #wishOf(link: Link): boolean {
    return this.#wishes.get(link) ?? this.#later;
  }

  #try(link: Link, wanted: boolean): Tried {
    const { name, session } = link;
    const before = this.#wishOf(link);
    // That nothing is changed holds whether it could be recorded or not; that something may be, once it is recorded.
    if (wanted) this.#wishes.set(link, true);
    try {
      const entry = session?.setReadOnly(wanted) ?? null;
      this.#wishes.set(link, wanted);
      return { name, changed: session === null ? before !== wanted : entry !== null, error: null };
    } catch (cause) {
      return { name, changed: false, error: asShosekiError(cause) };
    }
  }
}
