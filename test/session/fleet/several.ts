import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import type { Inventory } from "#inventory/inventory.js";
import { isJoined } from "#inventory/joined.js";
import { parse } from "#language/parse.js";
import { Fleet } from "#session/fleet/fleet.js";
import { Link } from "#session/fleet/link.js";
import type { Asked, Outcomes } from "#session/proposal.js";
import type { Restraints } from "#session/restraints.js";
import { estate, machine } from "../../inventory/estate.js";
import { Desk } from "../desk.js";
import { FakeProvider, facts } from "../fake-provider.js";
import { opened } from "../opened.js";
import { UNRESTRAINED } from "../unrestrained.js";

const SILENT = {
  onOpened: () => undefined,
  onInterrupted: () => undefined,
  onRestored: () => undefined,
  onEnded: () => undefined,
  onRefused: () => undefined,
  onChange: () => undefined,
};

/**
 * A console with several endpoints and one journal. Each server has the same datacenter, and one machine, `vm-42` on all of
 * them.
 */
export class Several implements Disposable {
  readonly fleet: Fleet;
  readonly desk = new Desk({ endpoint: "vsphere://console.example" });
  readonly #desks: Desk[] = [];
  /** The newest server of each endpoint, by its name. */
  readonly providers: Record<string, FakeProvider> = {};
  /** What was shown, how ids were renamed for it, and whether it was of several when it came to be shown. */
  readonly shown: {
    readonly inventory: Inventory;
    readonly rename: (id: string) => string;
    readonly isOfSeveral: boolean;
  }[] = [];

  /** What is different about a server, once it is there: before the Login at it. */
  prepare: (name: string, provider: FakeProvider) => void = () => undefined;

  constructor() {
    this.fleet = new Fleet((inventory, rename) =>
      this.shown.push({ inventory, rename, isOfSeveral: isJoined(inventory) }),
    );
  }

  static async of(machines: Readonly<Record<string, string>>): Promise<Several> {
    const several = new Several();
    for (const [name, machineName] of Object.entries(machines)) await several.add(name, machineName);
    return several;
  }

  /** One that is not logged in to yet. */
  link(
    name: string,
    machineName: string,
    changes: { endpoint?: string; user?: string; restraints?: Restraints } = {},
  ): Link {
    const { endpoint = `vsphere://${name}.example`, user = "operator", restraints = UNRESTRAINED } = changes;
    return new Link(
      {
        ...{ name, endpoint, user, relogin: "ask" },
        logIn: async (watcher, _signal, reopening) => {
          const desk = new Desk({ beside: this.desk, endpoint });
          this.#desks.push(desk);
          const provider = new FakeProvider();
          provider.machine = facts({ name: machineName });
          this.providers[name] = provider;
          const objects = estate(machine("vm-42", machineName)).objects();
          provider.twists.feed = () =>
            provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
          this.prepare(name, provider);
          const neighbours = this.fleet.neighboursOf(endpoint);
          const beside = { watcher, reopening, neighbours, restraints };
          // What is not over within a moment does not hold up a console.
          const { signal: lastsUntil } = new AbortController();
          const session = await opened(desk, provider, { name, lastsUntil, ...beside });
          provider.calls.length = 0;
          return session;
        },
        close: async () => undefined,
      },
      { ...SILENT, onRestored: () => this.fleet.lookAcross() },
    );
  }

  async add(name: string, machineName: string, changes: Parameters<Several["link"]>[2] = {}): Promise<Link> {
    const link = this.link(name, machineName, changes);
    this.fleet.add(link);
    await link.open();
    this.fleet.renew(link);
    return link;
  }

  /** What an operator types, as the console asks for it. */
  asked(line: string): Asked {
    const command = parse(line);
    if (command?.kind !== "operation") throw new Error(`${line} is no operation`);
    const { target: expression, request } = command;
    return { expression, request, ask: line };
  }

  /** Types lines, agrees to what is proposed, and answers the outcomes. */
  async does(...lines: readonly [string, ...string[]]): Promise<Outcomes> {
    const [first, ...rest] = lines;
    const proposal = await this.fleet.propose([this.asked(first), ...rest.map((line) => this.asked(line))]);
    return await this.fleet.carryOut(proposal, {}, { report: () => undefined });
  }

  /** The names of the endpoints whose servers were sent a mutating call. */
  get changed(): string[] {
    return Object.keys(this.providers).filter((name) => this.providers[name]!.operationIds.length > 0);
  }

  entries(): Entry[] {
    return this.desk.entries();
  }

  async close(): Promise<void> {
    for (const link of this.fleet.links) await link.close();
  }

  [Symbol.dispose](): void {
    for (const desk of this.#desks) desk[Symbol.dispose]();
    this.desk[Symbol.dispose]();
  }
}

/** Outcomes in short: `vc1 web-01 OK`. */
export function results(outcomes: readonly Entry[]): string[] {
  return outcomes.map(({ HST, TGT, RST }) =>
    [HST.endpoint.replace(/^vsphere:\/\/|\.example$/g, ""), TGT.name, RST?.code ?? RST?.status].join(" "),
  );
}

export function byName(text: string): TargetExpression {
  return { by: "name", text, glob: false };
}
