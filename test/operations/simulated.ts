import type { OperationRequest, TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { type SimulatedServer, startServer } from "#providers/simulator/server.js";
import { newSession } from "#providers/simulator/session.js";
import { perform } from "#session/funnel.js";
import { type Plan, planFor } from "#session/plan.js";
import { optionsOf } from "../providers/simulator/open.js";
import { Desk } from "../session/desk.js";
import { funnelOn } from "../session/funnel-on.js";
import { groundOn } from "../session/ground-on.js";

export interface Recorded {
  readonly plan: Plan;
  readonly intent: Entry;
  readonly outcome: Entry;
}

/** An operator at a simulated server: a journal, a session and its live inventory. */
export class Simulated implements Disposable {
  readonly inventory = new Inventory();
  readonly #desk = new Desk();
  readonly #server: SimulatedServer;
  readonly #provider: ProviderSession;

  private constructor(server: SimulatedServer, provider: ProviderSession) {
    this.#server = server;
    this.#provider = provider;
  }

  static async open(query = "vms=20"): Promise<Simulated> {
    const server = startServer(optionsOf(query));
    return await Simulated.#on(server);
  }

  static async #on(server: SimulatedServer): Promise<Simulated> {
    const simulated = new Simulated(server, newSession(server, "operator"));
    const { inventory } = simulated;
    await simulated.#provider.feed.start({
      onUpdates: (updates) => inventory.apply(updates),
      onInterrupted: () => undefined,
      onLost: () => undefined,
    });
    return simulated;
  }

  /** Another operator at the same server, with a journal of their own. */
  async colleague(): Promise<Simulated> {
    return await Simulated.#on(this.#server);
  }

  /** The id of the machine or host of that name, or what has that id. */
  id(name: string): string {
    const { machines, hosts } = this.inventory;
    const [found] = [...machines.named(name), ...hosts.named(name)];
    if (found === undefined) throw new Error(`nothing is named ${name}`);
    return found.id;
  }

  /** @param target the platform's id; null for what is to be made */
  async plan(request: OperationRequest, target: string | null, ask = "as typed"): Promise<Plan> {
    const { inventory } = this;
    const ground = groundOn(this.#provider, inventory);
    const row = target === null ? null : (inventory.machines.get(target) ?? inventory.hosts.get(target));
    if (target !== null && row === null) throw new Error(`nothing has the id ${target}`);
    const host = row?.kind === "vm" ? row.host : (row?.id ?? null);
    const uuid = row?.kind === "vm" ? row.uuid : null;
    const found = row === null ? null : { id: row.id, name: row.name, uuid, host, named: false };
    return await planFor(ground, found, { request, ask, yes: true });
  }

  /** Plans and runs it, and gives what was written of it. */
  async does(request: OperationRequest, target: string | null, ask?: string): Promise<Recorded> {
    const plan = await this.plan(request, target, ask);
    const parts = funnelOn(this.#desk, this.#provider);
    const { intent, outcome, seen } = await perform(parts, plan);
    this.inventory.apply(seen?.updates ?? []);
    return { plan, intent, outcome };
  }

  /** The same, of the machine or host of a name, and it must end OK. */
  async has(request: OperationRequest, name: string): Promise<Recorded> {
    const target = operationOf(request).on === null ? null : this.id(name);
    const recorded = await this.does(request, target);
    const { RST } = recorded.outcome;
    if (RST?.status !== "OK" || RST.code !== undefined) throw new Error(JSON.stringify(RST));
    return recorded;
  }

  [Symbol.dispose](): void {
    this.#server.stop();
    this.#desk[Symbol.dispose]();
  }
}

/** How a name without wildcards is typed. */
export function named(text: string): TargetExpression {
  return { by: text.startsWith("/") ? "path" : "name", text, glob: false };
}
