import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { CloneSpec } from "#providers/cloning.js";
import type { ProviderSession } from "#providers/contract.js";
import type { PastTask, TaskQuery } from "#providers/history.js";
import type { FeedListeners, InventoryFeed } from "#providers/inventory-feed.js";
import type { NewMachine } from "#providers/lifecycle.js";
import type { LoginFacts, Pong } from "#providers/login-facts.js";
import type { Failure, Mutation, Patience, Settled, TaskEnd, TaskRef } from "#providers/mutation.js";
import type { PlacementFacts, PlacementQuery } from "#providers/placement.js";
import type { HardwareChange } from "#providers/reconfigure.js";
import type { RelocationSpec } from "#providers/relocation.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";

/** A machine that is off and has nothing special: one disk, no snapshots. */
export function facts(changes: Partial<FullMachine> = {}): FullMachine {
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
    toolsRunning: true,
    nextBoot: null,
    changeVersion: "1",
    disks: [
      {
        id: "2000",
        label: "Hard disk 1",
        sizeMiB: 16_384,
        file: "[ds-1] web-01/web-01.vmdk",
        mode: "persistent",
        slot: { controller: "1000", unit: 0 },
        growable: true,
      },
    ],
    cards: [],
    diskSlot: { controller: "1000", unit: 1 },
    snapshots: [],
    currentSnapshot: null,
    datastore: "ds-1",
    ...changes,
  };
}

/** A host that works and is not in maintenance. */
export function hostFacts(changes: Partial<HostFacts> = {}): HostFacts {
  return {
    id: "host-1",
    name: "esx-01.example",
    parent: "cluster-1",
    connection: "connected",
    power: "on",
    maintenance: false,
    ...changes,
  };
}

/** What a call does instead of what it would do: it throws this, or does it first. */
type Twist = (() => void | Promise<void>) | Error;

/** A server that the test holds in its hands: one machine, one host, and every call that was made. */
export class FakeProvider implements ProviderSession {
  readonly platform = "simulator";
  readonly login: LoginFacts;
  readonly #login: LoginFacts = {
    user: "DOMAIN\\operator",
    serverUuid: "4c4c4544-0000-0000-0000-000000000000",
    product: "a server in a test",
    apiVersion: "1",
    clockOffsetMs: 0,
    trust: "none",
    certificate: null,
    session: null,
  };
  readonly limits = {
    maxCpus: 64,
    maxMemoryMiB: 1024 * 1024,
    memoryStepMiB: 4,
    maxDiskMiB: 62 * 1024 * 1024,
  };
  readonly feed: InventoryFeed = {
    start: async (listeners) => {
      this.listeners = listeners;
      await this.#call("feed");
    },
    caughtUp: (signal) => this.#call("caughtUp", signal),
  };
  /** Who listens to the feed; null before it is started. */
  listeners: FeedListeners | null = null;
  readonly calls: string[] = [];
  readonly operationIds: string[] = [];
  readonly queries: TaskQuery[] = [];
  /** What the mutating calls were given beside their target, in order. */
  readonly sent: unknown[] = [];
  /** What goes wrong, by call: `read`, `run`, `settle`, `ended`, `watch`, `cancel`, `history`, `feed`, `ping`, `logout`. */
  readonly twists: Record<string, Twist> = {};
  /** Null once it is gone. */
  machine: FullMachine | null = facts();
  /** The disks of one that was deleted without them. */
  readonly left: FullMachine["disks"][number][] = [];
  host = hostFacts();
  datastore = { id: "ds-1", name: "ds-1", freeMiB: 1024 * 1024, accessible: true };
  /** What a creation or a cloning has made. */
  made: FullMachine | null = null;
  /** What the server's history has. */
  tasks: PastTask[] = [];
  /** How the next task ends, where not by doing what was asked. */
  failed: Failure | null = null;
  /** What a ping is answered. */
  pong: Pong = { clockOffsetMs: 0 };
  /** The percentages that the next task reports. */
  percentages: number[] = [];

  readonly power = {
    powerOn: (_id: string, mutation: Mutation) => this.#change(mutation, { power: "on" }),
    powerOff: (_id: string, mutation: Mutation) => this.#change(mutation, { power: "off" }),
    reset: (_id: string, mutation: Mutation) => this.#change(mutation, {}),
    suspend: (_id: string, mutation: Mutation) => this.#change(mutation, { power: "suspended" }),
  };
  readonly guest = {
    shutdownGuest: async (_id: string, mutation: Mutation) => {
      await this.#change(mutation, { power: "off" });
    },
    rebootGuest: async (_id: string, mutation: Mutation) => {
      await this.#change(mutation, {});
    },
  };
  readonly reconfigure = {
    reconfigure: (before: Pick<FullMachine, "id">, change: HardwareChange, mutation: Mutation) => {
      const { disk, ...sizes } = change;
      const disks = disk === undefined ? {} : { disks: this.#disksWith(disk) };
      return this.#change(mutation, { ...sizes, ...disks }, { id: before.id, change });
    },
  };
  readonly rename = {
    rename: (_id: string, name: string, mutation: Mutation) => this.#change(mutation, { name }),
  };
  readonly lifecycle = {
    create: (machine: NewMachine, mutation: Mutation) => {
      const { name, cpus, memoryMiB, folder, host } = machine;
      return this.#run(mutation, machine, () => {
        this.made = facts({ id: "vm-99", uuid: "new", name, cpus, memoryMiB, parent: folder, host });
      });
    },
    destroy: (_before: FullMachine, disks: "go" | "stay", mutation: Mutation) =>
      this.#run(mutation, disks === "stay" ? "keeping its disks" : null, () => {
        if (disks === "stay") this.left.push(...(this.machine?.disks ?? []));
        this.machine = null;
      }),
    keepingDisks: {
      filesThere: async (files: readonly string[]) => ({
        there: [...this.left, ...(this.machine?.disks ?? [])].flatMap(({ file, sizeMiB }) =>
          file !== null && files.includes(file) ? [{ file, sizeMiB }] : [],
        ),
        unseen: [],
      }),
    },
  };
  readonly cloning = {
    clone: (_id: string, clone: CloneSpec, mutation: Mutation) =>
      this.#run(mutation, clone, () => {
        this.made = facts({ id: "vm-99", uuid: "new", name: clone.name, parent: clone.folder });
      }),
  };
  readonly relocation = {
    relocate: (_id: string, to: RelocationSpec, mutation: Mutation) => {
      const { host, datastore, folder } = to;
      const moved = {
        ...(host === null ? {} : { host }),
        ...(datastore === null ? {} : { datastore }),
        ...(folder === null ? {} : { parent: folder }),
      };
      return this.#change(mutation, moved, to);
    },
  };
  readonly snapshots = {
    createSnapshot: (_id: string, name: string, mutation: Mutation) => {
      const snapshot = { id: "snapshot-9", name, description: "", created: "", parent: null } as const;
      const snapshots = [...(this.machine?.snapshots ?? []), { ...snapshot, power: "off" as const }];
      return this.#change(mutation, { snapshots, currentSnapshot: snapshot.id }, name);
    },
    revertSnapshot: (snapshot: string, mutation: Mutation) =>
      this.#change(mutation, { currentSnapshot: snapshot, power: "off", nextBoot: null }, snapshot),
    removeSnapshot: (snapshot: string, mutation: Mutation) => {
      const snapshots = this.machine?.snapshots.filter(({ id }) => id !== snapshot) ?? [];
      return this.#change(mutation, { snapshots }, snapshot);
    },
  };
  readonly hostPower = {
    shutdownHost: (_id: string, mutation: Mutation) =>
      this.#changeHost(mutation, { power: "off", connection: "notResponding" }),
    rebootHost: (_id: string, mutation: Mutation) => this.#changeHost(mutation, {}),
    enterMaintenance: (_id: string, mutation: Mutation) => this.#changeHost(mutation, { maintenance: true }),
    exitMaintenance: (_id: string, mutation: Mutation) => this.#changeHost(mutation, { maintenance: false }),
  };
  readonly history = {
    tasksOf: async (query: TaskQuery) => {
      this.queries.push(query);
      await this.#call("history");
      return this.tasks;
    },
    latest: async (): Promise<readonly TaskRecord[]> => [],
  };
  readonly events = {
    latest: async (of: Subject<SubjectKind> | null): Promise<readonly EventRecord[]> => {
      this.calls.push(`events ${of === null ? "all" : `${of.kind} ${of.id}`}`);
      return [];
    },
  };

  /** @param login what the server says of it that is not as usual */
  constructor(login: Partial<LoginFacts> = {}) {
    this.login = { ...this.#login, ...login };
  }

  async read<K extends SubjectKind>({ kind, id }: Subject<K>): Promise<SubjectFacts[K]> {
    await this.#call("read");
    const found = kind === "host" ? this.host : [this.machine, this.made].find((each) => each?.id === id);
    if (found?.id !== id) throw failure("TARGET_UNKNOWN", { text: `@${id}`, nearest: [] });
    return found as SubjectFacts[K];
  }

  async readPlacement({ machine, host, datastore, network }: PlacementQuery): Promise<PlacementFacts> {
    await this.#call("read");
    return {
      machine: machine === null ? null : this.machine,
      host: host === null ? null : { ...this.host, id: host },
      datastore: datastore === null ? null : { ...this.datastore, id: datastore },
      network: network === null ? null : { ...network, port: {} },
    };
  }

  async settle<K extends SubjectKind>(
    _task: TaskRef,
    { kind }: Subject<K>,
    _shows: unknown,
    patience: Patience = {},
  ): Promise<Settled<SubjectFacts[K]>> {
    this.#report(patience);
    await this.#call("settle");
    const after = kind === "host" ? this.host : this.machine;
    return { failed: this.failed, after: after as SubjectFacts[K] | null };
  }

  async ended(_task: TaskRef, patience: Patience = {}): Promise<TaskEnd> {
    this.#report(patience);
    await this.#call("ended", patience.signal);
    return { failed: this.failed, made: this.made?.id ?? null };
  }

  async watch<K extends SubjectKind>(): Promise<SubjectFacts[K] | null> {
    await this.#call("watch");
    return this.machine as SubjectFacts[K] | null;
  }

  async ping(signal?: AbortSignal): Promise<Pong> {
    await this.#call("ping", signal);
    return this.pong;
  }

  resume(): void {
    this.calls.push("resume");
  }

  async cancel({ id }: TaskRef): Promise<void> {
    await this.#call("cancel");
    this.sent.push(id);
  }

  async logout(): Promise<void> {
    await this.#call("logout");
  }

  async close(): Promise<void> {
    this.calls.push("close");
  }

  #disksWith(change: NonNullable<HardwareChange["disk"]>): FullMachine["disks"] {
    const disks = this.machine?.disks ?? [];
    const { sizeMiB } = change;
    if ("grow" in change) {
      return disks.map((disk) => (disk.id === change.grow.id ? { ...disk, sizeMiB } : disk));
    }
    const added = { id: "2001", label: "Hard disk 2", sizeMiB, file: null, mode: "persistent" } as const;
    return [...disks, { ...added, slot: change.add, growable: true }];
  }

  #change(mutation: Mutation, change: Partial<FullMachine>, sent: unknown = null): Promise<TaskRef> {
    return this.#run(mutation, sent, () => {
      if (this.machine !== null) this.machine = { ...this.machine, ...change };
    });
  }

  #changeHost(mutation: Mutation, change: Partial<HostFacts>): Promise<TaskRef> {
    return this.#run(mutation, null, () => {
      this.host = { ...this.host, ...change };
    });
  }

  async #run({ operationId }: Mutation, sent: unknown, work: () => void): Promise<TaskRef> {
    this.operationIds.push(operationId);
    this.sent.push(sent);
    await this.#call("run");
    if (this.failed === null) work();
    return { id: "task-1" };
  }

  #report({ onProgress }: Patience): void {
    for (const percent of this.percentages) onProgress?.(percent);
  }

  async #call(name: string, signal?: AbortSignal): Promise<void> {
    this.calls.push(name);
    const twist = this.twists[name];
    if (twist instanceof Error) throw twist;
    if (signal?.aborted) throw failure("GAVE_UP_WAITING", {});
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    signal?.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})), { once: true });
    givenUp.catch(() => undefined);
    await Promise.race([twist?.(), givenUp]);
  }
}
