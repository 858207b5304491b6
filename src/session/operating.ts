import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import { eachToItsEnd } from "#session/each-to-its-end.js";
import { type FrozenSet, frozenSet } from "#session/frozen-set.js";
import { perform } from "#session/funnel.js";
import type { SessionLife } from "#session/life.js";
import type { Listener } from "#session/listener.js";
import { findOut } from "#session/own-look-ups.js";
import { type Plan, type Planning, planForNothing } from "#session/plan.js";
import type { Asked, CarryingOut, Outcomes, Proposal } from "#session/proposal.js";
import type { Restraints } from "#session/restraints.js";
import { riskOfAll } from "#session/risk-of.js";
import type { SessionParts } from "#session/session-parts.js";
import type { UnderWay } from "#session/under-way.js";

export interface OperatingParts
  extends Pick<
    SessionParts,
    "name" | "provider" | "trail" | "explain" | "inventory" | "ledger" | "neighbours"
  > {
  readonly life: SessionLife;
  /** Told of each operation, until it has its outcome. */
  readonly underWay: UnderWay;
  /** The inventory while it is live; throws why it is not. */
  readonly live: () => Inventory;
  /** What binds the session now. */
  readonly restraints: () => Restraints;
}

/** How a session plans what is asked of it, and has each plan go through the funnel. Its methods are as `Session` has them. */
export class Operating {
  readonly #parts: OperatingParts;

  constructor(parts: OperatingParts) {
    this.#parts = parts;
  }

  async operate(
    expression: TargetExpression | null,
    planning: Planning,
    listener: Listener,
  ): Promise<Outcomes> {
    const plans = this.#frozen(expression, planning);
    return await eachToItsEnd(plans, async (plan) => this.#perform(await plan(), planning, listener));
  }

  async propose(asked: readonly [Asked, ...Asked[]], signal?: AbortSignal): Promise<Proposal> {
    const [{ request, ask }] = asked;
    const plans = asked.flatMap(({ expression, ...each }) =>
      this.#frozen(expression, { ...each, yes: true, stopping: signal, signal }),
    );
    const operation = operationOf(request);
    const planned = await eachToItsEnd(plans, async (plan) => await plan());
    return { name: operation.name, risk: riskOfAll(operation, planned), ask, plans: planned };
  }

  async carryOut({ plans }: Proposal, carrying: CarryingOut, listener: Listener): Promise<Outcomes> {
    return await eachToItsEnd(plans, (plan) => this.#perform(plan, carrying, listener));
  }

  refused({ request, ask, expression }: Asked, problem: Problem): Plan {
    const named = expression?.text ?? ("newName" in request ? request.newName : "");
    return planForNothing(this.#names, request, ask, named, problem);
  }

  #frozen(expression: TargetExpression | null, planning: Planning): FrozenSet {
    const { provider, live, neighbours, restraints } = this.#parts;
    const planner = { ...this.#names, provider, inventory: live, neighbours, restraints };
    return frozenSet(planner, expression, planning);
  }

  #perform(plan: Plan, carrying: CarryingOut, listener: Listener): Promise<Entry> {
    return this.#parts.underWay.track(this.#performNow(this.#asOfNow(plan), carrying, listener));
  }

  /** What was agreed to while the server could be asked is not tried while it cannot, nor by a session that has not read it. */
  #asOfNow(plan: Plan): Plan {
    if (plan.refusal !== null) return plan;
    const isOurs = plan.readBy === this.#names.readBy;
    const reason =
      this.#parts.life.unavailable ?? (isOurs ? null : failure("TARGET_CHANGED", { name: plan.target.name }));
    return reason === null ? plan : { ...plan, refusal: reason.problem };
  }

  async #performNow(plan: Plan, carrying: CarryingOut, listener: Listener): Promise<Entry> {
    const { life, inventory } = this.#parts;
    const { signal, stopping } = carrying;
    if (plan.refusal === null) {
      listener.plan?.(plan);
      await life.compareClocks(signal);
    }
    const onProgress = (percent: number) => listener.progress?.(plan, percent);
    const waiting = { signal, stopping, onProgress };
    const { intent, outcome, error, seen } = await perform(this.#parts, withPurpose(plan, carrying), waiting);
    listener.progress?.(plan, null);
    if (seen !== null) inventory.apply(seen.updates);
    listener.report(outcome, error);
    if (outcome.RST?.status === "UNKNOWN" && signal?.aborted !== true)
      await findOut(this.#parts, { intent, outcome }, (entry) => listener.report(entry, null), signal);
    return outcome;
  }

  /** By which plans say whose they are. */
  get #names(): Pick<Plan, "at" | "readBy"> {
    const { name, trail } = this.#parts;
    return { at: name, readBy: trail.session };
  }
}

function withPurpose(plan: Plan, { purpose, run }: CarryingOut): Plan {
  return {
    ...plan,
    ...(purpose === undefined ? {} : { purpose }),
    ...(run === undefined ? {} : { run }),
  };
}
