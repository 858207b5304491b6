import { failure } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Settled, Shows, TaskRef } from "#providers/contract.js";
import { machineFacts } from "#providers/vsphere/machine-properties.js";
import type { ObjectUpdate, Properties } from "#providers/vsphere/property-collector.js";
import { taskEnd } from "#providers/vsphere/task-properties.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { type Moref, morefElement } from "#providers/vsphere/xml-writer.js";

/** How long a target may take to show what its finished task has done, in milliseconds. */
const SHOW_WITHIN_MS = 3_000;

interface Waiter {
  readonly task: string;
  readonly target: string;
  readonly shows: Shows;
  readonly settle: (settled: Settled) => void;
  readonly fail: (error: Error) => void;
  late: NodeJS.Timeout | null;
}

/**
 * The unfinished tasks and their targets, in one list view that the update stream watches: the end of a task and its
 * target after it come by push, for one call (`ModifyListView`). What is no longer watched is taken off the list by the
 * next such call, so that letting go costs none.
 */
export class TaskWatch {
  readonly #client: VimClient;
  readonly #view: Moref;
  readonly #known = new Map<string, { moref: Moref; properties: Properties }>();
  readonly #listed = new Map<string, { moref: Moref; users: number }>();
  readonly #waiters = new Set<Waiter>();
  #lost: Error | null = null;

  constructor(client: VimClient, view: Moref) {
    this.#client = client;
    this.#view = view;
  }

  /** Errors: those of a call, `GAVE_UP_WAITING`, and whatever ended the update stream. */
  async settled(task: TaskRef, target: string, shows: Shows, signal?: AbortSignal): Promise<Settled> {
    if (this.#lost !== null) throw this.#lost;
    const watched: Moref[] = [
      { type: "Task", id: task.id },
      { type: "VirtualMachine", id: target },
    ];
    const ended = this.#wait(task.id, target, shows, signal);
    try {
      // The push can be faster than the answer to the call that asks for it, and either can fail first.
      const [settled] = await Promise.all([ended.settled, this.#list(watched, signal)]);
      return settled;
    } finally {
      ended.forget();
      for (const { id } of watched) {
        const listed = this.#listed.get(id);
        if (listed !== undefined) this.#listed.set(id, { ...listed, users: listed.users - 1 });
      }
    }
  }

  onUpdates(objects: readonly ObjectUpdate[]): void {
    for (const { kind, moref, properties } of objects) {
      const known = this.#known.get(moref.id);
      if (kind === "leave") this.#known.delete(moref.id);
      else if (kind === "enter" || known === undefined) this.#known.set(moref.id, { moref, properties });
      else for (const [path, value] of properties) known.properties.set(path, value);
    }
    for (const waiter of this.#waiters) this.#check(waiter);
  }

  /** The stream has ended: nobody will push any more. */
  lost(error: Error): void {
    this.#lost = error;
    for (const waiter of this.#waiters) waiter.fail(error);
  }

  #wait(task: string, target: string, shows: Shows, signal?: AbortSignal) {
    const { promise, resolve, reject } = Promise.withResolvers<Settled>();
    const waiter: Waiter = { task, target, shows, settle: resolve, fail: reject, late: null };
    const giveUp = () => reject(failure("GAVE_UP_WAITING", {}));
    signal?.addEventListener("abort", giveUp, { once: true });
    if (signal?.aborted) giveUp();
    this.#waiters.add(waiter);
    this.#check(waiter);
    const forget = () => {
      signal?.removeEventListener("abort", giveUp);
      if (waiter.late !== null) clearTimeout(waiter.late);
      this.#waiters.delete(waiter);
    };
    return { settled: promise, forget };
  }

  #check(waiter: Waiter): void {
    const end = taskEnd(this.#known.get(waiter.task)?.properties);
    if (end.state !== "success" && end.state !== "error") return;
    const after = this.#factsOf(waiter.target);
    if (end.failed !== null || (after !== null && waiter.shows(after))) {
      waiter.settle({ failed: end.failed, after });
    } else {
      waiter.late ??= setTimeout(
        () => waiter.settle({ failed: null, after: this.#factsOf(waiter.target) }),
        SHOW_WITHIN_MS,
      );
    }
  }

  #factsOf(target: string): MachineFacts | null {
    const known = this.#known.get(target);
    return known === undefined ? null : machineFacts(known);
  }

  async #list(watched: readonly Moref[], signal?: AbortSignal): Promise<void> {
    const idle = [...this.#listed.values()].filter(({ users }) => users === 0).map(({ moref }) => moref);
    const add: Moref[] = [];
    for (const moref of watched) {
      const listed = this.#listed.get(moref.id);
      if (listed === undefined) add.push(moref);
      this.#listed.set(moref.id, { moref, users: (listed?.users ?? 0) + 1 });
    }
    const remove = idle.filter(({ id }) => this.#listed.get(id)?.users === 0);
    for (const { id } of remove) {
      this.#listed.delete(id);
      this.#known.delete(id);
    }
    const args = [
      ...add.map((moref) => morefElement("add", moref)),
      ...remove.map((moref) => morefElement("remove", moref)),
    ];
    try {
      await this.#client.read("ModifyListView", this.#view, args.join(""), { signal });
    } catch (error) {
      for (const { id } of add) this.#listed.delete(id);
      throw error;
    }
  }
}
