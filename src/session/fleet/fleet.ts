import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError, failure } from "#domain/errors.js";
import { Inventory } from "#inventory/inventory.js";
import { JoinedInventory, joinedId, partedId } from "#inventory/joined.js";
import type { Link } from "#session/fleet/link.js";
import { Routes } from "#session/fleet/routes.js";
import type { Listener } from "#session/listener.js";
import type { RestrainedNeighbours } from "#session/neighbouring.js";
import type { Asked, CarryingOut, Outcomes, Proposal } from "#session/proposal.js";
import { riskOfAll } from "#session/risk-of.js";
import type { Session } from "#session/session.js";

/** An object of what is shown: its session, and its id there. */
export interface Placed {
  readonly link: Link;
  readonly session: Session;
  readonly id: string;
}

/** Told that what is shown is another inventory; `rename` says how what was shown before is called in it. */
export type OnInventory = (inventory: Inventory, rename: (id: string) => string) => void;

/**
 * The endpoints of a console: one inventory of all of them, and one way to operate on what is in it. While there is one
 * endpoint, all is as with its session alone; with several, ids say where they are: `vc1:vm-42`.
 */
export class Fleet {
  readonly #links: Link[] = [];
  readonly #onInventory: OnInventory;
  #joined: JoinedInventory | null = null;
  #shown = new Inventory();
  /** The one whose ids are shown as they are; null where all say where they are. */
  #alone: string | null = null;
  #used: Link | null = null;

  constructor(onInventory: OnInventory) {
    this.#onInventory = onInventory;
  }

  get links(): readonly Link[] {
    return this.#links;
  }

  /** Whether ids and names say where they are. */
  get isSeveral(): boolean {
    return this.#links.length > 1;
  }

  /** The one that is meant where nothing else is said; null for all of them. */
  get used(): Link | null {
    return this.#used;
  }

  /** Throws `ENDPOINT_UNKNOWN`. */
  use(name: string | null): void {
    this.#used = name === null ? null : this.link(name);
  }

  /** The one of that name. Throws `ENDPOINT_UNKNOWN`. */
  link(name: string): Link {
    const found = this.#links.find((link) => link.name === name);
    if (found === undefined) throw failure("ENDPOINT_UNKNOWN", { text: name, names: this.names });
    return found;
  }

  get names(): readonly string[] {
    return this.#links.map(({ name }) => name);
  }

  /** Throws `ENDPOINT_TAKEN`. */
  add(link: Link): void {
    const there = this.#links.find(
      (each) => each.name === link.name || (each.endpoint === link.endpoint && each.isOf(link.user)),
    );
    if (there !== undefined) {
      const { name, endpoint } = there;
      const isSame = endpoint === link.endpoint;
      throw failure("ENDPOINT_TAKEN", { name, ...(isSame ? {} : { another: endpoint }) });
    }
    this.#links.push(link);
    this.#arrange();
  }

  remove(link: Link): void {
    const at = this.#links.indexOf(link);
    if (at < 0) return;
    this.#links.splice(at, 1);
    if (this.#used === link) this.#used = null;
    this.#arrange();
  }

  /** To be called when a link has another session: what is shown is what that one reports. */
  renew(link: Link): void {
    if (!this.#links.includes(link)) return;
    this.#arrange();
    this.lookAcross();
  }

  /** To be called when something can be asked of a link again: what was open without it may be found out now. */
  lookAcross(): void {
    if (this.isSeveral) for (const { openSession } of this.#links) openSession?.lookAcross();
  }

  /** What is out there, as it was heard last. */
  get inventory(): Inventory {
    return this.#shown;
  }

  /** The sessions beside the one at an endpoint, as they are whenever they are asked for. */
  neighboursOf(own: string): RestrainedNeighbours {
    return {
      own,
      at: (endpoint, name) => {
        const isMeant = (link: Link) => link.endpoint === endpoint && (name ?? link.name) === link.name;
        const others = endpoint === own ? [] : this.#links.filter(isMeant);
        return others.flatMap(({ openSession }) => openSession?.asNeighbour() ?? [])[0] ?? null;
      },
    };
  }

  /** How an object of an endpoint is called in what is shown. */
  idOf(link: Link, id: string): string {
    return this.isSeveral ? joinedId(link.name, id) : id;
  }

  /** Where an object that is shown is; null where there is no session for it. */
  placeOf(id: string): Placed | null {
    const { endpoint, id: own } = this.isSeveral
      ? partedId(id)
      : { endpoint: this.#links[0]?.name ?? "", id };
    const link = this.#links.find(({ name }) => name === endpoint);
    const session = link?.session ?? null;
    return link === undefined || session === null ? null : { link, session, id: own };
  }

  /** The session to ask about what an expression names, and the expression as that one understands it. Throws what is not one. */
  asked(expression: TargetExpression | null): {
    readonly session: Session;
    readonly expression: TargetExpression | null;
  } {
    return this.#routes().toOne(expression);
  }

  /** As `Session.propose`, on whichever endpoints hold what is named. Throws what cannot be told at all. */
  async propose(asked: readonly [Asked, ...Asked[]], signal?: AbortSignal): Promise<Proposal> {
    const routes = this.#routes();
    const parts = asked.flatMap((each) => routes.of(each));
    const proposals = await Promise.all(
      // What cannot be told is asked of no session.
      inRuns(parts, (part) => ("refusal" in part ? part : part.session)).map(async ([first, ...rest]) => {
        if ("refusal" in first) return [first.session.refused(first.asked, first.refusal)];
        const others = rest.map(({ asked: each }) => each);
        return (await first.session.propose([first.asked, ...others], signal)).plans;
      }),
    );
    const plans = proposals.flat();
    const { operation } = plans[0] ?? {};
    if (operation === undefined) throw failure("INTERNAL", { problem: "a proposal without a plan" });
    return { name: operation.name, risk: riskOfAll(operation, plans), ask: asked[0].ask, plans };
  }

  /** As `Session.carryOut`: the plans of each endpoint beside those of the others. The outcomes are in the order of the plans. */
  async carryOut(proposal: Proposal, carrying: CarryingOut, listener: Listener): Promise<Outcomes> {
    const names = [...new Set(proposal.plans.map(({ at }) => at))];
    const outcomes = new Map<string, Entry[]>();
    const settled = await Promise.allSettled(
      names.map(async (name) => {
        const plans = proposal.plans.filter(({ at }) => at === name);
        const session = this.link(name).session;
        if (session === null) throw failure("INTERNAL", { problem: "a plan without a session" });
        outcomes.set(name, [...(await session.carryOut({ ...proposal, plans }, carrying, listener))]);
      }),
    );
    const failed = settled.find((each) => each.status === "rejected");
    if (failed !== undefined) throw asShosekiError(failed.reason);
    return proposal.plans.flatMap(({ at }) => outcomes.get(at)?.shift() ?? []);
  }

  #routes(): Routes {
    return new Routes(this.#links, this.#used);
  }

  /** Shows what there is now: the one inventory, or all of them joined. */
  #arrange(): void {
    const [only, another] = this.#links;
    const before = this.#alone;
    if (another === undefined) {
      this.#joined?.close();
      this.#joined = null;
      this.#alone = only?.name ?? null;
      // Before its first Login there is nothing that it could be said to have.
      if (only !== undefined && only.inventory === null) return;
      this.#show(only?.inventory ?? new Inventory(), (id) => (before === null ? ownId(id, this.#alone) : id));
      return;
    }
    this.#alone = null;
    this.#joined ??= new JoinedInventory();
    const gone = this.#joined.endpoints.filter((name) => !this.names.includes(name));
    for (const name of gone) this.#joined.remove(name);
    for (const { name, inventory } of this.#links) if (inventory !== null) this.#joined.put(name, inventory);
    // What is shown is looked at once to tell whether it is of several; before a first Login it is of none.
    if (this.#joined.endpoints.length === 0) return;
    this.#show(this.#joined.inventory, (id) => (before === null ? id : joinedId(before, id)));
  }

  #show(inventory: Inventory, rename: (id: string) => string): void {
    if (inventory === this.#shown) return;
    this.#shown = inventory;
    this.#onInventory(inventory, rename);
  }
}

/** How what is shown as one endpoint's is called by it alone; what is another's is left with a name that it does not know. */
function ownId(joined: string, name: string | null): string {
  const { endpoint, id } = partedId(joined);
  return endpoint === name ? id : joined;
}

/** What follows each other and has the same key, together. */
function inRuns<T>(all: readonly T[], key: (one: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const runs: [T, ...T[]][] = [];
  for (const each of all) {
    const last = runs.at(-1);
    if (last !== undefined && key(last[0]) === key(each)) last.push(each);
    else runs.push([each]);
  }
  return runs;
}
