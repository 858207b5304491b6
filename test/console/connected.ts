import { Connections } from "#console/connections.js";
import type { Asking, LoginListeners, PreparedEndpoint } from "#console/console-parts.js";
import { ReadOnlySwitch } from "#console/read-only-switch.js";
import type { Entry } from "#domain/entry.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import type { Link } from "#session/fleet/link.js";
import { Desk } from "../session/desk.js";
import { FakeProvider } from "../session/fake-provider.js";
import { opened } from "../session/opened.js";
import { UNRESTRAINED } from "../session/unrestrained.js";
import { FakeConsole } from "./fake-console.js";

/** Nobody is there to be asked. */
const ASKING: Asking = { secret: async () => null, text: async () => null, say: () => undefined };

export interface EndpointWanted {
  readonly readOnly?: ReadOnlyBy;
  readonly password?: string;
  readonly relogin?: "ask" | "always";
  /** What a Login waits for. */
  readonly after?: Promise<unknown>;
  /** What sharing its session answers: how to stop. */
  readonly unshare?: () => Promise<void>;
}

/** The connections of a console whose servers are as a test says, with one journal. */
export class Connected implements AsyncDisposable {
  readonly console = new FakeConsole();
  readonly readOnly = new ReadOnlySwitch(this.console);
  readonly connections: Connections;
  /** The newest server of each endpoint, by its name. */
  readonly providers: Record<string, FakeProvider> = {};
  /** The names of those whose sessions were shared, in the order in which they were. */
  readonly shared: string[] = [];
  /** What became of the recording. */
  readonly recorded: string[] = [];
  readonly #desk = new Desk({ endpoint: "vsphere://console.example" });
  readonly #desks: Desk[] = [];
  readonly #wanted: Readonly<Record<string, EndpointWanted>>;

  constructor(wanted: Readonly<Record<string, EndpointWanted>>) {
    this.#wanted = wanted;
    this.console.store.endpoints.fleet.remove(this.console.link as unknown as Link);
    const [first = ""] = Object.keys(wanted);
    this.connections = new Connections({
      console: this.console,
      parts: {
        first: this.#prepared(first),
        prepare: async (name) => this.#prepared(name),
        share: async ({ name }) => {
          this.shared.push(name);
          return this.#wanted[name]?.unshare ?? (async () => undefined);
        },
      },
      asking: ASKING,
      recording: {
        ensure: () => {
          this.recorded.push("for a Login");
          return () => void this.recorded.push("as before");
        },
      },
      readOnly: this.readOnly,
      listeners: {} as Omit<LoginListeners, "watcher">,
      takeWarnings: () => [],
    });
  }

  /** All of them, logged in to. */
  static async to(wanted: Readonly<Record<string, EndpointWanted>>): Promise<Connected> {
    const connected = new Connected(wanted);
    const [, ...others] = Object.keys(wanted);
    await connected.connections.open();
    for (const name of others) await connected.connections.connect(name);
    return connected;
  }

  link(name: string): Link {
    return this.console.store.endpoints.fleet.link(name);
  }

  get names(): readonly string[] {
    return this.console.store.endpoints.fleet.names;
  }

  /** The endpoints where nothing is to be changed. */
  get readOnlyNow(): readonly string[] {
    const { links } = this.console.store.endpoints.fleet;
    return links.flatMap(({ name, session }) => (session?.restraints.readOnly == null ? [] : [name]));
  }

  get notice(): string {
    return this.console.store.notice?.text ?? "";
  }

  entries(): Entry[] {
    return this.#desk.entries();
  }

  #prepared(name: string): PreparedEndpoint {
    const { readOnly = null, password, relogin = "ask", after } = this.#wanted[name]!;
    const endpoint = `vsphere://${name}.example`;
    return {
      ...{ name, endpoint, user: "operator", relogin },
      settings: { demands: { reason: false, ticket: false }, confirm: "risk", lockAfterMs: null },
      isPassword: password === undefined ? null : async (text) => text === password,
      close: async () => undefined,
      logIn: async ({ watcher }, _signal, reopening) => {
        await after;
        const desk = new Desk({ beside: this.#desk, endpoint });
        this.#desks.push(desk);
        const provider = new FakeProvider();
        this.providers[name] = provider;
        return await opened(desk, provider, {
          ...{ name, watcher, reopening },
          restraints: { ...UNRESTRAINED, readOnly },
        });
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connections.close();
    for (const desk of this.#desks) desk[Symbol.dispose]();
    this.#desk[Symbol.dispose]();
  }
}
