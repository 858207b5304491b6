import type { ObjectProperties, ObjectUpdate } from "#providers/vsphere/property-collector.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { childrenOf } from "#providers/vsphere/xml-reader.js";
import { type Moref, morefElement } from "#providers/vsphere/xml-writer.js";

/**
 * A list view that the update stream watches, and what was pushed of the objects on it. What nobody watches any more is
 * taken off by the next call that puts something on, so that letting go costs none.
 */
export class WatchedList {
  readonly #client: VimClient;
  readonly #view: Moref;
  /** What was pushed, and nothing else: the server pushes no second `enter` for what it never saw leave. */
  readonly #known = new Map<string, ObjectProperties>();
  /** On the server's list, or on the way there. */
  readonly #listed = new Map<string, Moref>();
  /** Calls under way that put something on the list or take it off, by its id. */
  readonly #moving = new Map<string, Promise<unknown>>();

  constructor(client: VimClient, view: Moref) {
    this.#client = client;
    this.#view = view;
  }

  known(id: string): ObjectProperties | null {
    return this.#known.get(id) ?? null;
  }

  onUpdates(objects: readonly ObjectUpdate[]): void {
    for (const { kind, moref, properties, unset } of objects) {
      const known = this.#known.get(moref.id);
      if (kind === "leave") {
        this.#known.delete(moref.id);
        if (!this.#moving.has(moref.id)) this.#listed.delete(moref.id);
      } else if (kind === "enter" || known === undefined) {
        this.#known.set(moref.id, { moref, properties });
        if (!this.#moving.has(moref.id)) this.#listed.set(moref.id, moref);
      } else {
        for (const [path, value] of properties) known.properties.set(path, value);
        for (const path of unset) known.properties.delete(path);
      }
    }
  }

  /**
   * Puts objects on the list that are not there. Answers the ids of those that the server does not have.
   * @param inUse the ids that anybody watches, these among them.
   */
  async add(objects: readonly Moref[], inUse: () => ReadonlySet<string>): Promise<readonly string[]> {
    // The server may take two calls in another order than they were sent in.
    for (let calls = this.#about(objects); calls.length > 0; calls = this.#about(objects)) {
      await Promise.allSettled(calls);
    }
    const add = objects.filter(({ id }) => !this.#listed.has(id));
    if (add.length === 0) return [];
    const used = inUse();
    const remove = [...this.#listed.values()].filter(({ id }) => !used.has(id) && !this.#moving.has(id));
    return await this.#modify(add, remove);
  }

  /** The calls under way that are about any of these. */
  #about(objects: readonly Moref[]): Promise<unknown>[] {
    return objects.flatMap(({ id }) => this.#moving.get(id) ?? []);
  }

  async #modify(add: readonly Moref[], remove: readonly Moref[]): Promise<readonly string[]> {
    const args = [
      ...add.map((moref) => morefElement("add", moref)),
      ...remove.map((moref) => morefElement("remove", moref)),
    ];
    const call = this.#client.read("ModifyListView", this.#view, args.join(""));
    for (const { id } of [...add, ...remove]) this.#moving.set(id, call);
    try {
      const missing = childrenOf(await call, "returnval").map(({ text }) => text);
      for (const moref of add) if (!missing.includes(moref.id)) this.#listed.set(moref.id, moref);
      for (const { id } of remove) this.#listed.delete(id);
      return missing;
    } finally {
      for (const { id } of [...add, ...remove]) this.#moving.delete(id);
    }
  }
}
