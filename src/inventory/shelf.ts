interface Named {
  readonly id: string;
  readonly name: string;
}

/** The rows of one kind, to be looked up. */
export interface Rows<T> {
  /** In no particular order. */
  all(): readonly T[];
  get(id: string): T | null;
  /** Those of exactly that name; names that differ only in how they are composed in Unicode are one name. */
  named(name: string): readonly T[];
}

/** The rows of one kind, by id and by name. */
export class Shelf<T extends Named> implements Rows<T> {
  readonly #byId = new Map<string, T>();
  readonly #byName = new Map<string, Map<string, T>>();

  /** One with the same id is replaced. */
  put(row: T): void {
    const known = this.#byId.get(row.id);
    if (known !== undefined && known.name !== row.name) this.remove(row.id);
    this.#byId.set(row.id, row);
    const name = row.name.normalize("NFC");
    const same = this.#byName.get(name);
    if (same === undefined) this.#byName.set(name, new Map([[row.id, row]]));
    else same.set(row.id, row);
  }

  remove(id: string): void {
    const row = this.#byId.get(id);
    if (row === undefined) return;
    this.#byId.delete(id);
    const name = row.name.normalize("NFC");
    const same = this.#byName.get(name);
    same?.delete(id);
    if (same?.size === 0) this.#byName.delete(name);
  }

  get size(): number {
    return this.#byId.size;
  }

  all(): readonly T[] {
    return [...this.#byId.values()];
  }

  get(id: string): T | null {
    return this.#byId.get(id) ?? null;
  }

  named(name: string): readonly T[] {
    return [...(this.#byName.get(name.normalize("NFC"))?.values() ?? [])];
  }
}
