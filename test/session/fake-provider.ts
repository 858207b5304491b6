import { failure } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type {
  InventoryFeed,
  Mutation,
  PastTask,
  ProviderSession,
  Settled,
  TaskQuery,
  TaskRef,
} from "#providers/contract.js";

/** A machine that is off and has nothing special. */
export function facts(changes: Partial<MachineFacts> = {}): MachineFacts {
  return {
    id: "vm-42",
    uuid: null,
    name: "web-01",
    parent: "vm",
    host: "host-1",
    power: "off",
    template: false,
    reachable: true,
    cpus: 2,
    memoryMiB: 4096,
    coresPerSocket: 1,
    cpuHotAdd: false,
    cpuHotRemove: false,
    memoryHotAdd: false,
    changeVersion: "1",
    ...changes,
  };
}

/** What a call does instead of what it would do: it throws this, or does it first. */
type Twist = (() => void | Promise<void>) | Error;

/** A server that the test holds in its hands: one machine, and every call that was made. */
export class FakeProvider implements ProviderSession {
  readonly platform = "simulator";
  readonly login = {
    user: "DOMAIN\\operator",
    serverUuid: "4c4c4544-0000-0000-0000-000000000000",
    product: "a server in a test",
    apiVersion: "1",
    clockOffsetMs: 0,
    trust: "none",
    certificate: null,
  } as const;
  readonly limits = { maxCpus: 64, maxMemoryMiB: 1024 * 1024, memoryStepMiB: 4 };
  readonly feed: InventoryFeed = { start: async () => await this.#call("feed") };
  readonly calls: string[] = [];
  readonly operationIds: string[] = [];
  readonly queries: TaskQuery[] = [];
  /** What goes wrong, by call: `read`, `run`, `settle`, `history`, `feed`, `logout`. */
  readonly twists: Record<string, Twist> = {};
  machine = facts();
  /** What the server's history has. */
  tasks: PastTask[] = [];
  /** How the next task ends, where not by doing what was asked. */
  failed: Settled["failed"] = null;

  readonly power = {
    powerOn: (_id: string, mutation: Mutation) => this.#run(mutation, { power: "on" }),
    powerOff: (_id: string, mutation: Mutation) => this.#run(mutation, { power: "off" }),
  };
  readonly reconfigure = {
    reconfigure: (_before: MachineFacts, change: Partial<MachineFacts>, mutation: Mutation) =>
      this.#run(mutation, change),
  };
  readonly rename = {
    rename: (_id: string, name: string, mutation: Mutation) => this.#run(mutation, { name }),
  };
  readonly history = {
    tasksOf: async (query: TaskQuery) => {
      this.queries.push(query);
      await this.#call("history");
      return this.tasks;
    },
  };

  async readMachine(id: string): Promise<MachineFacts> {
    await this.#call("read");
    if (id !== this.machine.id) throw failure("TARGET_UNKNOWN", { text: `@${id}`, nearest: [] });
    return this.machine;
  }

  async settle(): Promise<Settled> {
    await this.#call("settle");
    return { failed: this.failed, after: this.machine };
  }

  async logout(): Promise<void> {
    await this.#call("logout");
  }

  async close(): Promise<void> {
    this.calls.push("close");
  }

  async #run({ operationId }: Mutation, change: Partial<MachineFacts>): Promise<TaskRef> {
    this.operationIds.push(operationId);
    await this.#call("run");
    if (this.failed === null) this.machine = { ...this.machine, ...change };
    return { id: "task-1" };
  }

  async #call(name: string): Promise<void> {
    this.calls.push(name);
    const twist = this.twists[name];
    if (twist instanceof Error) throw twist;
    await twist?.();
  }
}
