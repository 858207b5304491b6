import pMap from "p-map";
import type { BesideRow } from "#domain/beside-row.js";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import {
  type ApartReason,
  asShosekiError,
  failure,
  type Problem,
  type ShosekiError,
} from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveAnything, resolveOne } from "#inventory/resolve.js";
import type { Journal } from "#journal/journal.js";
import type { SessionLock } from "#journal/session-locks.js";
import { capable } from "#operations/capability.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Anchoring } from "#session/anchoring.js";
import { addressOf, besideRow } from "#session/beside-row.js";
import { type FrozenSet, frozenSet } from "#session/frozen-set.js";
import { perform } from "#session/funnel.js";
import type { HandoverHold } from "#session/handover-hold.js";
import { leave } from "#session/leaving.js";
import type { Ledger } from "#session/ledger.js";
import { SessionLife, type SessionWatcher } from "#session/life.js";
import {
  type RestrainedNeighbour,
  type RestrainedNeighbours,
  restrainedNeighbour,
} from "#session/neighbouring.js";
import { findOut, OwnLookUps } from "#session/own-look-ups.js";
import { type Plan, type Planning, planForNothing } from "#session/plan.js";
import type { Asked, CarryingOut, Outcomes, Proposal } from "#session/proposal.js";
import type { Cadence } from "#session/pulse.js";
import { isAcross, recoverAcross } from "#session/recover-across.js";
import type { Restraints } from "#session/restraints.js";
import type { Rights } from "#session/rights.js";
import { riskOfAll } from "#session/risk-of.js";
import type { RunEvent } from "#session/run-event.js";
import { supports } from "#session/supports.js";
import type { HandoverEvent, Intention, SessionEvent, Trail } from "#session/trail.js";
import { UnderWay } from "#session/under-way.js";

/** Operations of one command that are under way at once: as many as there are connections. */
const AT_ONCE = 4;

export interface SessionParts {
  /** The name by which it goes: `vc1`. */
  readonly name: string;
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  readonly inventory: Inventory;
  /** The Login's outcome. */
  readonly login: Entry;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly lock: SessionLock;
  readonly anchoring: Anchoring;
  readonly rights: Rights;
  readonly restraints: Restraints;
  /** The sessions beside it. */
  readonly neighbours?: RestrainedNeighbours | undefined;
  /** Of a session that waits for a handover. */
  readonly hold?: HandoverHold | undefined;
  readonly cadence?: Cadence | undefined;
  /** How long the way to the server may be gone until the session is given up, in milliseconds; for ever, where this is not said. */
  readonly patienceMs?: number | undefined;
  /** Told of what has been found out of an operation that was UNKNOWN. */
  readonly onEntry: (entry: Entry) => void;
  /** Told of what could not be recorded. */
  readonly onProblem: (error: ShosekiError) => void;
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
  readonly #life: SessionLife;
  readonly #lookUps: OwnLookUps;
  readonly #underWay = new UnderWay();
  /** Aborted once it leaves: what is only looked for is looked for no longer. */
  readonly #left = new AbortController();
  #readOnly: ReadOnlyBy | null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#readOnly = parts.restraints.readOnly;
    this.#lookUps = new OwnLookUps(parts, (work) => this.#underWay.track(work));
    this.#life = new SessionLife({ ...parts, onRestored: () => this.#lookUp() });
  }

  /** The name by which it goes. */
  get name(): string {
    return this.#parts.name;
  }

  /** Live. Throws why it is not: what was there then is no answer to what is there now. */
  get inventory(): Inventory {
    const why = this.#unavailable;
    if (why !== null) throw why;
    return this.#parts.inventory;
  }

  /** What was there when the server was heard last. */
  get lastInventory(): Inventory {
    return this.#parts.inventory;
  }

  /** Why it is no session any more; null while it is one. */
  get lost(): ShosekiError | null {
    return this.#life.lost;
  }

  get isInterrupted(): boolean {
    return this.#life.isInterrupted;
  }

  get rights(): Rights {
    return this.#parts.rights;
  }

  get restraints(): Restraints {
    return { ...this.#parts.restraints, readOnly: this.#readOnly ?? (this.#isHeld ? "handover" : null) };
  }

  /**
   * From now on nothing is changed (or something may be), whoever asks; recorded. What the profile or an option has said is
   * not taken back, nor what waits for a handover: `READ_ONLY`. Null when it is so already.
   */
  setReadOnly(wanted: boolean): Entry | null {
    const by = this.#readOnly;
    const isFixed = by === "profile" || by === "option";
    if (!wanted && !isFixed && this.#isHeld) throw failure("READ_ONLY", { by: "handover" });
    if ((by !== null) === wanted) return null;
    if (isFixed) throw failure("READ_ONLY", { by });
    const { trail } = this.#parts;
    if (wanted) this.#readOnly = "operator";
    const before = { readOnly: !wanted };
    // What may be changed again is so once that is on the disk.
    const entry = trail.event({ OPR: "SetReadOnly", before, after: { readOnly: wanted } });
    this.#readOnly = wanted ? "operator" : null;
    return entry;
  }

  /** Reads the inventory, keeps it live, and asks the server again and again whether it is there. */
  async begin(watcher: SessionWatcher = {}): Promise<void> {
    await this.#life.begin(this.#parts.inventory, watcher);
  }

  /**
   * Something is done beside all else. Why it failed is told as a problem.
   *
   * @param work its signal is aborted by the Logout, which then waits for its end
   */
  beside(work: (signal: AbortSignal) => Promise<void>): void {
    const told = work(this.#left.signal).catch((error: unknown) => {
      this.#parts.onProblem(asShosekiError(error));
    });
    void this.#underWay.track(told);
  }

  /** Looks for the server at once, where the way to it is gone. */
  hurry(): void {
    this.#life.hurry();
  }

  /** The Login's outcome: who, on what, by which trust. */
  get login(): Entry {
    return this.#parts.login;
  }

  /** Whether its journal is anchored anywhere: in the server's event log, or by a command. */
  get isAnchored(): boolean {
    return this.#parts.anchoring.hasPlace;
  }

  /** As `ProviderSession.readAgainMs`. */
  get readAgainMs(): number | undefined {
    return this.#parts.provider.readAgainMs;
  }

  /** Whether the platform has what an operation needs. */
  supports(name: OperationName): boolean {
    return supports(this.#parts.provider, name);
  }

  /** As what another session of the same console sees it; null when nothing can be asked of its server now. */
  asNeighbour(): RestrainedNeighbour | null {
    if (this.#unavailable !== null) return null;
    const { name, trail, provider, inventory } = this.#parts;
    const neighbour = { name, endpoint: trail.endpoint, session: provider, inventory };
    return restrainedNeighbour(neighbour, () => this.restraints);
  }

  /**
   * Looks again for what became of what went to another endpoint, now that more of them can be asked: of this session's own
   * operations, and of those whose writer is gone.
   */
  lookAcross(): void {
    const { ledger, provider, inventory, neighbours, onEntry } = this.#parts;
    if (this.#unavailable !== null || !ledger.unresolved().some(isAcross)) return;
    this.#lookUp();
    this.beside(async (signal) => {
      const ground = { session: provider, inventory, neighbours, signal };
      await recoverAcross({ ...this.#parts, ground }, onEntry);
    });
  }

  /** Why no machine goes from here to a host of another session; null when they can. */
  apartFrom(other: Session): ApartReason | null {
    const [from, to] = [this, other].map((session) => session.#parts.provider.migration);
    if (from === undefined || to === undefined) return "PLATFORM";
    return from.kind === to.kind ? null : "HYPERVISOR";
  }

  /** Why the platform has it not; null where it has it, or does not say. */
  lack(name: OperationName): LackReason | null {
    return this.#parts.provider.lacks?.[name] ?? null;
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
    const operation = operationOf(request);
    const planned = await eachToItsEnd(plans, async (plan) => await plan());
    return { name: operation.name, risk: riskOfAll(operation, planned), ask, plans: planned };
  }

  /** Runs a proposal that an operator has agreed to, as `operate` does. */
  async carryOut({ plans }: Proposal, carrying: CarryingOut, listener: Listener): Promise<Outcomes> {
    return await eachToItsEnd(plans, (plan) => this.#perform(plan, carrying, listener));
  }

  /** A machine with its disks and snapshots, read now. Errors: those of resolving, and of a read. */
  async fullMachine(expression: TargetExpression, signal?: AbortSignal): Promise<FullMachine> {
    const { id } = resolveOne(this.inventory, this.inventory.machines, expression);
    return await this.#parts.provider.read({ kind: "fullMachine", id }, signal);
  }

  /** As `besideRow` of its provider. */
  async besideRow(row: VirtualMachine, signal?: AbortSignal): Promise<BesideRow> {
    return await besideRow(this.#parts.provider, row, signal);
  }

  /** As `addressOf` of its provider. */
  async addressOf(row: VirtualMachine, signal?: AbortSignal): Promise<string | null> {
    return await addressOf(this.#parts.provider, row, signal);
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

  /** @param carrying for whom and what for, where that is not the session's operator and purpose */
  note(text: string, carrying: Pick<Intention, "purpose" | "via"> = {}): Entry {
    return this.#parts.trail.note(text, carrying);
  }

  /**
   * The last anchor, and the Logout. Answers what says how it ended: the Logout's outcome, or that the server had ended it.
   * Throws the journal's errors.
   */
  async logout(): Promise<Entry> {
    this.#left.abort();
    this.#lookUps.stop();
    try {
      return await leave({ ...this.#parts, life: this.#life, underWay: this.#underWay });
    } finally {
      this.#parts.hold?.close();
    }
  }

  /** Notes something about this session in the journal. */
  event(event: SessionEvent): Entry {
    return this.#parts.trail.event(event);
  }

  /** Notes something about the run of a procedure in the journal; with `unless`, as the trail has it. */
  procedure(event: RunEvent): Entry;
  procedure(event: RunEvent, unless: (added: Entry) => boolean): Entry | null;
  procedure(event: RunEvent, unless: (added: Entry) => boolean = () => false): Entry | null {
    return this.#parts.trail.procedure(event, unless);
  }

  /** Notes something about the handover of a shift in the journal; with `unless`, as the trail has it. */
  handover(event: HandoverEvent): Entry;
  handover(event: HandoverEvent, unless: (added: Entry) => boolean): Entry | null;
  handover(event: HandoverEvent, unless: (added: Entry) => boolean = () => false): Entry | null {
    return this.#parts.trail.handover(event, unless);
  }

  /** A plan that only records that something was asked which cannot be told. */
  refused({ request, ask, expression }: Asked, problem: Problem): Plan {
    const named = expression?.text ?? ("newName" in request ? request.newName : "");
    return planForNothing(this.#names, request, ask, named, problem);
  }

  /** One that leaves does not wait for what it would find out: the next Login does. */
  #lookUp(): void {
    if (!this.#left.signal.aborted) this.#lookUps.begin();
  }

  #frozen(expression: TargetExpression | null, planning: Planning): FrozenSet {
    const planner = {
      ...this.#names,
      provider: this.#parts.provider,
      inventory: () => this.inventory,
      neighbours: this.#parts.neighbours,
      restraints: () => this.restraints,
    };
    return frozenSet(planner, expression, planning);
  }

  #perform(plan: Plan, carrying: CarryingOut, listener: Listener): Promise<Entry> {
    return this.#underWay.track(this.#performNow(this.#asOfNow(plan), carrying, listener));
  }

  /** What was agreed to while the server could be asked is not tried while it cannot, nor by a session that has not read it. */
  #asOfNow(plan: Plan): Plan {
    if (plan.refusal !== null) return plan;
    const isOurs = plan.readBy === this.#names.readBy;
    const reason =
      this.#unavailable ?? (isOurs ? null : failure("TARGET_CHANGED", { name: plan.target.name }));
    return reason === null ? plan : { ...plan, refusal: reason.problem };
  }

  get #isHeld(): boolean {
    return this.#parts.hold?.isHeld === true;
  }

  /** By which plans say whose they are. */
  get #names(): Pick<Plan, "at" | "readBy"> {
    const { name, trail } = this.#parts;
    return { at: name, readBy: trail.session };
  }

  /** Why nothing can be asked of the server now; null when it can. */
  get #unavailable(): ShosekiError | null {
    const { lost, isInterrupted, isLeaving } = this.#life;
    if (lost !== null) return lost;
    if (isLeaving) return failure("STOPPED_BY_OPERATOR", {});
    return isInterrupted ? failure("INTERRUPTED", { endpoint: this.#parts.trail.endpoint }) : null;
  }

  async #performNow(plan: Plan, carrying: CarryingOut, listener: Listener): Promise<Entry> {
    const { signal, stopping } = carrying;
    if (plan.refusal === null) {
      listener.plan?.(plan);
      await this.#life.compareClocks(signal);
    }
    const onProgress = (percent: number) => listener.progress?.(plan, percent);
    const parts = { ...this.#parts, restraints: () => this.restraints };
    const { intent, outcome, error, seen } = await perform(parts, withPurpose(plan, carrying), {
      signal,
      stopping,
      onProgress,
    });
    listener.progress?.(plan, null);
    if (seen !== null) this.#parts.inventory.apply(seen.updates);
    listener.report(outcome, error);
    if (outcome.RST?.status === "UNKNOWN" && signal?.aborted !== true)
      await findOut(this.#parts, { intent, outcome }, (entry) => listener.report(entry, null), signal);
    return outcome;
  }
}

function withPurpose(plan: Plan, { purpose, run }: CarryingOut): Plan {
  return {
    ...plan,
    ...(purpose === undefined ? {} : { purpose }),
    ...(run === undefined ? {} : { run }),
  };
}

/** Four at once. What is under way when the journal fails is seen to its end; then its first error is thrown. */
async function eachToItsEnd<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  try {
    return await pMap(all, work, { concurrency: AT_ONCE, stopOnError: false });
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}
