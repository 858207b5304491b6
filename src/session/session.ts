import type { BesideRow } from "#domain/beside-row.js";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import type { Problem, ShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { LackReason } from "#domain/lack.js";
import type { ApartReason } from "#domain/move-obstacle.js";
import type { OperationName } from "#domain/operation-name.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveOne } from "#inventory/resolve.js";
import { Background } from "#session/background.js";
import { addressOf, besideRow } from "#session/beside-row.js";
import { leave } from "#session/leaving.js";
import { SessionLife, type SessionWatcher } from "#session/life.js";
import type { Listener } from "#session/listener.js";
import { type RestrainedNeighbour, restrainedNeighbour } from "#session/neighbouring.js";
import { Operating } from "#session/operating.js";
import { OwnRestraints } from "#session/own-restraints.js";
import type { Plan, Planning } from "#session/plan.js";
import type { Asked, CarryingOut, Outcomes, Proposal } from "#session/proposal.js";
import type { Restraints } from "#session/restraints.js";
import type { Rights } from "#session/rights.js";
import type { RunEvent } from "#session/run-event.js";
import { pastEvents, pastTasks } from "#session/server-past.js";
import type { SessionParts } from "#session/session-parts.js";
import { supports } from "#session/supports.js";
import type { HandoverEvent, Intention, SessionEvent } from "#session/trail.js";
import { UnderWay } from "#session/under-way.js";

/** One authenticated session: its live inventory, and the one way to operate on what is in it. */
export class Session {
  readonly #parts: SessionParts;
  readonly #life: SessionLife;
  readonly #underWay = new UnderWay();
  readonly #background: Background;
  readonly #restraints: OwnRestraints;
  readonly #operating: Operating;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#restraints = new OwnRestraints(parts);
    this.#background = new Background(parts, this.#underWay);
    this.#life = new SessionLife({ ...parts, onRestored: () => this.#background.lookUp() });
    this.#operating = new Operating({
      ...parts,
      life: this.#life,
      underWay: this.#underWay,
      live: () => this.inventory,
      restraints: () => this.restraints,
    });
  }

  /** The name by which it goes. */
  get name(): string {
    return this.#parts.name;
  }

  /** Live. Throws why it is not: what was there then is no answer to what is there now. */
  get inventory(): Inventory {
    const why = this.#life.unavailable;
    if (why !== null) throw why;
    return this.#parts.inventory;
  }

  /** What was there when the server was heard last. */
  get lastInventory(): Inventory {
    return this.#parts.inventory;
  }

  /**
   * Resolves when the inventory shows all that was so at the server when this was called. Throws why that cannot be
   * told: `INTERRUPTED` where it does not come so far in time.
   *
   * @param signal aborted: no longer waited for (`GAVE_UP_WAITING`)
   */
  async caughtUp(signal?: AbortSignal): Promise<void> {
    await this.#life.caughtUp(signal);
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
    return this.#restraints.now;
  }

  /**
   * From now on nothing is changed (or something may be), whoever asks; recorded. What the profile or an option has said is
   * not taken back, nor what waits for a handover: `READ_ONLY`. Null when it is so already.
   */
  setReadOnly(wanted: boolean): Entry | null {
    return this.#restraints.setReadOnly(wanted);
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
    this.#background.begin(work);
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
    if (this.#life.unavailable !== null) return null;
    const { name, trail, provider, inventory } = this.#parts;
    const neighbour = { name, endpoint: trail.endpoint, session: provider, inventory };
    return restrainedNeighbour(neighbour, () => this.restraints);
  }

  /**
   * Looks again for what became of what went to another endpoint, now that more of them can be asked: of this session's own
   * operations, and of those whose writer is gone.
   */
  lookAcross(): void {
    if (this.#life.unavailable === null) this.#background.lookAcross();
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
    return await this.#operating.operate(expression, planning, listener);
  }

  /**
   * Plans what is asked, and nothing more: the set is frozen, and each target read once. What it would take to agree is
   * left to whoever asks; a plan says only why it would be refused whatever the operator says.
   *
   * @param signal aborted: what has not been read yet is not read, and its plan is refused
   */
  async propose(asked: readonly [Asked, ...Asked[]], signal?: AbortSignal): Promise<Proposal> {
    return await this.#operating.propose(asked, signal);
  }

  /** Runs a proposal that an operator has agreed to, as `operate` does. */
  async carryOut(proposal: Proposal, carrying: CarryingOut, listener: Listener): Promise<Outcomes> {
    return await this.#operating.carryOut(proposal, carrying, listener);
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
    return await pastTasks(this.#parts.provider, count);
  }

  /** The newest events, of one machine or host or of all, newest first. `NOT_SUPPORTED` where there are none. */
  async events(expression: TargetExpression | null, count: number): Promise<readonly EventRecord[]> {
    return await pastEvents(this.#parts.provider, () => this.inventory, expression, count);
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
    this.#background.leave();
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
  refused(asked: Asked, problem: Problem): Plan {
    return this.#operating.refused(asked, problem);
  }
}
