import pMap from "p-map";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError, failure, type ShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { OperationName } from "#domain/operation-name.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveAnything, resolveOne } from "#inventory/resolve.js";
import type { SessionLock } from "#journal/session-locks.js";
import { capable } from "#operations/capability.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Anchoring } from "#session/anchoring.js";
import { resultOf, statusOf } from "#session/certainty.js";
import { type FrozenSet, frozenSet } from "#session/frozen-set.js";
import { perform } from "#session/funnel.js";
import type { Ledger } from "#session/ledger.js";
import type { Plan, Planning } from "#session/plan.js";
import type { Asked, CarryingOut, Outcomes, Proposal } from "#session/proposal.js";
import { investigate, record } from "#session/recovery.js";
import { supports } from "#session/supports.js";
import type { Trail } from "#session/trail.js";

/** Operations of one command that are under way at once: as many as there are connections. */
const AT_ONCE = 4;

export interface SessionParts {
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  readonly inventory: Inventory;
  /** The Login's outcome. */
  readonly login: Entry;
  readonly ledger: Ledger;
  readonly lock: SessionLock;
  readonly anchoring: Anchoring;
}

/** Who is told how an operation goes. */
export interface Listener {
  /** An entry as it was written, and why it is not OK: null when it is, or when nobody said. */
  report(entry: Entry, error: ShosekiError | null): void;
  /** What is about to be run, before it is. */
  plan?(plan: Plan): void;
  /** The percentage done of one that is under way; null once it is over. */
  progress?(plan: Plan, percent: number | null): void;
}

/** One authenticated session: its live inventory, and the one way to operate on what is in it. */
export class Session {
  readonly #parts: SessionParts;
  #lost: Error | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Live. Throws what ended it once it is not: what was there then is no answer to what is there now. */
  get inventory(): Inventory {
    if (this.#lost !== null) throw this.#lost;
    return this.#parts.inventory;
  }

  /** Why it is no session any more; null while it is one. */
  get lost(): Error | null {
    return this.#lost;
  }

  /**
   * Reads the inventory, and keeps it live.
   *
   * @param onLost told once, when the server or the way to it is gone
   */
  async begin(onLost: (error: Error) => void = () => undefined): Promise<void> {
    await this.#parts.provider.feed.start(
      (updates) => this.#parts.inventory.apply(updates),
      (error) => {
        this.#lost = error;
        onLost(error);
      },
    );
  }

  /** The Login's outcome: who, on what, by which trust. */
  get login(): Entry {
    return this.#parts.login;
  }

  /** Whether the platform has what an operation needs. */
  supports(name: OperationName): boolean {
    return supports(this.#parts.provider, name);
  }

  /** How long the server takes to answer a question that costs it nothing, in milliseconds. */
  async roundTrip(): Promise<number> {
    const asked = performance.now();
    await this.#parts.provider.ping();
    return performance.now() - asked;
  }

  /**
   * Runs an operation on everything that an expression names: the set is frozen first, and each target has an intent
   * and an outcome. Failures of some leave the others done. The listener is told of each outcome, and of what was found
   * out of an UNKNOWN one, as it is written. Throws only the journal's errors.
   *
   * @param expression null for an operation that makes its target
   */
  async operate(
    expression: TargetExpression | null,
    planning: Planning,
    listener: Listener,
  ): Promise<readonly Entry[]> {
    const plans = this.#frozen(expression, planning);
    return await eachToItsEnd(plans, async (plan) => this.#perform(await plan(), planning, listener));
  }

  /**
   * Plans what is asked, and nothing more: the set is frozen, and each target read once. What it would take to agree is
   * left to whoever asks; a plan says only why it would be refused whatever the operator says.
   *
   * @param signal aborted: what has not been read yet is not read, and its plan is refused
   */
  async propose(asked: readonly [Asked, ...Asked[]], signal?: AbortSignal): Promise<Proposal> {
    const [{ request, ask }] = asked;
    const plans = asked.flatMap(({ expression, ...each }) =>
      this.#frozen(expression, { ...each, yes: true, stopping: signal, signal }),
    );
    const { name, risk } = operationOf(request);
    return { name, risk, ask, plans: await eachToItsEnd(plans, async (plan) => await plan()) };
  }

  /** Runs a proposal that an operator has agreed to, as `operate` does. */
  async carryOut(
    { plans }: Proposal,
    { purpose, ...waiting }: CarryingOut,
    listener: Listener,
  ): Promise<Outcomes> {
    return await eachToItsEnd(plans, (plan) =>
      this.#perform(purpose === undefined ? plan : { ...plan, purpose }, waiting, listener),
    );
  }

  /** A machine with its disks and snapshots, read now. Errors: those of resolving, and of a read. */
  async fullMachine(expression: TargetExpression, signal?: AbortSignal): Promise<FullMachine> {
    const { id } = resolveOne(this.inventory, this.inventory.machines, expression);
    return await this.#parts.provider.read({ kind: "fullMachine", id }, signal);
  }

  /** The newest tasks that the server remembers, newest first. `NOT_SUPPORTED` where it remembers none. */
  async tasks(count: number): Promise<readonly TaskRecord[]> {
    const { history, platform } = this.#parts.provider;
    return await capable(history, "tasks", platform).latest(count);
  }

  /** The newest events, of one machine or host or of all, newest first. `NOT_SUPPORTED` where there are none. */
  async events(expression: TargetExpression | null, count: number): Promise<readonly EventRecord[]> {
    const { events, platform } = this.#parts.provider;
    const history = capable(events, "events", platform);
    if (expression === null) return await history.latest(null, count);
    const { kind, id } = resolveAnything(this.inventory, expression, "events");
    if (kind !== "vm" && kind !== "host") throw failure("NOT_SUPPORTED", { operation: "events", platform });
    return await history.latest({ kind: kind === "vm" ? "machine" : "host", id }, count);
  }

  note(text: string): Entry {
    return this.#parts.trail.note(text);
  }

  /**
   * The last anchor; then ends the session at the server and lets go of the connections. The outcome is recorded
   * whatever comes of it.
   */
  async logout(): Promise<Entry> {
    const { provider, trail, explain, login, ledger, lock, anchoring } = this.#parts;
    try {
      await anchoring.end();
      const begun = trail.intent({ OPR: "Logout", target: login.TGT, host: null });
      const error = await provider.logout().then(
        () => null,
        (cause: unknown) => asShosekiError(cause),
      );
      const result = error === null ? { status: "OK" as const } : resultOf(statusOf(error), error, explain);
      return trail.outcome(begun, { before: {}, after: {}, result });
    } finally {
      await provider.close();
      ledger.close();
      lock.release();
    }
  }

  #frozen(expression: TargetExpression | null, planning: Planning): FrozenSet {
    return frozenSet(this.#parts.provider, () => this.inventory, expression, planning);
  }

  async #perform(plan: Plan, { signal, stopping }: CarryingOut, listener: Listener): Promise<Entry> {
    if (plan.refusal === null) listener.plan?.(plan);
    const onProgress = (percent: number) => listener.progress?.(plan, percent);
    const { intent, outcome, error, seen } = await perform(this.#parts, plan, {
      signal,
      stopping,
      onProgress,
    });
    listener.progress?.(plan, null);
    if (seen !== null) this.#parts.inventory.apply(seen.updates);
    listener.report(outcome, error);
    if (outcome.RST?.status === "UNKNOWN" && signal?.aborted !== true)
      await this.#findOut(intent, outcome, listener, signal);
    return outcome;
  }

  /**
   * The answer was lost, the server may still be there: one look for what became of the call. What is not certain now is
   * left for the next Login, when nothing can be on its way any more.
   */
  async #findOut(intent: Entry, outcome: Entry, listener: Listener, signal?: AbortSignal): Promise<void> {
    const { provider, inventory, trail, ledger } = this.#parts;
    const unresolved = { intent, outcome };
    const ground = { session: provider, inventory, signal };
    const finding = await investigate(ground, ledger, unresolved).catch(() => null);
    if (finding === null || finding.status === "UNKNOWN") return;
    const entry = record(trail, unresolved, finding);
    if (entry !== null) listener.report(entry, null);
  }
}

/** Four at once. What is under way when the journal fails is seen to its end; then its first error is thrown. */
async function eachToItsEnd<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  try {
    return await pMap(all, work, { concurrency: AT_ONCE, stopOnError: false });
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}
