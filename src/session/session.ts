import pMap from "p-map";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError, failure, type ShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveMachines } from "#inventory/resolve.js";
import type { SessionLock } from "#journal/session-locks.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { resultOf, statusOf } from "#session/certainty.js";
import { perform } from "#session/funnel.js";
import type { Ledger } from "#session/ledger.js";
import { type Plan, type Planning, planFor, planForNothing } from "#session/plan.js";
import { investigate, record } from "#session/recovery.js";
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
}

/** An entry as it was written, and why it is not OK: null when it is, or when nobody said. */
export type OnReport = (entry: Entry, error: ShosekiError | null) => void;

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

  /** Reads the inventory, and keeps it live. */
  async begin(): Promise<void> {
    await this.#parts.provider.feed.start(
      (updates) => this.#parts.inventory.apply(updates),
      (error) => {
        this.#lost = error;
      },
    );
  }

  /**
   * Runs an operation on everything that an expression names: the set is frozen first, and each target has an intent
   * and an outcome. Failures of some leave the others done. `onReport` is told of each outcome, and of what was found out
   * of an UNKNOWN one, as it is written. Throws only the journal's errors.
   */
  async operate(
    expression: TargetExpression,
    planning: Planning,
    onReport: OnReport,
  ): Promise<readonly Entry[]> {
    const plans = this.#plans(expression, planning);
    try {
      return await pMap(plans, async (plan) => await this.#perform(await plan(), planning, onReport), {
        concurrency: AT_ONCE,
        // What is under way when the journal fails is seen to its end.
        stopOnError: false,
      });
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error;
    }
  }

  note(text: string): Entry {
    return this.#parts.trail.note(text);
  }

  /** Ends the session at the server and lets go of the connections; the outcome is recorded whatever comes of it. */
  async logout(): Promise<Entry> {
    const { provider, trail, explain, login, ledger, lock } = this.#parts;
    try {
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

  /** The frozen set: for each target, how its plan is made when its turn comes. */
  #plans(expression: TargetExpression, planning: Planning): readonly (() => Plan | Promise<Plan>)[] {
    const { provider, inventory } = this.#parts;
    const { request, ask } = planning;
    try {
      const machines = resolveMachines(this.inventory, expression);
      const operation = operationOf(request);
      if (!operation.bulk && machines.length > 1) {
        throw failure("ONE_TARGET_ONLY", {
          operation: operation.name,
          text: expression.text,
          count: machines.length,
        });
      }
      return machines.map(
        (machine) => () =>
          planFor(provider, inventory, machine, { ...planning, named: expression.by !== "id" }),
      );
    } catch (error) {
      const { problem } = asShosekiError(error);
      return [() => planForNothing(request, ask, expression.text, problem)];
    }
  }

  async #perform(plan: Plan, { signal }: Planning, onReport: OnReport): Promise<Entry> {
    const { intent, outcome, error, after } = await perform(this.#parts, plan, signal);
    if (after !== null) this.#show(after);
    onReport(outcome, error);
    if (outcome.RST?.status === "UNKNOWN" && signal?.aborted !== true)
      await this.#findOut(intent, outcome, onReport, signal);
    return outcome;
  }

  /** What was just read of a machine is not waited for to be pushed: the next command may name it by its new name. */
  #show({ id, name, power, cpus, memoryMiB, host }: MachineFacts): void {
    this.#parts.inventory.apply([{ change: "modify", id, facts: { name, power, cpus, memoryMiB, host } }]);
  }

  /**
   * The answer was lost, the server may still be there: one look for what became of the call. What is not certain now is
   * left for the next Login, when nothing can be on its way any more.
   */
  async #findOut(intent: Entry, outcome: Entry, onReport: OnReport, signal?: AbortSignal): Promise<void> {
    const { provider, trail, ledger } = this.#parts;
    const unresolved = { intent, outcome };
    const finding = await investigate(provider, ledger, unresolved, signal).catch(() => null);
    if (finding === null || finding.status === "UNKNOWN") return;
    const entry = record(trail, unresolved, finding);
    if (entry !== null) onReport(entry, null);
  }
}
