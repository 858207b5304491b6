import type { Entry } from "#domain/entry.js";
import { parse } from "#language/parse.js";
import { undoOf } from "#operations/undo.js";
import { openLibvirt } from "#providers/libvirt/open.js";
import { Fleet } from "#session/fleet/fleet.js";
import { Link } from "#session/fleet/link.js";
import type { Listener } from "#session/listener.js";
import type { Asked, CarryingOut } from "#session/proposal.js";
import { type HostPair, startHostPair } from "../../../rigs/qemu/host-pair.js";
import type { QemuHost } from "../../../rigs/qemu/qemu-host.js";
import { startTcpProxy } from "../../../rigs/tcp-proxy.js";
import type { XenHost } from "../../../rigs/xen/xen-host.js";
import { startXenPair, type XenPair } from "../../../rigs/xen/xen-pair.js";
import { Desk } from "../../../session/desk.js";
import { opened } from "../../../session/opened.js";
import { target } from "../rpc/connecting.js";
import { startSocketProxy } from "./socket-proxy.js";

const SILENT = {
  onOpened: () => undefined,
  onInterrupted: () => undefined,
  onRestored: () => undefined,
  onEnded: () => undefined,
  onRefused: () => undefined,
  onChange: () => undefined,
};

/** A host as a console reaches it: by a port of 127.0.0.1 before it, whose connections can be ended. */
interface Reached extends AsyncDisposable {
  readonly driver: "qemu" | "xen";
  /** As entries name it. */
  readonly endpoint: string;
  readonly port: number;
  cut(): void;
}

/** An operator's console with two hosts open in it, `a` and `b`, and a network before each that can be cut. */
export class TwoHosts<Pair extends AsyncDisposable> {
  readonly pair: Pair;
  readonly fleet = new Fleet(() => undefined);
  readonly desk = new Desk({ endpoint: "test:///console" });
  readonly #desks: Desk[] = [];
  readonly #reached: Readonly<Record<"a" | "b", Reached>>;

  private constructor(pair: Pair, reached: Readonly<Record<"a" | "b", Reached>>) {
    this.pair = pair;
    this.#reached = reached;
  }

  static async ofQemu(): Promise<TwoHosts<HostPair>> {
    const pair = await startHostPair();
    return await TwoHosts.#opened(pair, { a: await bySocket(pair.a), b: await bySocket(pair.b) });
  }

  static async ofXen(): Promise<TwoHosts<XenPair>> {
    const pair = await startXenPair();
    return await TwoHosts.#opened(pair, { a: await byPort(pair.a), b: await byPort(pair.b) });
  }

  static async #opened<Pair extends AsyncDisposable>(
    pair: Pair,
    reached: Readonly<Record<"a" | "b", Reached>>,
  ): Promise<TwoHosts<Pair>> {
    const two = new TwoHosts(pair, reached);
    await two.#open("a");
    await two.#open("b");
    return two;
  }

  async #open(name: "a" | "b"): Promise<void> {
    const { driver, endpoint, port } = this.#reached[name];
    const link = new Link(
      {
        ...{ name, endpoint, user: "anonymous", relogin: "ask" },
        logIn: async (watcher, _signal, reopening) => {
          const desk = new Desk({ beside: this.desk, endpoint });
          this.#desks.push(desk);
          const place = { driver, transport: "tcp", host: "127.0.0.1", path: "/system" } as const;
          const at = target({ ...place, port, name: endpoint });
          const provider = await openLibvirt({ endpoint: at, timeoutMs: 60_000 });
          const neighbours = this.fleet.neighboursOf(endpoint);
          const cadence = { everyMs: 200, answerMs: 10_000, pausesMs: [100], caughtUpMs: 10_000 } as const;
          return await opened(desk, provider, { name, watcher, reopening, neighbours, cadence });
        },
        close: async () => undefined,
      },
      SILENT,
    );
    this.fleet.add(link);
    await link.open();
    this.fleet.renew(link);
  }

  /** Ends all connections to one of the two; new ones can be made at once. */
  cut(name: "a" | "b"): void {
    this.#reached[name].cut();
  }

  asked(line: string): Asked {
    const command = parse(line);
    if (command?.kind !== "operation") throw new Error(`${line} is no operation`);
    return { expression: command.target, request: command.request, ask: line };
  }

  /** What would be done, once the console has heard of the machine. */
  async plan(line: string) {
    const asked = this.asked(line);
    return (await this.fleet.propose([asked])).plans[0]!;
  }

  async does(
    line: string,
    carrying: CarryingOut = {},
    listener: Partial<Listener> = {},
  ): Promise<{ readonly outcome: Entry; readonly told: readonly Entry[] }> {
    return await this.#carryOut(this.asked(line), carrying, listener);
  }

  /** As a console does when it is asked to undo that entry. */
  async undoes(entry: Entry) {
    const intent = this.entries().find(({ id }) => id === entry.ref) ?? null;
    const inverse = undoOf(entry, intent);
    if ("why" in inverse) throw new Error(inverse.why);
    const link = this.fleet.links.find(({ endpoint }) => endpoint === inverse.at)!;
    const id = this.fleet.idOf(link, inverse.target);
    const { request, line: ask, expects } = inverse;
    return await this.#carryOut({ expression: { by: "id", text: `@${id}`, id }, request, ask, expects });
  }

  /** Resolves when a host's machines are seen in the console as they should be. */
  async sees(name: "a" | "b", shows: (names: readonly string[]) => boolean): Promise<void> {
    const inventory = this.fleet.link(name).inventory!;
    while (!shows(inventory.machines.all().map((machine) => machine.name))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  entries(): Entry[] {
    return this.desk.entries();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const link of this.fleet.links) await link.close().catch(() => null);
    for (const each of Object.values(this.#reached)) await each[Symbol.asyncDispose]();
    for (const desk of [...this.#desks, this.desk]) desk[Symbol.dispose]();
    await this.pair[Symbol.asyncDispose]();
  }

  async #carryOut(asked: Asked, carrying: CarryingOut = {}, listener: Partial<Listener> = {}) {
    const proposal = await this.fleet.propose([asked]);
    const told: Entry[] = [];
    const report = (entry: Entry) => void told.push(entry);
    const [outcome] = await this.fleet.carryOut(proposal, carrying, { report, ...listener });
    return { outcome: outcome!, told };
  }
}

/** As entries name it. */
export function endpointOf({ name }: QemuHost): string {
  return `qemu+unix://${name}/system`;
}

async function bySocket(host: QemuHost): Promise<Reached> {
  const proxy = await startSocketProxy(host.socket);
  return { ...proxy, driver: "qemu", endpoint: endpointOf(host) };
}

async function byPort({ tcpPort, endpoint }: XenHost): Promise<Reached> {
  const proxy = await startTcpProxy({ host: "127.0.0.1", port: tcpPort });
  return {
    driver: "xen",
    endpoint,
    port: proxy.port,
    cut: () => proxy.reset(),
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  };
}
